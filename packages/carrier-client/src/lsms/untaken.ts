import type { RefusedDownload } from '../connection';
import type { SvDownloadForm } from './table';

/** Telephone numbers of 10 digits, both ends inclusive. */
export interface TnSpan {
  readonly firstTn: string;
  readonly lastTn: string;
}

/** A download that this LSMS refused and has not taken since. */
export interface UntakenDownload {
  readonly refused: RefusedDownload;
  readonly download: SvDownloadForm;
  /** Its telephone numbers, but for those that a later download has changed: these must not go back to it. */
  readonly open: readonly TnSpan[];
}

/** Kept at most; the oldest are forgotten first, and stay refused. */
const MOST_KEPT = 10_000;

/** What an LSMS has refused, with what later downloads have left of it, so that it can be taken later without harm. */
export class UntakenDownloads {
  private readonly kept = new Map<number, UntakenDownload>();

  constructor(
    first: readonly UntakenDownload[] = [],
    private readonly most = MOST_KEPT,
  ) {
    for (const entry of first) this.kept.set(entry.refused.number, entry);
  }

  /** Ascending by number. */
  get all(): readonly UntakenDownload[] {
    return [...this.kept.values()];
  }

  /** The number of the one forgotten for it, if any. Called in the order of numbers. */
  add(refused: RefusedDownload, download: SvDownloadForm): number | undefined {
    const { firstTn, lastTn } = download;
    this.kept.set(refused.number, { refused, download, open: [{ firstTn, lastTn }] });
    const [oldest] = this.kept.keys();
    if (this.kept.size <= this.most || oldest === undefined) return undefined;
    this.kept.delete(oldest);
    return oldest;
  }

  /** A download's telephone numbers are as it says now: nothing before it has anything to say of them any more. */
  applied({ number, firstTn, lastTn }: SvDownloadForm): void {
    for (const entry of this.kept.values()) {
      if (entry.refused.number >= number) continue;
      const { refused, download, open } = entry;
      const rest = open.flatMap((span) => without(span, { firstTn, lastTn }));
      this.kept.set(refused.number, { refused, download, open: rest });
    }
  }

  delete(number: number): void {
    this.kept.delete(number);
  }
}

/** What is still to be applied of a download, as downloads of their own under its number. */
export function openParts({ download, open }: UntakenDownload): SvDownloadForm[] {
  return open.map((span) => ({
    ...download,
    ...span,
    firstSvId: download.firstSvId + (Number(span.firstTn) - Number(download.firstTn)),
  }));
}

function without(span: TnSpan, taken: TnSpan): TnSpan[] {
  const [first, last] = [Number(span.firstTn), Number(span.lastTn)];
  const [from, to] = [Number(taken.firstTn), Number(taken.lastTn)];
  // Also for what is no telephone number, which is why it may have been refused.
  if (!(from <= last && to >= first)) return [span];
  return [
    ...(from > first ? [{ firstTn: span.firstTn, lastTn: String(from - 1) }] : []),
    ...(to < last ? [{ firstTn: String(to + 1), lastTn: span.lastTn }] : []),
  ];
}

import type { downloads } from '@openlnp/messages';
import { formatLrn, formatTn, parseInstant } from '@openlnp/numbering';
import { type RoutingEntry, RoutingTable, routeChangeOf } from '@openlnp/routing-table';
import type { Download } from '../connection';
import { codeOf } from '../errors';
import type { Refusal } from './refusal';

/** The record openlnp.download.SvDownload in JSON form: instants are ISO 8601 strings. */
export type SvDownloadForm = Omit<downloads.SvDownload, 'activatedAt' | 'occurredAt'> & {
  readonly activatedAt: string;
  readonly occurredAt: string;
};

export function isSvDownload(download: Download): download is Download & { readonly data: SvDownloadForm } {
  return download.type === 'SvDownload';
}

/** Where an LSMS puts its routes. */
export interface LsmsTable {
  /**
   * Applied again, a download changes nothing. Answers a refusal, with nothing changed, for one that it cannot take;
   * what it throws ends the LSMS.
   */
  apply(download: SvDownloadForm): Refusal | undefined;
  /** Equal to the registry's own when both have applied the same downloads. */
  digest(): string;
}

/** A table that a snapshot can hold. */
export interface SnapshotTable extends LsmsTable {
  /** JSON-ready, complete. */
  entries(): Iterable<unknown>;
  /** Puts these in the place of what is there. */
  restore(entries: Iterable<unknown>): void;
}

export interface RoutingLsmsTable extends SnapshotTable {
  /** Replaced by `restore`: ask for it anew. */
  readonly routes: RoutingTable;
}

/** A routing table in memory, the same that the registry keeps. */
export function createLsmsTable(): RoutingLsmsTable {
  let routes = new RoutingTable();
  return {
    get routes() {
      return routes;
    },
    apply: (download) => applyTo(routes, download),
    digest: () => routes.digest(),
    entries: () => routes.entries(),
    restore: (entries) => {
      routes = new RoutingTable();
      for (const entry of entries) routes.apply(changeOf(entry as RoutingEntry));
    },
  };
}

function applyTo(routes: RoutingTable, download: SvDownloadForm): Refusal | undefined {
  const activatedAt = parseInstant(download.activatedAt);
  if (activatedAt === undefined) return { code: 'invalid_instant', text: `activatedAt: ${download.activatedAt}` };
  if (!Number.isSafeInteger(download.firstSvId)) return { code: 'invalid_sv_id', text: String(download.firstSvId) };
  try {
    routes.apply(routeChangeOf({ ...download, activatedAt }));
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'RouteChangeError') throw error;
    return { code: codeOf(error) ?? 'not_applicable', text: error.message.slice(0, 1_000) };
  }
}

const changeOf = ({ tn, svId, ...route }: RoutingEntry) =>
  routeChangeOf({
    ...route,
    action: 'activate',
    firstTn: formatTn(tn),
    lastTn: formatTn(tn),
    firstSvId: svId,
    lrn: formatLrn(route.lrn),
  });

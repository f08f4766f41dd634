import { createHash } from 'node:crypto';
import type { RecordedEvent } from '@openlnp/event-store';

/** What a log adds up to. */
export interface Tallied {
  readonly events: number;
  /** Number of the last download: a running count over the log (law 5). */
  readonly downloads: number;
  /** Ported numbers, and the digest of the routing table, as `lnp replay --digest` gives it. */
  readonly numbers: number;
  readonly digest: string;
  /** SHA-256 over every event in the order of the log: stream, revision, id, type, instants, metadata and payload. No positions. */
  readonly logDigest: string;
}

/** Folds a log as the registry does, and hashes each event in the form of the embedded store, which is the same for all stores. */
export class LogTally {
  private readonly hash = createHash('sha256');
  private events = 0;

  private constructor(
    private readonly encode: (event: RecordedEvent) => Uint8Array,
    private readonly projection: {
      readonly table: { readonly size: number; digest(): string };
      readonly downloadNumber: number;
      apply(event: RecordedEvent): void;
    },
  ) {}

  static async begin(): Promise<LogTally> {
    // Loaded here: no other command needs what folds the log.
    const [{ eventCodec }, { TableProjection }] = await Promise.all([
      import('@openlnp/messages'),
      import('@openlnp/service'),
    ]);
    return new LogTally((event) => eventCodec.encode(event), new TableProjection());
  }

  bytesOf(event: RecordedEvent): Buffer {
    return Buffer.from(this.encode(event));
  }

  add(event: RecordedEvent): void {
    const bytes = this.bytesOf(event);
    // Lengths keep the events apart.
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    this.hash.update(length).update(bytes);
    this.projection.apply(event);
    this.events += 1;
  }

  result(): Tallied {
    const { table, downloadNumber: downloads } = this.projection;
    return {
      events: this.events,
      downloads,
      numbers: table.size,
      digest: table.digest(),
      logDigest: this.hash.copy().digest('hex'),
    };
  }
}

export async function tallied(events: AsyncIterable<RecordedEvent>): Promise<Tallied> {
  const tally = await LogTally.begin();
  for await (const event of events) tally.add(event);
  return tally.result();
}

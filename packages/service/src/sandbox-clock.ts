import type { IncomingRecord, Reader } from '@openlnp/broker';
import { type ClockMoved, decodeWire, encodeWire, TOPICS } from '@openlnp/messages';
import type { Instant } from '@openlnp/numbering';
import type { ShiftableClock } from './clock';
import type { ServiceDeps } from './deps';

/** Applies records of sandbox.clock to a clock. */
export function applyClockMoves(clock: ShiftableClock, records: readonly { readonly value: Uint8Array }[]): void {
  for (const { value } of records) {
    const { to, real } = decodeWire(value).data as ClockMoved;
    clock.shift(to, real);
  }
}

/** Makes the clock follow the sandbox's control topic; resolves when every earlier move has been applied. */
export async function followSandboxClock(deps: Pick<ServiceDeps, 'broker' | 'clock' | 'fatal'>): Promise<Reader> {
  const { earliest, end } = await deps.broker.offsets(TOPICS.sandboxClock, 0);
  const apply = (records: readonly IncomingRecord[]): void => applyClockMoves(deps.clock, records);
  let from = earliest;
  while (from < end) {
    const records = await deps.broker.fetch(TOPICS.sandboxClock, 0, from, 100);
    if (records.length === 0) break;
    apply(records);
    from = (records.at(-1)?.offset ?? from) + 1n;
  }
  return deps.broker.read({ topic: TOPICS.sandboxClock, partition: 0, from, onRecords: apply, onError: deps.fatal });
}

/** Tells every service that it is `to` now. */
export async function moveSandboxClock(deps: Pick<ServiceDeps, 'broker'>, to: Instant, real: number): Promise<void> {
  await deps.broker.produce([
    {
      topic: TOPICS.sandboxClock,
      partition: 0,
      key: null,
      value: encodeWire('openlnp.command.ClockMoved', { to, real }),
      headers: {},
    },
  ]);
}

// The load of the append bench, the same for every engine.
import stores from '@openlnp/event-store';
import { randomFrom, round } from './figures.mjs';

const TNS = 5_000_000;
export const FIRST_TN = 3_032_000_000;

export const event = (tn, random) => ({
  id: Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(32, '0'),
  type: 'SvActivated',
  data: { svId: tn % 2 ** 31, tn, newSp: 'Q001', oldSp: 'Q002' },
  metadata: {
    occurredAt: 1_780_000_000_000,
    requestId: 'Q001-00000000-0000-4000-8000-000000000000',
    actor: 'Q001',
    actingFor: null,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    viewPosition: '123456',
    jobId: null,
  },
});

/** Each appender has the numbers of its own, so that none is refused for another's append. */
export async function load(appenders, seconds, seed, append) {
  const random = randomFrom(seed);
  const perAppender = Math.floor(TNS / appenders);
  const latencies = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  await Promise.all(
    Array.from({ length: appenders }, async (_, appender) => {
      const revisions = new Map();
      for (let now = performance.now(); now < until; ) {
        const tn = FIRST_TN + appender + appenders * Math.floor(random() * perAppender);
        const revision = revisions.get(tn);
        await append(tn, revision, random);
        revisions.set(tn, (revision ?? stores.NO_STREAM) + 1);
        const then = performance.now();
        latencies.push(then - now);
        now = then;
      }
    }),
  );
  const took = (performance.now() - startedAt) / 1000;
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { perSecond: round(latencies.length / took), count: latencies.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

// Ten LSMSs: each reads the download log by itself and acknowledges what a read gave it, one acknowledgement in flight.
import messages from '@openlnp/messages';
import { SPIDS } from './world.mjs';

const { encodeWire, HEADERS, lsmsResponsesTopic, TOPICS } = messages;

/** `onAcknowledged(number, at)`: the last of the ten has durably acknowledged through this download. */
export async function openLsmss(broker, onAcknowledged = () => undefined) {
  const acknowledged = new Map(SPIDS.map((spid) => [spid, 0]));
  const { end } = await broker.offsets(TOPICS.lsmsDownloads, 0);
  let reached = 0;
  let waiting = [];
  const lsmss = await Promise.all(SPIDS.map((spid) => openLsms(broker, spid, end, noteAcknowledged)));

  function noteAcknowledged(spid, through) {
    acknowledged.set(spid, through);
    const slowest = Math.min(...acknowledged.values());
    if (slowest <= reached) return;
    reached = slowest;
    for (const waiter of waiting) if (waiter.number <= reached) waiter.resolve();
    waiting = waiting.filter(({ number }) => number > reached);
    onAcknowledged(slowest, performance.now());
  }

  return {
    /** Through which download all ten have acknowledged. */
    reached: () => reached,
    /** Resolves when it is this one. */
    reach: (number) =>
      number <= reached ? Promise.resolve() : new Promise((resolve) => waiting.push({ number, resolve })),
    stop: () => Promise.all(lsmss.map((lsms) => lsms.stop())),
  };
}

async function openLsms(broker, spid, from, noteAcknowledged) {
  let acknowledged = 0;
  let applied = 0;
  let busy = false;
  let failed;

  async function acknowledge() {
    busy = true;
    while (applied > acknowledged) {
      const through = applied;
      await broker.produce([
        {
          topic: lsmsResponsesTopic(spid),
          partition: 0,
          key: null,
          value: encodeWire('openlnp.acknowledgement.DownloadsAcknowledged', {
            after: acknowledged,
            through,
            refused: [],
          }),
          headers: {},
        },
      ]);
      acknowledged = through;
      noteAcknowledged(spid, through);
    }
    busy = false;
  }

  const reader = await broker.read({
    topic: TOPICS.lsmsDownloads,
    partition: 0,
    from,
    onRecords: (records) => {
      if (failed !== undefined) throw failed;
      for (const { headers } of records) {
        const number = Number(headers[HEADERS.number]);
        // At least once: a repeat of the broadcaster is dropped by its number; a gap would be a fault of the registry.
        if (number > applied + 1) throw new Error(`LSMS ${spid}: download ${number} came after ${applied}`);
        applied = Math.max(applied, number);
      }
      if (busy) return;
      acknowledge().catch((error) => {
        failed = error;
      });
    },
    onError: (error) => {
      failed = error;
      process.stderr.write(`LSMS ${spid} ended: ${error?.stack ?? error}\n`);
    },
  });
  return { stop: () => reader.stop() };
}

// What a range is worth: as many numbers activated one by one, and as one range.
import messages from '@openlnp/messages';
import { openCarriers } from './support/carriers.mjs';
import { round, summary } from './support/figures.mjs';
import { openLsmss } from './support/lsmss.mjs';
import { registryProof } from './support/proof.mjs';
import { furnish, openRegistry } from './support/registries.mjs';
import { lifeOf, SPIDS, world } from './support/world.mjs';

const { soaMessagesTopic, TOPICS } = messages;

export async function run({ kafka, runs, numbers }, say) {
  // Two codes a run; those that LRNs stand in are left alone.
  const codes = world.codes.slice(SPIDS.length);
  if (numbers > 10_000 || 2 * runs > codes.length) {
    throw new Error(`a range has at most 10000 numbers, and the world codes for ${Math.floor(codes.length / 2)} runs`);
  }
  const registry = await openRegistry({ kafka });
  const closing = [];
  try {
    await furnish(registry);
    const carriers = await openCarriers(registry.broker);
    closing.push(carriers);
    const lsmss = await openLsmss(registry.broker);
    closing.push(lsmss);
    const measured = [];
    for (let index = 0; index < runs; index += 1) {
      const one = await activation(registry, carriers, lsmss, codes[2 * index], numbers, 1);
      const range = await activation(registry, carriers, lsmss, codes[2 * index + 1], numbers, numbers);
      measured.push({ one, range, ratio: round(one.seconds / range.seconds) });
      say(`  run ${index + 1} of ${runs}: ${JSON.stringify(measured.at(-1))}`);
    }
    const proof = await registryProof(registry, lsmss);
    const both = (what) => ({ one: measured.at(-1).one[what], range: measured.at(-1).range[what] });
    return {
      what:
        `${numbers} pending numbers of one NPA-NXX activated by ${numbers} requests (one) and by one request (range): seconds ` +
        'from the first request to active, both parties told, 10 LSMSs acknowledged; downloads and messages of both',
      numbers,
      one: summary(measured.map(({ one }) => one.seconds)),
      range: summary(measured.map(({ range }) => range.seconds)),
      downloads: both('downloads'),
      messages: both('messages'),
      ratio: summary(measured.map(({ ratio }) => ratio)),
      equal: proof.equal,
      held: proof.equal,
    };
  } finally {
    for (const closed of closing.reverse()) await closed.stop();
    await registry.stop();
  }
}

/** `numbers` of a code, made pending as one range, then activated `width` at a time. */
async function activation({ broker }, carriers, lsmss, { npaNxx, spid: oldSp }, numbers, width) {
  const newSp = SPIDS.find((spid) => spid !== oldSp);
  await carriers.prepare(lifeOf(npaNxx, 0, numbers, oldSp, newSp));
  carriers.forget();
  const lives = Array.from({ length: numbers / width }, (_, index) =>
    lifeOf(npaNxx, index * width, width, oldSp, newSp),
  );
  const before = await counts(broker);
  const startedAt = performance.now();
  for (const life of lives) carriers.activateOnly(life);
  await carriers.allDone();
  const { downloads, messages: told } = await counts(broker);
  await lsmss.reach(downloads);
  const seconds = (performance.now() - startedAt) / 1000;
  carriers.forget();
  return { seconds: round(seconds), downloads: downloads - before.downloads, messages: told - before.messages };
}

/** Records so far; exact on both brokers, since neither has transactions that would leave gaps. */
async function counts(broker) {
  const end = async (topic) => Number((await broker.offsets(topic, 0)).end);
  const told = await Promise.all(SPIDS.map((spid) => end(soaMessagesTopic(spid))));
  return { downloads: await end(TOPICS.lsmsDownloads), messages: told.reduce((sum, count) => sum + count, 0) };
}

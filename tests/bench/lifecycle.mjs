// Full inter-SP lives: both creates, the activation, the broadcast to ten LSMSs, their acknowledgements, active.
import { readFileSync } from 'node:fs';
import { httpDoor, openCarriers } from './support/carriers.mjs';
import { percentiles, round, summary } from './support/figures.mjs';
import { openLsmss } from './support/lsmss.mjs';
import { embeddedMeter, kafkaMeter, storeMeter } from './support/meter.mjs';
import { registryProof } from './support/proof.mjs';
import { rawSeconds } from './support/raw.mjs';
import { furnish, openRegistry } from './support/registries.mjs';
import { createLives } from './support/world.mjs';

const WIDTHS = { single: 1, ranges: 20 };
const IN_FLIGHT = { single: 1_000, ranges: 100 };

export async function run(options, say) {
  const parts = {};
  for (const [name, width] of Object.entries(WIDTHS)) {
    say(`${name}: lives of ${width} number(s)`);
    parts[name] = await measure(name, width, options, say);
  }
  return {
    what:
      'a life is NewSpCreate, OldSpCreate, Activate, broadcast to 10 LSMSs, 10 acknowledgements, active, both parties told; ' +
      `requests come in by ${options.door === 'http' ? 'POST /v1/requests' : 'the topics soa.requests.<SPID>'}, ` +
      'acknowledgements by the topics lsms.responses.<SPID>; the load generator runs on the same cores',
    ...parts,
    held: Object.values(parts).every(({ equal }) => equal),
  };
}

async function measure(name, width, options, say) {
  const { kafka, smoke, runs, seed, door } = options;
  const lives = livesOf(options, width);
  const inFlight = Math.min(IN_FLIGHT[name], lives);
  const registry = await openRegistry({ kafka });
  const meters = {
    store: storeMeter(registry.storeFolder),
    broker: (kafka ? kafkaMeter : embeddedMeter)(registry.brokerFolder),
  };
  const closing = [];
  try {
    const seeded = await furnish(registry);
    const tokens = new Map(seeded.map(({ spid, tokenFile }) => [spid, readFileSync(tokenFile, 'utf8').trim()]));
    const send = door === 'http' ? { send: httpDoor(registry.url, (spid) => tokens.get(spid)) } : {};
    const carriers = await openCarriers(registry.broker, { ...send, hops: true });
    closing.push(carriers);
    const lsmss = await openLsmss(registry.broker, carriers.hops.onAcknowledged);
    closing.push(lsmss);
    const next = createLives(seed, width);

    // The first lives find nothing compiled, and no cache filled: they do not count.
    await carriers.saturate(next(smoke ? 50 : Math.min(lives, 2_000)), inFlight);
    const saturated = [];
    for (let index = 1; index <= runs; index += 1) {
      saturated.push(await saturatedRun({ carriers, meters, registry }, next(lives), inFlight));
      say(`  run ${index} of ${runs}: ${JSON.stringify(saturated.at(-1))}`);
    }
    const atSaturation = summary(saturated.map(({ livesPerSecond }) => livesPerSecond));
    const rate =
      options.rate ??
      Math.max(1, Math.min(kafka ? 300 : 1_000, Math.floor(atSaturation.median / 2)) / (width === 1 ? 1 : 2));
    const steady = await steadyRun(carriers, next(Math.ceil(rate * (smoke ? 1 : 15))), rate);
    say(`  steady: ${JSON.stringify(steady)}`);
    const proof = await registryProof(registry, lsmss);
    return {
      numbersPerLife: width,
      livesPerRun: lives,
      inFlight,
      livesPerSecond: atSaturation,
      numbersPerSecond: summary(saturated.map(({ livesPerSecond }) => livesPerSecond * width)),
      rawLivesPerSecond: summary(saturated.map((one) => one.rawLivesPerSecond)),
      ratio: summary(saturated.map((one) => one.ratio)),
      activateToActiveMsAtSaturation: saturated.at(-1).latencyMs,
      steady,
      perLife: perLife(saturated),
      ...proof,
    };
  } finally {
    for (const closed of closing.reverse()) await closed.stop();
    for (const meter of Object.values(meters)) await meter.close();
    await registry.stop();
  }
}

/** Ranges: a tenth as many. */
function livesOf({ lives, kafka, smoke }, width) {
  const single = lives ?? (smoke ? 200 : kafka ? 5_000 : 10_000);
  return width === 1 ? single : Math.ceil(single / 10);
}

async function saturatedRun({ carriers, meters, registry }, lives, inFlight) {
  const marks = { store: meters.store.mark(), broker: meters.broker.mark() };
  const cpuBefore = process.cpuUsage();
  const seconds = await carriers.saturate(lives, inFlight);
  const { user, system } = process.cpuUsage(cpuBefore);
  const store = meters.store.since(marks.store);
  const broker = meters.broker.since(marks.broker);
  carriers.forget();
  const raw = await rawSeconds(store, broker, registry.brokers);
  const each = (usage) => ({
    [usage.topics === undefined ? 'transactions' : 'batches']: round(usage.transactions / lives.length),
    count: round(usage.count / lives.length),
    bytes: round(usage.bytes / lives.length),
    fileBytes: round(usage.fileBytes / lives.length),
  });
  return {
    livesPerSecond: round(lives.length / seconds),
    rawLivesPerSecond: round(lives.length / raw),
    ratio: round(raw / seconds),
    cpuMsPerLife: round((user + system) / 1000 / lives.length),
    latencyMs: percentiles(lives.map(({ sentAt, activeAt }) => activeAt - sentAt)),
    store: each(store),
    broker: each(broker),
  };
}

async function steadyRun(carriers, lives, rate) {
  const seconds = await carriers.atRate(lives, rate);
  const hops = carriers.hops.times(lives);
  carriers.forget();
  return {
    livesPerSecondAsked: rate,
    livesPerSecond: round(lives.length / seconds),
    activateToActiveMs: percentiles(lives.map(({ sentAt, activeAt }) => activeAt - sentAt)),
    activateToToldMs: percentiles(lives.map(({ sentAt, toldAt }) => toldAt - sentAt)),
    hops,
  };
}

const perLife = (runs) => {
  const of = (part, what) => summary(runs.map((one) => one[part][what]));
  const broker = Object.fromEntries(Object.keys(runs[0].broker).map((what) => [what, of('broker', what)]));
  return {
    cpuMsOfThisProcess: summary(runs.map(({ cpuMsPerLife }) => cpuMsPerLife)),
    store: Object.fromEntries(Object.keys(runs[0].store).map((what) => [what, of('store', what)])),
    broker,
  };
};

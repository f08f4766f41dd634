// The bench's world: ten service providers, each with a SOA and an LSMS, and codes over all partitions.
import { randomFrom, shuffle } from './figures.mjs';

export const LSMS_COUNT = 10;
/** Ten for each of the twelve partitions. */
const CODES = 120;
const NUMBERS_PER_CODE = 10_000;

const spids = Array.from({ length: LSMS_COUNT }, (_, index) => `Q${String(index + 1).padStart(3, '0')}`);
const codes = Array.from({ length: CODES }, (_, index) => ({
  npaNxx: `303${200 + index}`,
  spid: spids[index % spids.length],
}));
/** The last number of a code, which no life touches. */
const lrnOf = Object.fromEntries(spids.map((spid) => [spid, `${codes.find((code) => code.spid === spid).npaNxx}9999`]));

/** As the `world` of @openlnp/cli's seed. */
export const world = {
  serviceProviders: spids.map((spid) => ({ spid, name: `Bench ${spid}`, spType: 'wireline', lsms: true })),
  codes,
  lrns: spids.map((spid) => ({ lrn: lrnOf[spid], spid })),
};
export const SPIDS = spids;

/**
 * Hands out lives: inter-SP ports of numbers that nobody has ported yet, `width` neighbours at a time, random over all codes
 * and new service providers.
 */
export function createLives(seed, width) {
  const random = randomFrom(seed);
  const perCode = Math.floor((NUMBERS_PER_CODE - 1) / width);
  const places = shuffle(
    Uint32Array.from({ length: CODES * perCode }, (_, index) => index),
    random,
  );
  let taken = 0;
  return (count) =>
    Array.from({ length: count }, () => {
      if (taken === places.length) throw new Error(`the world has no more than ${places.length} lives of ${width}`);
      const place = places[taken];
      taken += 1;
      const { npaNxx, spid: oldSp } = codes[place % CODES];
      const line = Math.floor(place / CODES) * width;
      const others = spids.filter((spid) => spid !== oldSp);
      const newSp = others[Math.floor(random() * others.length)];
      return lifeOf(npaNxx, line, width, oldSp, newSp);
    });
}

/** The life of `width` numbers from `line` on of a code. */
export function lifeOf(npaNxx, line, width, oldSp, newSp) {
  const first = `${npaNxx}${String(line).padStart(4, '0')}`;
  const tn = width === 1 ? first : `${first}-${String(line + width - 1).padStart(4, '0')}`;
  return { tn, first, width, oldSp, newSp, lrn: lrnOf[newSp] };
}

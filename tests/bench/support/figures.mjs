// What a bench says about its samples.

/** Median, least and most of at least one number, rounded to three significant places and more where they are whole. */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median: round(median), min: round(sorted[0]), max: round(sorted.at(-1)), runs: sorted.length };
}

/** p50, p99 and p99.9 (nearest rank), most and count, of samples in any order. */
export function percentiles(samples) {
  const sorted = Float64Array.from(samples).sort();
  const at = (share) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]);
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1), samples: sorted.length };
}

/** Five significant digits at the most: no bench is more exact. */
export const round = (value) =>
  Number.isFinite(value) ? Number(value.toPrecision(Math.abs(value) >= 1000 ? 5 : 3)) : null;

/** A generator of numbers in [0, 1): mulberry32. The same seed gives the same world. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** In place, by a generator of randomFrom. */
export function shuffle(items, random) {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
  return items;
}

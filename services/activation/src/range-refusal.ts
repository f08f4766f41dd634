import { requestError } from '@openlnp/messages';
import { formatTnRange, parseTn, type Tn } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';

/** Reasons listed, as JSON; with as much again for the numbers without one, well below the 1 MB of one append and of a record. */
const MOST_BYTES = 500_000;

/**
 * Why a range is refused: an error for each reason, in the order of the first number it holds for, with all the numbers at fault for
 * it: `tn` for one, `tns` for several. Each number is named once: where there are too many reasons, the last error is
 * more_numbers_at_fault with the rest of them.
 *
 * `errors` has one for each number at fault, in ascending order.
 */
export function rangeRefusal(errors: readonly RequestError[], mostBytes = MOST_BYTES): RequestError[] {
  const reasons = new Map<string, { readonly error: RequestError; readonly tns: Tn[] }>();
  for (const error of errors) {
    const tn = parseTn(error.tn ?? '');
    const { code, rule, field, expected, actual } = error;
    const reason = JSON.stringify([code, rule, field, expected, actual]);
    const known = reasons.get(reason);
    const own = tn === undefined ? [] : [tn];
    if (known === undefined) reasons.set(reason, { error, tns: own });
    else known.tns.push(...own);
  }
  const listed: RequestError[] = [];
  const rest: Tn[] = [];
  let bytes = 0;
  for (const { error, tns } of reasons.values()) {
    const told = tns.length <= 1 ? error : { ...error, tn: null, tns: spansOf(tns) };
    bytes += Buffer.byteLength(JSON.stringify(told));
    if (bytes <= mostBytes) listed.push(told);
    else rest.push(...tns);
  }
  if (rest.length === 0) return listed;
  const tns = spansOf(rest.sort((a, b) => a - b));
  return [
    ...listed,
    requestError('more_numbers_at_fault', { field: 'tn', actual: `${rest.length} more numbers`, tns }),
  ];
}

/** Ascending numbers as ranges, of as few as possible. */
function spansOf(tns: readonly Tn[]): string[] {
  const spans: { first: Tn; last: Tn }[] = [];
  for (const tn of tns) {
    const span = spans.at(-1);
    if (span !== undefined && tn === span.last + 1) span.last = tn;
    else spans.push({ first: tn, last: tn });
  }
  return spans.map(formatTnRange);
}

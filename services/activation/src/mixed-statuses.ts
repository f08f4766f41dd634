import { requestError } from '@openlnp/messages';
import type { PortingCommand, RequestError } from '@openlnp/porting';
import type { Decided } from './decided';
import { rangeRefusal } from './range-refusal';

/**
 * R5-26, R5-35: a modification of a range without status or version id may not change versions in several statuses: some of them
 * nobody thought of. A status would not help, since it says which version of a number is meant, and chooses no numbers. So the
 * refusal tells which numbers are in which status: one by one these ranges can be modified.
 *
 * `numbers` are those of the range as the command found them, `svIds` the versions meant.
 */
export function mixedStatuses(
  command: PortingCommand,
  numbers: readonly Decided[],
  svIds: readonly number[],
): RequestError[] {
  if (command.type !== 'Modify' || command.status !== null || command.svId !== null) return [];
  const meant = new Set(svIds);
  const found = numbers.flatMap(({ owned }) => owned.state.versions.filter(({ svId }) => meant.has(svId)));
  if (new Set(found.map(({ status }) => status)).size < 2) return [];
  const expected = 'versions in one status; or the id of the first version';
  const at = { rule: 'R5-26', field: 'status', expected };
  return rangeRefusal(
    found.map(({ tn, status }) => requestError('status_missing', { ...at, actual: status, tn: String(tn) })),
  );
}

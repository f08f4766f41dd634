import { requestError } from '@openlnp/messages';
import { formatTnRange, type TnRange } from '@openlnp/numbering';
import type { PortingCommand, RequestError } from '@openlnp/porting';
import type { Decided } from './decided';

/**
 * R5-26, R5-35: a modification of a range names the status that it means, unless the versions meant are all in one: else it would
 * change some that nobody thought of. `numbers` are those of the range as the command found them, `svIds` the versions meant.
 */
export function mixedStatuses(
  command: PortingCommand,
  range: TnRange,
  numbers: readonly Decided[],
  svIds: readonly number[],
): RequestError[] {
  if (command.type !== 'Modify' || command.status !== null || command.svId !== null) return [];
  const meant = new Set(svIds);
  const found = numbers.flatMap(({ owned }) => owned.state.versions.filter(({ svId }) => meant.has(svId)));
  const statuses = [...new Set(found.map(({ status }) => status))];
  if (statuses.length < 2) return [];
  const actual = statuses.sort().join(', ');
  const expected = 'the status of the versions, since there are several';
  const tns = [formatTnRange(range)];
  return [requestError('status_missing', { rule: 'R5-26', field: 'status', expected, actual, tns })];
}

import type { Instant } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import type { PortingEvent, SvFailedSpsCleared } from '../generated/events';
import type { ActiveSv, DisconnectPendingSv, OldSv, PartialFailureSv } from '../state';
import { identityOf } from './decision';
import { activated } from './resolution';

/** Some of the failed-SP list leave it, for whatever reason; with the last one a partially failed version has its end. */
export function takenOffTheList(
  sv: PartialFailureSv | ActiveSv | DisconnectPendingSv | OldSv,
  { cleared, excluded }: Pick<SvFailedSpsCleared, 'cleared' | 'excluded'>,
  now: Instant,
  facts: Pick<PortingFacts, 'retentionEnd'>,
): PortingEvent[] {
  const { status } = sv;
  const remaining = sv.failedSps.filter(({ spid }) => !cleared.includes(spid));
  const data = { ...identityOf(sv), status, cleared, remaining, excluded };
  const left: PortingEvent = { type: 'SvFailedSpsCleared', data };
  const isOver = status === 'partial_failure' && remaining.length === 0;
  return isOver ? [left, activated(sv, [], now, facts)] : [left];
}

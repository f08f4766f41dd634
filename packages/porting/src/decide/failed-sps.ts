import type { Instant, Spid } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import type { PortingEvent } from '../generated/events';
import type { ActiveSv, OldSv, PartialFailureSv } from '../state';
import { identityOf } from './decision';
import { activated } from './resolution';

/** Some of the failed-SP list leave it, for whatever reason; with the last one a partially failed version has its end. */
export function takenOffTheList(
  sv: PartialFailureSv | ActiveSv | OldSv,
  cleared: readonly Spid[],
  now: Instant,
  facts: Pick<PortingFacts, 'retentionEnd'>,
): PortingEvent[] {
  const { status } = sv;
  const remaining = sv.failedSps.filter(({ spid }) => !cleared.includes(spid));
  const left: PortingEvent = { type: 'SvFailedSpsCleared', data: { ...identityOf(sv), status, cleared, remaining } };
  const isOver = status === 'partial_failure' && remaining.length === 0;
  return isOver ? [left, activated(sv, [], now, facts)] : [left];
}

import { formatInstant, type Instant, npaNxxOf, type Tn } from '@openlnp/numbering';
import type { PortingFacts } from '../commands';
import type { FirstUse } from '../generated/common';
import type { Violation } from '../refusal';
import { startOfUtcDay } from './create-rules';

type FirstUsageFacts = Pick<PortingFacts, 'firstUseOf' | 'firstUsageEnd'>;

/**
 * The window that the first use of the number's code began (N394), which is now where nothing has used it yet. Its end is the one
 * that everybody was told, whatever calendar and tunables say by now (N385). Undefined where there is no window: then the clocks of intakes, which differ, restrict nothing either.
 */
function windowOf(tn: Tn, now: Instant, facts: FirstUsageFacts) {
  const { at: startedAt, usableFrom } = facts.firstUseOf(npaNxxOf(tn)) ?? { at: now, usableFrom: null };
  const endsAt = usableFrom ?? facts.firstUsageEnd(tn, startedAt);
  return endsAt > startedAt ? { startedAt, endsAt } : undefined;
}

/** N394: the whole of the UTC day on which the window ends will do, as for every due date (AR3-1). */
export function dueDateNotBeforeFirstUsageEnd(
  { tn, dueDate, now }: { readonly tn: Tn; readonly dueDate: Instant; readonly now: Instant },
  facts: FirstUsageFacts,
): Violation | undefined {
  const window = windowOf(tn, now, facts);
  if (window === undefined) return undefined;
  const earliest = startOfUtcDay(window.endsAt);
  if (dueDate >= earliest) return undefined;
  return {
    code: 'due_date_before_first_usage_window',
    rule: 'N394',
    field: 'dueDate',
    expected: `${formatInstant(earliest)} or later`,
    actual: formatInstant(dueDate),
  };
}

/** N394, to the instant: a due date may be earlier on the window's last day, or be moved. */
export function firstUsageWindowIsOver(
  { tn, now }: { readonly tn: Tn; readonly now: Instant },
  facts: FirstUsageFacts,
): Violation | undefined {
  const window = windowOf(tn, now, facts);
  if (window === undefined || now >= window.endsAt) return undefined;
  const expected = `${formatInstant(window.endsAt)} or later: the NPA-NXX is in use since ${formatInstant(window.startedAt)}`;
  return { code: 'network_data_not_ready', rule: 'N394', field: 'tn', expected, actual: formatInstant(now) };
}

/** RR5-3: what everybody is told when this create is the first of its code; null when it is not. */
export function firstUseBy(
  { tn, now }: { readonly tn: Tn; readonly now: Instant },
  facts: FirstUsageFacts & Pick<PortingFacts, 'codeOf' | 'soas' | 'lsmsTargets'>,
): FirstUse | null {
  const npaNxx = npaNxxOf(tn);
  const code = facts.codeOf(npaNxx);
  if (code === undefined || facts.firstUseOf(npaNxx) !== undefined) return null;
  const { spid: codeHolder, effectiveAt: codeEffectiveAt } = code;
  const tell = [...new Set([...facts.soas(), ...facts.lsmsTargets()])].sort();
  return { codeHolder, codeEffectiveAt, usableFrom: facts.firstUsageEnd(tn, now), tell };
}

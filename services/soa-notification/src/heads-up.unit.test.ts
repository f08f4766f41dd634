import type { RecordedEvent } from '@openlnp/event-store';
import { encodeWire } from '@openlnp/messages';
import type { Spid, Tn } from '@openlnp/numbering';
import type { FirstUse, SvCreated } from '@openlnp/porting';
import { toldBy } from './told-by';

const HOLDER = 'HOLD' as Spid;
const GAINER = 'GAIN' as Spid;
const STRANGER = 'STRA' as Spid;
const FIRST = 3035550100 as Tn;
const at = 1_770_000_000_000;
const firstUse: FirstUse = {
  ...{ codeHolder: HOLDER, codeEffectiveAt: at - 5, usableFrom: at + 5 },
  tell: [GAINER, HOLDER, STRANGER],
};
const created = (use: FirstUse | null): SvCreated => ({
  ...{ svId: 1, tn: FIRST, newSp: GAINER, oldSp: HOLDER, lnpType: 'lspp', createdBy: 'old', dueDate: at },
  ...{ route: null, timerType: 'long', businessType: 'short', initialWindowEndsAt: at, portingToOriginal: false },
  ...{ authorized: true, causeCode: null, mediumTimer: false, pendingRetentionEndsAt: at, firstUse: use },
  conflictRestrictedFrom: null,
});

const metadata = {
  ...{ occurredAt: at, requestId: 'HOLD-1', actor: HOLDER, actingFor: null, traceparent: null, viewPosition: null },
};
const recorded = (
  event: Pick<RecordedEvent, 'stream' | 'type' | 'data'>,
  jobId: string | null = null,
): RecordedEvent => ({
  ...{ id: '00'.repeat(16), revision: 0, position: 1n, recordedAt: at },
  ...event,
  metadata: { ...metadata, jobId },
});
const ofNumber = (use: FirstUse | null, jobId: string | null = null): RecordedEvent =>
  recorded({ stream: `tn-${FIRST}`, type: 'SvCreated', data: created(use) }, jobId);
const ofRange = (use: FirstUse | null): RecordedEvent => {
  const event = encodeWire('openlnp.event.porting.SvCreated', created(use));
  const lastTn = (FIRST + 99) as Tn;
  const runs = [{ firstTn: FIRST, lastTn, events: [{ at, event }] }];
  const data = { jobId: 'HOLD-1', kind: 'OldSpCreate', firstTn: FIRST, lastTn, runs };
  return recorded({ stream: 'job-HOLD-1', type: 'RangeDecided', data });
};

const headsUps = (event: RecordedEvent) => toldBy(event).filter(({ type }) => type === 'NewNpaNxx');
/** Each of them once, with exactly these fields. */
const once = firstUse.tell.map((recipient) => ({
  recipient,
  type: 'NewNpaNxx',
  data: { npaNxx: '303555', codeHolder: HOLDER, effectiveAt: at - 5, usableFrom: at + 5, occurredAt: at },
}));

describe('the heads-up of a code’s first use', () => {
  it('RR5-3 N394 goes to everybody the event names, the parties of the port or not', () => {
    expect(headsUps(ofNumber(firstUse))).toEqual(once);
  });

  it('RR5-3 comes beside what the parties are told of the version', () => {
    expect(toldBy(ofNumber(firstUse)).map(({ recipient, type }) => [recipient, type])).toEqual([
      [GAINER, 'SvObjectCreation'],
      [HOLDER, 'SvObjectCreation'],
      ...firstUse.tell.map((recipient) => [recipient, 'NewNpaNxx']),
    ]);
  });

  it('RR5-3 is told once for a range, of its code and not of its numbers', () => {
    expect(headsUps(ofRange(firstUse))).toEqual(once);
    expect(toldBy(ofNumber(firstUse, 'HOLD-1'))).toEqual([]);
  });

  it('RR5-3 is not told of a code in use', () => {
    expect([...headsUps(ofNumber(null)), ...headsUps(ofRange(null))]).toEqual([]);
  });
});

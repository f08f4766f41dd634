import { instant } from '@openlnp/numbering';
import type { BroadcastOperation, PortingCommand } from '../commands';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  DUE_DAY,
  disconnect,
  endOfWindow,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  resend,
  WINDOW,
} from '../testing/world';

const MINUTES = { activation: 6, modification: 10, disconnect: 15 } as const;
const responseWindowMs = (_tn: unknown, _start: unknown, operation: BroadcastOperation) => MINUTES[operation] * 60_000;

const pending = given(newSpCreate(), oldSpCreate());
const active = pending.and(activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]));

describe('a broadcast', () => {
  it.each([
    ['R5-60.7', 'activation', pending, activate()],
    ['RR5-41.7', 'modification', active, modify({ now: DUE_DAY, status: 'active', route: { billingId: 'B2' } })],
    ['R5-68.5', 'disconnect', active, disconnect()],
  ] as const)(
    '%s stands in the log for as long as the repeats of its kind would take: %s',
    (_id, operation, scenario, command: PortingCommand) => {
      const outcome = scenario.when(command, { responseWindowMs });
      const respondBy = instant(DUE_DAY + MINUTES[operation] * 60_000);
      const { broadcast } = outcome.sv(1) as { broadcast: { number: number; respondBy: number } };
      expect(broadcast.respondBy).toBe(respondBy);
      // Whoever reads it before is in time; only then is the silence of the others a failure.
      const sent = scenario.andEvents(DUE_DAY, ...outcome.events);
      const { number } = broadcast;
      sent.when(endOfWindow(1, { broadcast: number, now: instant(respondBy - 1) })).thenNothingHappens();
      const late = answers(1, [ok(LSMS_A), ok(LSMS_B)], { broadcast: number, now: instant(respondBy - 1) });
      expect(sent.when(late).sv(1)).toMatchObject({ status: operation === 'disconnect' ? 'old' : 'active' });
      expect(sent.when(endOfWindow(1, { broadcast: number, now: respondBy })).sv(1).status).not.toBe('sending');
    },
  );

  const partial = pending.and(activate(), answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')]));

  it.each([
    ['R5-60.8 R5-60.9', 'an activation', pending, activate()],
    ['RR5-41.7', 'a modification', active, modify({ now: DUE_DAY, status: 'active', route: { billingId: 'B2' } })],
    ['R5-68.6 R5-68.7', 'a disconnect', active, disconnect()],
    ['RR5-38.4', 'a resend', partial, resend({ lsms: [LSMS_B] })],
  ] as const)(
    '%s gives the whole window from when it is decided, however long after its instant: %s',
    (_id, _what, scenario, command: PortingCommand) => {
      const decidedAt = instant(DUE_DAY + 3 * WINDOW);
      const late = scenario.when(command, { clock: decidedAt });
      expect(late.sv(1)).toMatchObject({ broadcast: { startedAt: DUE_DAY, respondBy: decidedAt + WINDOW } });
      // The clock of whoever decides may be behind that of whoever accepted it.
      const early = scenario.when(command, { clock: instant(DUE_DAY - 1) });
      expect(early.sv(1)).toMatchObject({ broadcast: { startedAt: DUE_DAY, respondBy: DUE_DAY + WINDOW } });
    },
  );
});

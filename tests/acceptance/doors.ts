import { registryClient, requestOutcome } from '@openlnp/cli';
import type { Carrier } from '../support/carrier';
import { eventually } from '../support/eventually';
import { type House, LRNS } from '../support/house';

/** What is asked, by whom, and what the number's versions are afterwards. */
type Step = readonly [who: Carrier, kind: string, fields: object, statuses: string];

/**
 * Every kind of request that service providers have, through the door under test: the topics where there is a Kafka, else HTTP.
 * What is expected is the same.
 */
export function doorStories(open: () => House): void {
  describe('every kind of request', () => {
    let house: House;
    let anna: Carrier;
    let berta: Carrier;
    let today: string;
    let inAWeek: string;

    beforeAll(async () => {
      house = open();
      ({ anna, berta } = house.atTheDoor);
      const npac = registryClient(house.registry.url, house.registry.operatorToken);
      for (const spid of [anna.spid, berta.spid]) {
        const change = { kind: 'ServiceProviderModify', spid, mediumTimers: true };
        expect(await requestOutcome(npac, `medium-${spid}`, change)).toMatchObject({ status: 'done' });
      }
    });

    beforeEach(async () => {
      today = await house.today();
      inAWeek = new Date(Date.parse(today) + 7 * 86_400_000).toISOString();
    });

    const parties = (dueDate = today) => ({ oldSp: anna.spid, newSp: berta.spid, dueDate });

    async function lives(tn: string, ...steps: readonly Step[]): Promise<void> {
      for (const [who, kind, fields, statuses] of steps) {
        expect(await who.ask(kind, { tn, ...fields })).toMatchObject({ kind, tn, status: 'done', errors: [] });
        await who.versions(tn, (versions) => versions.map(({ status }) => status).join(', ') === statuses);
      }
    }

    /** What happened to the number, but for the LSMSs' answers, which come one by one or together. */
    async function history(tn: string): Promise<string[]> {
      const { body } = await house.anna.get(`/v1/telephone-numbers/${tn}/history`);
      const events = body.events as { type: string; actor: string }[];
      return events.filter(({ type }) => type !== 'SvAnswersRecorded').map(({ type, actor }) => `${type} by ${actor}`);
    }

    it('takes a number through conflict, cancellation, activation, disconnect and back to its donor', async () => {
      const tn = '3035558001';
      const medium = { ...parties(inAWeek), mediumTimer: true };
      await lives(
        tn,
        [berta, 'NewSpCreate', { ...medium, lrn: LRNS.B222 }, 'pending'],
        [anna, 'OldSpCreate', medium, 'pending'],
        [berta, 'Modify', { billingId: 'B1' }, 'pending'],
        [anna, 'SetConflict', { causeCode: 54 }, 'conflict'],
        [anna, 'ResolveConflict', {}, 'pending'],
        [berta, 'Cancel', {}, 'cancel_pending'],
        [berta, 'UndoCancel', {}, 'pending'],
      );
      await eventually(() => {
        for (const carrier of [anna, berta]) {
          expect(carrier.messages('SvObjectCreation', tn)).toMatchObject([{ timerType: 'medium' }]);
        }
      });
      expect(await berta.ask('Activate', { tn })).toMatchObject({
        status: 'refused',
        errors: [{ code: 'due_date_not_reached', rule: 'R5-53.3', tn }],
      });
      await house.operator('POST', '/sandbox/clock', { to: inAWeek });
      const twoWeeks = new Date(Date.parse(inAWeek) + 7 * 86_400_000).toISOString();
      const back = { oldSp: berta.spid, newSp: anna.spid, dueDate: inAWeek };
      await lives(
        tn,
        [berta, 'Activate', {}, 'active'],
        [berta, 'Modify', { billingId: 'B2' }, 'active, old'],
        [
          berta,
          'Disconnect',
          { customerDisconnectDate: inAWeek, effectiveReleaseDate: twoWeeks },
          'disconnect_pending, old, old',
        ],
        [berta, 'Cancel', {}, 'active, old, old'],
        [berta, 'IntraSpCreate', { sp: berta.spid, dueDate: inAWeek, lrn: LRNS.B222 }, 'active, old, old, pending'],
        [berta, 'Activate', {}, 'old, old, old, active'],
        [anna, 'NewSpCreate', { ...back, portingToOriginal: true }, 'old, old, old, active, pending'],
        [berta, 'OldSpCreate', back, 'old, old, old, active, pending'],
        [anna, 'Activate', {}, 'old, old, old, old, old'],
      );
      expect(await history(tn)).toEqual([
        'SvCreated by B222',
        'SvSecondCreateReceived by A111',
        'SvPendingModified by B222',
        'SvConflictSet by A111',
        'SvConflictResolved by A111',
        'SvCancelRequested by B222',
        'SvCancelUndone by B222',
        'SvBroadcastStarted by B222',
        'SvActivated by system',
        'SvModifyRequested by B222',
        'SvBroadcastStarted by B222',
        'SvModified by system',
        'SvDisconnectRequested by B222',
        'SvDisconnectCanceled by B222',
        'SvCreated by B222',
        'SvBroadcastStarted by B222',
        'SvSuperseded by system',
        'SvActivated by system',
        'SvCreated by A111',
        'SvSecondCreateReceived by B222',
        'SvBroadcastStarted by A111',
        'SvSuperseded by system',
        'SvPortedToOriginal by system',
      ]);
    }, 90_000);

    it('denies one, which both give up', async () => {
      const tn = '3035558002';
      await lives(
        tn,
        [anna, 'OldSpCreate', { ...parties(inAWeek), authorized: false, causeCode: 51 }, 'conflict'],
        [berta, 'NewSpCreate', { ...parties(inAWeek), lrn: LRNS.B222 }, 'conflict'],
        [anna, 'Modify', { authorized: true }, 'conflict'],
        [anna, 'Cancel', {}, 'cancel_pending'],
        [berta, 'AcknowledgeCancel', {}, 'canceled'],
      );
      expect(await history(tn)).toEqual([
        'SvCreated by A111',
        'SvConflictSet by A111',
        'SvSecondCreateReceived by B222',
        'SvPendingModified by A111',
        'SvCancelRequested by A111',
        'SvCancelAcknowledged by B222',
        'SvCanceled by B222',
      ]);
    });

    it('disconnects one at once', async () => {
      const tn = '3035558003';
      await lives(
        tn,
        [berta, 'NewSpCreate', { ...parties(), lrn: LRNS.B222 }, 'pending'],
        [anna, 'OldSpCreate', parties(), 'pending'],
        [berta, 'Activate', {}, 'active'],
        [berta, 'Disconnect', { customerDisconnectDate: today }, 'old, old'],
      );
      await eventually(() => {
        expect(anna.messages('CustomerDisconnectDate', tn)).toMatchObject([{ customerDisconnectDate: today }]);
      });
    });
  });
}

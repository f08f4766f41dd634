import { eventually } from '../support/eventually';
import { type House, LRNS } from '../support/house';

/** Ranges: one request, one decision, one download, one message, whatever the number of telephone numbers (design, section 4). */
export function rangeStories(open: () => House): void {
  describe('a range', () => {
    let house: House;
    let today: string;

    // Each story for itself: midnight may come between two.
    beforeEach(async () => {
      house = open();
      today = await house.today();
    });

    const both = (tn: string) => ({ tn, oldSp: 'A111', newSp: 'B222', dueDate: today });
    const asNew = (tn: string) => house.berta.ask('NewSpCreate', { ...both(tn), lrn: LRNS.B222 });
    const asOld = (tn: string) => house.anna.ask('OldSpCreate', both(tn));
    const activate = (tn: string) => house.berta.ask('Activate', { tn });

    // An event store server takes each number's events one by one, which takes its time.
    const last = () => (house.options.eventStore === undefined ? '999' : '299');

    it('ports 1,000 numbers, 300 on an event store server, with one download and one message of each kind', async () => {
      const tn = `3035551000-1${last()}`;
      const before = await house.digest();
      const created = await asNew(tn);
      expect(created).toMatchObject({ status: 'done', tn, svIds: [expect.any(Number)] });
      expect(await asOld(tn)).toMatchObject({ status: 'done', svIds: created.svIds });
      expect(await activate(tn)).toMatchObject({ status: 'done', svIds: created.svIds });
      await house.anna.versions(`3035551${last()}`, ([sv]) => sv?.status === 'active');
      await house.anna.versions('3035551000', ([sv]) => sv?.status === 'active');
      const after = await house.digest();
      expect(after.number - before.number).toBe(1);
      expect(after.entries - before.entries).toBe(Number(last()) + 1);
      for (const carrier of [house.anna, house.berta]) {
        await eventually(() => {
          expect(carrier.messages('SvObjectCreation', tn)).toMatchObject([{ svId: created.svIds[0] }]);
          expect(carrier.messages('SvAttributeValueChange', tn)).toHaveLength(1);
          expect(carrier.messages('SvStatusAttributeValueChange', tn)).toMatchObject([{ status: 'active' }]);
        });
      }
      const [sv] = await house.anna.versions(`3035551${last()}`, () => true);
      expect(sv?.svId).toBe((created.svIds[0] as number) + Number(last()));
    }, 240_000);

    it('refuses a range whole, naming each number that fails', async () => {
      await asNew('3035552005');
      const refused = await asNew('3035552000-2009');
      expect(refused).toMatchObject({
        status: 'refused',
        svIds: [],
        errors: [{ tn: '3035552005', code: 'already_created' }],
      });
      const none = await activate('3035552500-2899');
      expect(none).toMatchObject({
        status: 'refused',
        errors: [{ code: 'no_such_version', tn: null, tns: ['3035552500-2899'] }],
      });
      expect((await house.berta.get(`/v1/requests/${none.requestId}`)).body.errors).toEqual(none.errors);
      expect((await house.berta.get('/v1/telephone-numbers/3035552000')).body.subscriptionVersions).toEqual([]);
    });

    it.each([
      ['backwards', '3035552010-2009'],
      ['across an NPA-NXX', '3035559990-3035560010'],
    ])('refuses a range that runs %s at the door', async (_, tn) => {
      await expect(asNew(tn)).rejects.toMatchObject({ code: 'invalid_tn_range' });
    });

    it('splits a range that is activated in parts, and joins what is alike', async () => {
      const whole = '3035553000-3019';
      await asNew(whole);
      await asOld(whole);
      const before = await house.digest();
      expect(await activate('3035553000-3009')).toMatchObject({ status: 'done' });
      expect(await activate('3035553010')).toMatchObject({ status: 'done' });
      expect(await activate('3035553011-3019')).toMatchObject({ status: 'done' });
      await house.anna.versions('3035553019', ([sv]) => sv?.status === 'active');
      expect((await house.digest()).number - before.number).toBe(3);
    });

    it('goes on with a range after a kill -9 right behind its activation', async () => {
      const tn = `3035554000-4${last()}`;
      await asNew(tn);
      await asOld(tn);
      const { messageId } = await house.berta.connection.send({ kind: 'Activate', tn });
      await house.registry.kill();
      await house.closeCarriers();
      await house.start();
      await house.connect();
      house.startLsmss();
      expect(await house.berta.connection.waitForReply(messageId, { timeoutMs: 60_000 })).toMatchObject({
        status: 'done',
      });
      await house.anna.versions(`3035554${last()}`, ([sv]) => sv?.status === 'active');
      await house.anna.versions('3035554000', ([sv]) => sv?.status === 'active');
    }, 300_000);
  });
}

import { eventually } from '../support/eventually';
import { type House, LRNS } from '../support/house';

/** What happens besides the straight way: silent service providers, moves within one, and the end of service. */
export function lifeStories(open: () => House): void {
  describe('a life', () => {
    let house: House;
    let today: string;

    beforeAll(async () => {
      house = open();
      today = await house.today();
    });

    const parties = (tn: string) => ({ tn, oldSp: 'A111', newSp: 'B222', dueDate: today });
    const statuses = (tn: string) =>
      house.anna.versions(tn, () => true).then((versions) => versions.map(({ status }) => status));

    async function port(tn: string): Promise<void> {
      await house.berta.ask('NewSpCreate', { ...parties(tn), lrn: LRNS.B222 });
      await house.anna.ask('OldSpCreate', parties(tn));
      expect(await house.berta.ask('Activate', { tn })).toMatchObject({ status: 'done' });
      await house.anna.versions(tn.slice(0, 10), ([sv]) => sv?.status === 'active');
    }

    it('asks a silent old service provider, then lets the new one go on alone (R5-22, R5-23.5)', async () => {
      const tn = '3035556001';
      await house.berta.ask('NewSpCreate', { ...parties(tn), lrn: LRNS.B222 });
      expect(await house.berta.ask('Activate', { tn })).toMatchObject({
        errors: [{ code: 'old_sp_concurrence_missing' }],
      });
      // Nine business hours each for T1 and T2, and at most a weekend with a holiday between.
      await house.advance('P14D');
      await eventually(() => {
        expect(house.anna.messages('OldSpConcurrenceRequest', tn)).toHaveLength(1);
        expect(house.anna.messages('OldSpFinalConcurrenceWindowExpiration', tn)).toHaveLength(1);
      });
      expect(house.berta.messages('OldSpConcurrenceRequest', tn)).toEqual([]);
      expect(await house.berta.ask('Activate', { tn })).toMatchObject({ status: 'done' });
      await house.anna.versions(tn, ([sv]) => sv?.status === 'active');
    });

    it('keeps a version pending whose new service provider stays silent (N240)', async () => {
      const tn = '3035556002';
      today = await house.today();
      await house.anna.ask('OldSpCreate', parties(tn));
      await house.advance('P14D');
      await eventually(() => {
        expect(house.berta.messages('NewSpCreateRequest', tn)).toHaveLength(1);
        expect(house.berta.messages('NewSpFinalCreateWindowExpiration', tn)).toHaveLength(1);
        expect(house.anna.messages('NewSpFinalCreateWindowExpiration', tn)).toHaveLength(1);
      });
      expect(await statuses(tn)).toEqual(['pending']);
    });

    it('tells the windows of a range once', async () => {
      const tn = '3035556100-6199';
      today = await house.today();
      await house.berta.ask('NewSpCreate', { ...parties(tn), lrn: LRNS.B222 });
      await house.advance('P14D');
      await eventually(() => {
        expect(house.anna.messages('OldSpConcurrenceRequest', tn)).toHaveLength(1);
        expect(house.anna.messages('OldSpFinalConcurrenceWindowExpiration', tn)).toHaveLength(1);
      });
    });

    it('moves a number within its service provider, whom nobody else is asked about', async () => {
      const tn = '3035556003';
      today = await house.today();
      const created = await house.anna.ask('IntraSpCreate', { tn, sp: 'A111', dueDate: today, lrn: LRNS.A111 });
      expect(created).toMatchObject({ status: 'done' });
      expect(await house.anna.ask('Activate', { tn })).toMatchObject({ status: 'done' });
      await house.berta.versions(tn, ([sv]) => sv?.status === 'active');
      expect(house.berta.messages('SvObjectCreation', tn)).toEqual([]);
    });

    it.each(['3035556004', '3035556200-6249'])('gives %s back to its donor when service ends', async (tn) => {
      const first = tn.slice(0, 10);
      today = await house.today();
      await port(tn);
      const before = await house.digest();
      expect(await house.berta.ask('Disconnect', { tn, customerDisconnectDate: today })).toMatchObject({
        status: 'done',
      });
      await house.berta.versions(
        first,
        (versions) => versions.length === 2 && versions.every(({ status }) => status === 'old'),
      );
      await eventually(() => {
        expect(house.anna.messages('CustomerDisconnectDate', tn)).toMatchObject([{ customerDisconnectDate: today }]);
      });
      const after = await house.digest();
      expect(after.number - before.number).toBe(1);
      expect((await house.anna.get(`/v1/telephone-numbers/${first}`)).body.route).toBeNull();
      await house.anna.lsmsReached(after.number);
      expect([...house.anna.table.routes.entries()].map((entry) => String(entry.tn))).not.toContain(first);
    });

    it('refuses to disconnect what is not active, and a stranger', async () => {
      today = await house.today();
      const of = (tn: string) => ({ tn, customerDisconnectDate: today });
      expect(await house.berta.ask('Disconnect', of('3035556005'))).toMatchObject({ status: 'refused' });
      await port('3035556006');
      expect(await house.carla.ask('Disconnect', of('3035556006'))).toMatchObject({
        errors: [{ code: 'not_authorized' }],
      });
    });
  });
}

import { awaitOutcome, registryClient, requestOutcome, sendRequest } from '@openlnp/cli';
import { eventually } from '../support/eventually';
import { type House, LRNS } from '../support/house';

/** What happens when service providers disagree, change their minds or change what is there. */
export function disputeStories(open: () => House): void {
  describe('a dispute', () => {
    let house: House;
    let today: string;

    beforeEach(async () => {
      house = open();
      today = await house.today();
    });

    const inDays = (days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString();
    const parties = (tn: string, dueDate = today) => ({ tn, oldSp: 'A111', newSp: 'B222', dueDate });
    const done = expect.objectContaining({ status: 'done' });

    async function bothCreate(tn: string, dueDate = today): Promise<number | undefined> {
      const created = await house.berta.ask('NewSpCreate', { ...parties(tn, dueDate), lrn: LRNS.B222 });
      expect(created).toEqual(done);
      expect(await house.anna.ask('OldSpCreate', parties(tn, dueDate))).toEqual(done);
      return created.svIds[0];
    }

    async function port(tn: string): Promise<void> {
      await bothCreate(tn);
      expect(await house.berta.ask('Activate', { tn })).toEqual(done);
      // Of a range the last one too, which is written last.
      for (const one of [tn.slice(0, 10), tn.slice(0, 6) + tn.slice(-4)])
        await house.anna.versions(one, ([sv]) => sv?.status === 'active');
    }

    /** The statuses that both parties are told, in order. */
    const bothAreTold = (tn: string, ...statuses: readonly string[]): Promise<void> =>
      eventually(() => {
        for (const carrier of [house.anna, house.berta]) {
          expect(carrier.messages('SvStatusAttributeValueChange', tn).map(({ status }) => status)).toEqual(statuses);
        }
      });

    it.each(['3035557001', '3035557100-7199'])(
      'puts %s into conflict and out of it, once (R5-42, R5-46, RR5-42.1)',
      async (tn) => {
        // Until noon of the business day before, which is over for a port that is due today.
        await bothCreate(tn, inDays(10));
        expect(await house.anna.ask('SetConflict', { tn, causeCode: 50 })).toEqual(done);
        expect(await house.berta.ask('Activate', { tn })).toMatchObject({ errors: [{ code: 'in_conflict' }] });
        expect(await house.berta.ask('ResolveConflict', { tn })).toMatchObject({
          errors: [{ code: 'conflict_not_resolvable', rule: 'N375' }],
        });
        expect(await house.anna.ask('ResolveConflict', { tn })).toEqual(done);
        await bothAreTold(tn, 'conflict', 'pending');
        expect(await house.anna.ask('SetConflict', { tn, causeCode: 51 })).toMatchObject({ status: 'refused' });
        await house.advance('P10D');
        expect(await house.berta.ask('Activate', { tn })).toEqual(done);
        await bothAreTold(tn, 'conflict', 'pending', 'active');
      },
    );

    it.each(['3035557002', '3035557200-7299'])(
      'cancels %s when the new service provider never acknowledges, and then does (RR5-35.1, R5-71.8)',
      async (tn) => {
        await bothCreate(tn);
        expect(await house.anna.ask('Cancel', { tn })).toEqual(done);
        // Nine business hours each for the two windows, and at most a weekend with a holiday between.
        await house.advance('P14D');
        await eventually(() => {
          expect(house.berta.messages('CancellationAcknowledgeRequest', tn)).toHaveLength(1);
          expect(house.berta.messages('SvStatusAttributeValueChange', tn)).toMatchObject([
            { status: 'cancel_pending' },
            { status: 'conflict', causeCode: 2 },
          ]);
        });
        expect(house.anna.messages('CancellationAcknowledgeRequest', tn)).toEqual([]);
        expect(await house.berta.ask('Cancel', { tn })).toEqual(done);
        await bothAreTold(tn, 'cancel_pending', 'conflict', 'canceled');
      },
    );

    it.each(['3035557003', '3035557300-7399'])(
      'changes what is active of %s with one download (R5-36, R5-41)',
      async (tn) => {
        const first = tn.slice(0, 10);
        await port(tn);
        const before = await house.digest();
        expect(await house.berta.ask('Modify', { tn, billingId: 'B1' })).toEqual(done);
        await house.berta.versions(first, (versions) =>
          ['active,old', 'old,active'].includes(versions.map(({ status }) => status).join()),
        );
        const after = await house.digest();
        expect(after.number - before.number).toBe(1);
        expect(after.entries).toBe(before.entries);
        expect(after.digest).not.toBe(before.digest);
        await eventually(() => {
          expect(house.berta.messages('SvDataChange', tn)).toMatchObject([{ billingId: 'B1', lrn: LRNS.B222 }]);
          expect(house.berta.messages('SvStatusAttributeValueChange', tn)).toMatchObject([
            { status: 'active' },
            { status: 'active' },
          ]);
        });
        expect(house.anna.messages('SvDataChange', tn)).toEqual([]);
      },
    );

    it.each(['3035557004', '3035557400-7449'])('releases %s at its date, not before (R5-65.2)', async (tn) => {
      const first = tn.slice(0, 10);
      await port(tn);
      const inAWeek = inDays(7);
      const dates = { customerDisconnectDate: today, effectiveReleaseDate: inAWeek };
      expect(await house.berta.ask('Disconnect', { tn, ...dates })).toEqual(done);
      await house.berta.versions(first, (versions) => versions.some(({ status }) => status === 'disconnect_pending'));
      await house.advance('P2D');
      expect(house.anna.messages('CustomerDisconnectDate', tn)).toEqual([]);
      // No further: the LSMSs have their time to answer.
      await house.operator('POST', '/sandbox/clock', { to: inAWeek });
      await house.berta.versions(first, (versions) => versions.every(({ status }) => status === 'old'));
      await eventually(() => {
        expect(house.anna.messages('CustomerDisconnectDate', tn)).toMatchObject([{ effectiveReleaseDate: inAWeek }]);
      });
      expect((await house.anna.get(`/v1/telephone-numbers/${first}`)).body.route).toBeNull();
    });

    it('sends a failed activation again when the LSMSs are back (RR5-38.1.1)', async () => {
      const tn = '3035557005';
      await bothCreate(tn);
      await house.anna.stopLsms();
      await house.berta.stopLsms();
      expect(await house.berta.ask('Activate', { tn })).toEqual(done);
      await house.advance('PT16M');
      await house.anna.versions(tn, ([sv]) => sv?.status === 'failed');
      house.startLsmss();
      const { number } = await house.digest();
      await house.anna.lsmsReached(number);
      await house.berta.lsmsReached(number);
      const resend = { kind: 'Resend', tn, lsms: ['A111', 'B222'] };
      expect((await house.operator('POST', '/v1/requests', resend)).status).toBe(202);
      await house.anna.versions(tn, ([sv]) => sv?.status === 'active');
      await bothAreTold(tn, 'failed', 'active');
    });

    it('knows a version by its id alone (R5-51.1, R5-42, R5-46)', async () => {
      const tn = '3035557006';
      const svId = await bothCreate(tn, inDays(10));
      for (const [carrier, kind, more] of [
        [house.anna, 'SetConflict', { causeCode: 52 }],
        [house.anna, 'ResolveConflict', {}],
      ] as const) {
        expect(await carrier.ask(kind, { svId, ...more })).toMatchObject({ status: 'done', tn, svIds: [svId] });
      }
      await house.advance('P10D');
      expect(await house.berta.ask('Activate', { svId })).toMatchObject({ status: 'done', tn, svIds: [svId] });
      await bothAreTold(tn, 'conflict', 'pending', 'active');
    });

    it('takes requests of a service bureau for its client, and shows both', async () => {
      const tn = '3035557007';
      const [spid, lrn] = ['D444', '9705559990'];
      const { url, operatorToken } = house.registry;
      const npac = registryClient(url, operatorToken);
      const bureau = registryClient(url, house.berta.token);
      const profile = { name: 'Dora Rural', spType: 'wireline', soa: 'http', associatedWith: 'B222' };
      for (const request of [
        { kind: 'ServiceProviderCreate', spid, ...profile },
        { kind: 'LrnCreate', spid, lrn },
      ]) {
        expect(await requestOutcome(npac, `dora-${request.kind}`, request)).toEqual(done);
      }
      const request = { kind: 'NewSpCreate', ...parties(tn), newSp: spid, lrn };
      const stranger = sendRequest(bureau, 'for-carla', request, 'C333');
      await expect(stranger).rejects.toMatchObject({ code: 'acting_for_not_associated' });
      // Each door learns of a new service provider a moment after it was created.
      const accepted = await eventually(() => sendRequest(bureau, 'for-dora', request, spid));
      expect(await awaitOutcome(bureau, accepted)).toMatchObject({ sender: 'B222', actingFor: spid, status: 'done' });
      expect(await house.anna.versions(tn, (versions) => versions.length === 1)).toMatchObject([
        { newSp: spid, status: 'pending' },
      ]);
      const { body } = await house.anna.get(`/v1/telephone-numbers/${tn}/history`);
      expect(body.events).toMatchObject([{ type: 'SvCreated', actor: 'B222', actingFor: spid }]);
    });
  });
}

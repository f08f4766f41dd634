import { eventually } from '../support/eventually';
import { type House, LRNS } from '../support/house';

type Spid = keyof typeof LRNS;

/** Single numbers between service providers. Each story has numbers of its own; the LSMSs run before and after each. */
export function portStories(open: () => House): void {
  describe('a port', () => {
    let house: House;
    let today: string;

    beforeEach(async () => {
      house = open();
      today = await house.today();
    });

    const carrierOf = (spid: Spid) => ({ A111: house.anna, B222: house.berta, C333: house.carla })[spid];
    const parties = (tn: string, oldSp: Spid, newSp: Spid) => ({ tn, oldSp, newSp, dueDate: today });

    const createAsNew = (tn: string, oldSp: Spid, newSp: Spid) =>
      carrierOf(newSp).ask('NewSpCreate', { ...parties(tn, oldSp, newSp), lrn: LRNS[newSp] });
    const createAsOld = (tn: string, oldSp: Spid, newSp: Spid) =>
      carrierOf(oldSp).ask('OldSpCreate', parties(tn, oldSp, newSp));
    const activate = (tn: string, newSp: Spid) => carrierOf(newSp).ask('Activate', { tn });

    async function port(tn: string, oldSp: Spid, newSp: Spid): Promise<void> {
      // A story before may have moved the clock past midnight.
      today = await house.today();
      for (const step of [createAsNew, createAsOld, (number: string) => activate(number, newSp)]) {
        expect(await step(tn, oldSp, newSp)).toMatchObject({ status: 'done' });
      }
    }

    const isActive = ({ status }: { status: string }) => status === 'active';

    it('ports a number that the new service provider asks for first', async () => {
      const tn = '3035550001';
      const created = await createAsNew(tn, 'A111', 'B222');
      expect(created).toMatchObject({ status: 'done', tn, svIds: [expect.any(Number)] });
      expect(await createAsOld(tn, 'A111', 'B222')).toMatchObject({ status: 'done', svIds: created.svIds });
      expect(await activate(tn, 'B222')).toMatchObject({ status: 'done', svIds: created.svIds });
      const [sv] = await house.carla.versions(tn, (versions) => versions.some(isActive));
      expect(sv).toMatchObject({ svId: created.svIds[0], oldSp: 'A111', newSp: 'B222', failedSps: [] });
      const { body } = await house.carla.get(`/v1/telephone-numbers/${tn}`);
      expect(body.route).toEqual({ svId: created.svIds[0], spid: 'B222', lrn: LRNS.B222 });
      expect(await house.carla.get(`/v1/subscription-versions/${created.svIds[0]}`)).toMatchObject({
        status: 200,
        body: { status: 'active' },
      });
    });

    it('tells both parties of every step, once', async () => {
      const tn = '3035550002';
      await port(tn, 'A111', 'B222');
      for (const carrier of [house.anna, house.berta]) {
        await eventually(() => {
          expect(carrier.messages('SvObjectCreation', tn)).toMatchObject([{ createdBy: 'new', lrn: LRNS.B222 }]);
          expect(carrier.messages('SvAttributeValueChange', tn)).toMatchObject([{ changedBy: 'old' }]);
          expect(carrier.messages('SvStatusAttributeValueChange', tn)).toMatchObject([
            { status: 'active', failedSps: [] },
          ]);
        });
      }
      expect(house.carla.messages('SvObjectCreation', tn)).toEqual([]);
    });

    it('ports a number that the old service provider releases first', async () => {
      const tn = '3035550003';
      expect(await createAsOld(tn, 'A111', 'C333')).toMatchObject({ status: 'done' });
      expect(await createAsNew(tn, 'A111', 'C333')).toMatchObject({ status: 'done' });
      expect(await activate(tn, 'C333')).toMatchObject({ status: 'done' });
      await house.berta.versions(tn, (versions) => versions.some(isActive));
    });

    it('makes the version before old when a number moves on', async () => {
      const tn = '3035550004';
      await port(tn, 'A111', 'B222');
      await house.anna.versions(tn, (versions) => versions.some(isActive));
      await port(tn, 'B222', 'C333');
      const versions = await house.anna.versions(tn, (seen) =>
        seen.filter(isActive).some(({ newSp }) => newSp === 'C333'),
      );
      expect(versions.map(({ status, newSp }) => [status, newSp])).toEqual([
        ['old', 'B222'],
        ['active', 'C333'],
      ]);
      await eventually(() => {
        expect(house.berta.messages('SvStatusAttributeValueChange', tn).map(({ status }) => status)).toContain('old');
      });
    });

    it('shows what is pending to its two parties alone', async () => {
      const tn = '3035550005';
      const { svIds } = await createAsNew(tn, 'A111', 'B222');
      const path = `/v1/subscription-versions/${svIds[0]}`;
      expect(await house.anna.get(path)).toMatchObject({ status: 200, body: { status: 'pending' } });
      expect(await house.berta.get(path)).toMatchObject({ status: 200 });
      expect(await house.carla.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect((await house.carla.get(`/v1/telephone-numbers/${tn}`)).body.subscriptionVersions).toEqual([]);
      expect((await house.operator('GET', path)).status).toBe(200);
    });

    it('refuses with a code, a rule and what was expected, and never twice', async () => {
      const tn = '3035550006';
      await createAsNew(tn, 'A111', 'B222');
      const mismatch = await house.anna.ask('OldSpCreate', { ...parties(tn, 'A111', 'C333') });
      expect(mismatch).toMatchObject({ status: 'refused', errors: [{ code: 'mismatch_with_first_create', tn }] });
      expect(await activate(tn, 'B222')).toMatchObject({
        status: 'refused',
        errors: [{ code: 'old_sp_concurrence_missing', tn }],
      });
      expect(await createAsNew('3035550007', 'C333', 'B222')).toMatchObject({ errors: [{ code: 'wrong_old_sp' }] });
      const { body } = await house.anna.get(`/v1/requests/${mismatch.requestId}`);
      expect(body).toMatchObject({
        status: 'refused',
        errors: [{ code: 'mismatch_with_first_create', number: expect.any(Number) }],
      });
      await eventually(() => {
        const replies = house.anna.inbox.filter(({ data }) => data.requestId === mismatch.requestId);
        expect(replies).toHaveLength(1);
      });
    });

    it('takes a repeated request for the same one', async () => {
      const tn = '3035550008';
      const fields = { ...parties(tn, 'A111', 'B222'), lrn: LRNS.B222 };
      const first = await house.berta.ask('NewSpCreate', fields, 'same-again');
      const again = await house.berta.connection.send({ kind: 'NewSpCreate', ...fields }, { messageId: 'same-again' });
      expect(again.requestId).toBe(first.requestId);
      await createAsOld(tn, 'A111', 'B222');
      await eventually(() => {
        expect(house.berta.inbox.filter(({ data }) => data.requestId === first.requestId)).toHaveLength(1);
        expect(house.berta.messages('SvObjectCreation', tn)).toHaveLength(1);
      });
      const reused = house.berta.connection.send({ kind: 'Activate', tn }, { messageId: 'same-again' });
      await expect(reused).rejects.toMatchObject({ code: 'message_id_reused' });
    });

    it('keeps an LSMS that refuses on the failed-SP list, until it takes the download after all', async () => {
      const tn = '3035550009';
      house.berta.refuse = (number) => (number === tn ? { code: 'no_such_switch' } : undefined);
      await port(tn, 'A111', 'C333');
      const [sv] = await house.anna.versions(tn, ([version]) => version?.status === 'partial_failure');
      expect(sv?.failedSps).toEqual([{ spid: 'B222', reason: 'no_such_switch' }]);
      await eventually(() => {
        expect(house.carla.messages('SvStatusAttributeValueChange', tn)).toMatchObject([
          { status: 'partial_failure', failedSps: [{ spid: 'B222' }] },
        ]);
      });
      expect([...house.berta.table.routes.entries()].map((entry) => String(entry.tn))).not.toContain(tn);
      house.berta.refuse = () => undefined;
      expect(await house.berta.takeRefused()).toHaveLength(1);
      const [cleared] = await house.anna.versions(tn, ([version]) => version?.status === 'active');
      expect(cleared?.failedSps).toEqual([]);
      await eventually(() => {
        for (const carrier of [house.anna, house.carla]) {
          expect(carrier.messages('SvStatusAttributeValueChange', tn)).toMatchObject([
            { status: 'partial_failure' },
            { status: 'active', failedSps: [] },
          ]);
        }
      });
      const { acknowledgedThrough, head } = (await house.berta.get('/v1/lsms/position')).body;
      expect(acknowledgedThrough).toBe(head);
    });

    it('clears the failed-SP list of an LSMS that catches up', async () => {
      const tn = '3035550010';
      await house.berta.stopLsms();
      await port(tn, 'A111', 'C333');
      await house.anna.versions(tn, ([version]) => version?.answers.some(({ spid }) => spid === 'A111') === true);
      await house.advance('PT16M');
      const [sv] = await house.anna.versions(tn, () => true);
      expect(sv).toMatchObject({ status: 'partial_failure', failedSps: [{ spid: 'B222', reason: 'no_response' }] });
      house.berta.startLsms();
      const [cleared] = await house.anna.versions(tn, ([version]) => version?.status === 'active');
      expect(cleared?.failedSps).toEqual([]);
    });

    it('restores the route before when an activation fails everywhere', async () => {
      const tn = '3035550011';
      await port(tn, 'A111', 'B222');
      await house.anna.versions(tn, ([version]) => version?.status === 'active');
      await house.anna.stopLsms();
      await house.berta.stopLsms();
      await port(tn, 'B222', 'C333');
      await house.advance('PT16M');
      const versions = await house.carla.versions(tn, () => true);
      expect(versions.map(({ status, newSp }) => [status, newSp])).toEqual([
        ['active', 'B222'],
        ['failed', 'C333'],
      ]);
      expect((await house.anna.get(`/v1/telephone-numbers/${tn}`)).body.route).toMatchObject({ spid: 'B222' });
      house.startLsmss();
      const { number } = await house.digest();
      await house.anna.lsmsReached(number);
      const route = [...house.anna.table.routes.entries()].find((entry) => String(entry.tn) === tn);
      expect(route).toMatchObject({ spid: 'B222' });
    });

    it('loses and doubles nothing when it is killed between activation and acknowledgement', async () => {
      const tn = '3035550012';
      await house.anna.stopLsms();
      await house.berta.stopLsms();
      await port(tn, 'A111', 'B222');
      await house.closeCarriers();
      await house.registry.kill();
      const tables = [house.anna.table, house.berta.table];
      await house.start();
      await house.connect();
      house.startLsmss();
      const versions = await house.anna.versions(tn, ([version]) => version?.status === 'active');
      expect(versions).toHaveLength(1);
      expect(tables.every((table) => table.routes.size > 0)).toBe(true);
      await eventually(() => {
        expect(house.anna.messages('SvStatusAttributeValueChange', tn)).toMatchObject([{ status: 'active' }]);
        expect(house.anna.messages('SvObjectCreation', tn)).toHaveLength(1);
      });
    }, 90_000);

    it('tells the whole history of a number', async () => {
      const { body } = await house.anna.get('/v1/telephone-numbers/3035550001/history');
      const events = body.events as { type: string; actor: string }[];
      expect(events.map(({ type }) => type)).toEqual([
        'SvCreated',
        'SvSecondCreateReceived',
        'SvBroadcastStarted',
        ...events.slice(3, -1).map(() => 'SvAnswersRecorded'),
        'SvActivated',
      ]);
      expect(events.slice(0, 3).map(({ actor }) => actor)).toEqual(['B222', 'A111', 'B222']);
    });
  });
}

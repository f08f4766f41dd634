import { decodeWire } from '@openlnp/messages';
import type { Spid, Tn } from '@openlnp/numbering';
import { requestStream } from '@openlnp/service';
import { ANNA, BERTA, gate, testDeps } from '../../../packages/service/src/testing';
import { deadReasons, inTopic, open, outcomes, record, send, TN } from './testing/topic-requests';

const newDeps = testDeps();

describe('requests from a topic for somebody else (law 4)', () => {
  const byBureau = (messageId: string, actingFor: string, data: object = { tn: TN, svId: null }) =>
    record(BERTA, messageId, 'Activate', data, actingFor);

  it('name the service bureau, whose topic it is, and whom they are for', async () => {
    const deps = await newDeps();
    await open(deps);
    await send(deps, byBureau('m1', 'A111'), byBureau('m1', 'A111'), record(ANNA, 'm1', 'Activate', undefined, 'A111'));
    expect((await inTopic(deps)).map(({ sender, actingFor }) => [sender, actingFor]).sort()).toEqual([
      [ANNA, ANNA],
      [BERTA, ANNA],
    ]);
  });

  it('get their one final reply where there is no association, and the outcome is not in the other one’s name', async () => {
    const deps = await newDeps();
    await open(deps);
    const wrong = [byBureau('m1', 'C333'), byBureau('m2', 'zz'), record(ANNA, 'm3', 'Activate', undefined, 'B222')];
    await send(deps, ...wrong, ...wrong);
    expect(await outcomes(deps, 'B222-m1')).toEqual([['RequestRefused', ['acting_for_not_associated']]]);
    expect(await outcomes(deps, 'B222-m2')).toEqual([['RequestRefused', ['invalid_spid']]]);
    expect(await outcomes(deps, 'A111-m3')).toEqual([['RequestRefused', ['acting_for_not_associated']]]);
    const [refused] = await deps.store.readStream(requestStream('B222-m1'));
    expect(refused).toMatchObject({
      data: { sender: BERTA, actingFor: null },
      metadata: { actor: BERTA, actingFor: null },
    });
    expect([await inTopic(deps), await deadReasons(deps)]).toEqual([[], []]);
  });

  it('are refused in the client’s name too where there is one, so that it can read the outcome', async () => {
    const deps = await newDeps();
    await open(deps);
    const badShape = { tn: '303', svId: null };
    await send(deps, byBureau('m1', 'A111', badShape), byBureau('m2', 'C333', badShape));
    const found = await Promise.all(['m1', 'm2'].map((id) => deps.store.readStream(requestStream(`B222-${id}`))));
    expect(found.map(([refused]) => refused?.data)).toMatchObject([{ actingFor: ANNA }, { actingFor: null }]);
  });

  it('the same id for another SPID is another request', async () => {
    const deps = await newDeps();
    await open(deps);
    await send(deps, byBureau('m1', 'A111'), byBureau('m1', 'B222'), record(BERTA, 'm1'), byBureau('m1', 'C333'));
    expect((await inTopic(deps)).map(({ actingFor }) => actingFor)).toEqual([ANNA]);
    expect(await deadReasons(deps)).toEqual(['message_id_reused', 'message_id_reused', 'message_id_reused']);
  });

  it('a refused one stays refused, although the association has come meanwhile', async () => {
    const deps = await newDeps();
    const associated = new Set<Spid>();
    await open(deps, { known: { mayActFor: async (_primary, spid) => associated.has(spid) } });
    await send(deps, byBureau('m1', 'A111'));
    associated.add(ANNA);
    await send(deps, byBureau('m1', 'A111'), byBureau('m2', 'A111'));
    expect(await outcomes(deps, 'B222-m1')).toEqual([['RequestRefused', ['acting_for_not_associated']]]);
    expect((await inTopic(deps)).map(({ messageId }) => messageId)).toEqual(['m2']);
  });
});

describe('requests from a topic by version id', () => {
  const byId = (messageId: string, svId: number) => record(BERTA, messageId, 'Activate', { tn: null, svId });

  it('go on with the number of the version; a record sent again goes in once', async () => {
    const deps = await newDeps();
    await open(deps);
    await send(deps, byId('m1', 1001), byId('m1', 1001));
    await send(deps, byId('m1', 1001));
    const [request, ...more] = await inTopic(deps);
    if (request === undefined) throw new Error('no request');
    expect(decodeWire(request.request).data).toEqual({ tn: TN, svId: 1001 });
    expect([more, await deadReasons(deps)]).toEqual([[], []]);
  });

  it('of an unknown version get their one final reply, however often they come', async () => {
    const deps = await newDeps();
    await open(deps);
    await send(deps, byId('m1', 7), byId('m1', 7));
    await send(deps, byId('m1', 7));
    expect(await outcomes(deps, 'B222-m1')).toEqual([['RequestRefused', ['no_such_version']]]);
    expect([await inTopic(deps), await deadReasons(deps)]).toEqual([[], []]);
  });

  it('one that waits for the log is not overtaken by what came behind it', async () => {
    const deps = await newDeps();
    const learned = gate();
    const known = {
      tnOfVersion: async () => {
        await learned.opened;
        return Number(TN) as Tn;
      },
    };
    await open(deps, { known });
    await deps.broker.produce([byId('m1', 1002), record(BERTA, 'm2'), byId('m3', 1002), record(BERTA, 'm4')]);
    await send(deps, record(ANNA, 'm1'));
    learned.open();
    await send(deps, record(BERTA, 'm5'));
    const bertas = (await inTopic(deps)).filter(({ sender }) => sender === BERTA);
    expect(bertas.map(({ messageId }) => messageId)).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
  });
});

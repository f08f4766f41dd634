import { NPAC, type Spid } from '@openlnp/numbering';
import { ANNA, append, BERTA, CARLA, NOW, smallWorld, testDeps } from '../../../packages/service/src/testing';
import { created, FIRST, routing } from './testing/versions';

const newDeps = testDeps();

describe('what was refused about a number', () => {
  const refused = (sender: Spid, messageId: string, tn: string | null) => ({
    requestId: `${sender}-${messageId}`,
    event: {
      type: 'RequestRefused',
      data: {
        ...{ requestId: `${sender}-${messageId}`, sender, actingFor: null, messageId, kind: 'Activate' },
        ...{ contentHash: '00'.repeat(32), acceptedAt: NOW, tn },
        errors: [
          { code: 'no_pending_version', number: 1, rule: null, field: 'tn', expected: null, actual: null, tn: null },
        ],
      },
    },
  });

  it('law 8: is in its history, for who asked and for NPAC; of a range in that of each of its numbers', async () => {
    const deps = await newDeps();
    const { store } = deps;
    const { queries } = await routing(deps);
    await smallWorld(store);
    const requests = [
      refused(BERTA, 'm1', '3035550001'),
      refused(ANNA, 'm2', '3035550001'),
      refused(BERTA, 'm3', '3035550000-0001'),
      refused(BERTA, 'm4', '3035550002'),
      refused(BERTA, 'm5', null),
    ];
    for (const { requestId, event } of requests) await append(store, `request-${requestId}`, event);
    await append(store, 'tn-3035550001', created({ tn: FIRST, svId: 1001 }));
    const of = async (spid: Spid, tn: string) => {
      const answer = await queries.history({ spid }, tn);
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.value as { events: object[]; refusedRequests: { stream: string; data: object }[] };
    };
    const streams = async (spid: Spid, tn: string) =>
      (await of(spid, tn)).refusedRequests.map(({ stream }) => stream.replace('request-', ''));
    expect(await streams(NPAC, '3035550001')).toEqual(['B222-m1', 'A111-m2', 'B222-m3']);
    expect(await streams(BERTA, '3035550001')).toEqual(['B222-m1', 'B222-m3']);
    expect(await streams(ANNA, '3035550001')).toEqual(['A111-m2']);
    expect(await streams(CARLA, '3035550001')).toEqual([]);
    expect(await streams(NPAC, '3035550000')).toEqual(['B222-m3']);
    expect(await streams(NPAC, '3035550003')).toEqual([]);
    const { events, refusedRequests } = await of(BERTA, '3035550001');
    expect(events).toHaveLength(1);
    expect(refusedRequests[0]).toMatchObject({
      type: 'RequestRefused',
      data: { kind: 'Activate', tn: '3035550001', errors: [{ code: 'no_pending_version', field: 'tn' }] },
    });
  });
});

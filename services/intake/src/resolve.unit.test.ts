import { decodeWire, encodeWire, requestHash } from '@openlnp/messages';
import { NPAC, type Spid, type Tn } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';
import type { Incoming } from './accept';
import { type KnownFromLog, resolved } from './resolve';

const BUREAU = 'S555' as Spid;
const CARRIER = 'A111' as Spid;
const TN = 3035550100 as Tn;

/** The bureau may act for the carrier; version 1001 is of one number. `asked` is what was asked of the log. */
function knownTo(asked: string[] = []): KnownFromLog {
  return {
    mayActFor: async (primary, spid) => {
      asked.push(`${primary} for ${spid}`);
      return primary === BUREAU && spid === CARRIER;
    },
    tnOfVersion: async (svId, asking) => {
      asked.push(`version ${svId} by ${asking}`);
      return svId === 1001 ? TN : undefined;
    },
  };
}

const incoming = (kind: string, data: object, more: Partial<Incoming> = {}): Incoming => ({
  sender: BUREAU,
  actingFor: null,
  user: null,
  messageId: 'm1',
  origin: 'http',
  kind,
  request: encodeWire(`openlnp.request.${kind}`, data),
  traceparent: null,
  ...more,
});

const byNumber = { tn: '3035550100', svId: null };
const byId = (svId: number) => ({ tn: null, svId });

describe('whom a request is for (law 4)', () => {
  const actingFor = async (
    sender: Spid,
    spid: string | null,
    asked: string[] = [],
  ): Promise<readonly (string | null)[] | readonly RequestError[]> => {
    const result = await resolved(incoming('Activate', byNumber, { sender, actingFor: spid }), knownTo(asked));
    return result.ok ? [result.incoming.sender, result.incoming.actingFor] : result.errors;
  };

  it('a service bureau speaks for a service provider that is associated with it', async () => {
    expect(await actingFor(BUREAU, 'A111')).toEqual([BUREAU, 'A111']);
  });

  it('whoever names nobody, or itself, speaks for itself, and the log is not asked', async () => {
    const asked: string[] = [];
    expect(await actingFor(CARRIER, null, asked)).toEqual([CARRIER, null]);
    expect(await actingFor(CARRIER, 'A111', asked)).toEqual([CARRIER, 'A111']);
    expect(asked).toEqual([]);
  });

  it('NPAC personnel speak for anybody', async () => {
    expect(await actingFor(NPAC, 'B222')).toEqual([NPAC, 'B222']);
  });

  it.each([
    ['one that is not associated', BUREAU, 'B222'],
    ['the bureau, by a carrier that is associated with it', CARRIER, 'S555'],
    ['NPAC personnel', BUREAU, 'NPAC'],
    ['nobody there is', BUREAU, 'Z999'],
  ])('%s is refused', async (_what, sender, spid) => {
    expect(await actingFor(sender as Spid, spid)).toMatchObject([
      { code: 'acting_for_not_associated', field: 'acting-for', actual: spid, tn: null },
    ]);
  });

  it.each(['', 'a111', 'A11', 'A1111', 'A111, B222', 'Ä111', `A111${'x'.repeat(1_000)}`])(
    '%j is no SPID',
    async (spid) => {
      const [error] = (await actingFor(NPAC, spid)) as readonly RequestError[];
      expect(error).toMatchObject({ code: 'malformed_spid', field: 'acting-for' });
      expect(error?.actual?.length).toBeLessThanOrEqual(100);
    },
  );
});

describe('a version that is named by its id', () => {
  const found = async (request: Incoming, asked: string[] = []) => {
    const result = await resolved(request, knownTo(asked));
    return result.ok ? decodeWire(result.incoming.request).data : result.errors;
  };

  it.each([
    ['Activate', 'R5-51.1', {}],
    ['Cancel', 'R5-69', { side: 'new' }],
    ['AcknowledgeCancel', 'RR5-28.1', { side: null }],
    ['UndoCancel', 'N388', {}],
    ['SetConflict', 'R5-42', { causeCode: 50 }],
    ['ResolveConflict', 'R5-46', {}],
    ['Resend', 'RR5-38.1.1', { lsms: ['A111'] }],
    ['ExcludeFailedSps', 'N227', { lsms: ['A111'] }],
    ['Disconnect', 'R5-62', { customerDisconnectDate: 0, effectiveReleaseDate: null }],
  ])('%s gets its number, and keeps what else it says (%s)', async (kind, _id, more) => {
    expect(await found(incoming(kind, { ...byId(1001), ...more }))).toEqual({
      tn: '3035550100',
      svId: 1001,
      ...more,
    });
  });

  it.each([
    ['whoever sends', BUREAU, null, 'S555'],
    ['whom it is sent for', BUREAU, 'A111', 'A111'],
    ['NPAC personnel, for whomever they send', NPAC, 'A111', 'NPAC'],
  ])('RR5-39 is sought for %s', async (_, sender, actingFor, asking) => {
    const asked: string[] = [];
    await found(incoming('Activate', byId(1001), { sender, actingFor }), asked);
    expect(asked.filter((question) => question.startsWith('version'))).toEqual([`version 1001 by ${asking}`]);
  });

  it('one that is not there is refused', async () => {
    expect(await found(incoming('Activate', byId(7)))).toMatchObject([
      { code: 'no_such_version', field: 'svId', actual: '7', tn: null },
    ]);
  });

  it('the number that is given with it stays, whatever the version is: that is for the owner of the number to judge', async () => {
    const asked: string[] = [];
    const both = { tn: '3035550199', svId: 1001 };
    expect(await found(incoming('Activate', both), asked)).toEqual(both);
    expect(asked).toEqual([]);
  });

  it('a request that names no version is left as it is', async () => {
    const asked: string[] = [];
    const lrn = incoming('LrnCreate', { spid: 'S555', lrn: '3035559990' });
    expect(await resolved(lrn, knownTo(asked))).toEqual({ ok: true, incoming: lrn });
    expect(asked).toEqual([]);
  });

  it('who may not speak is not told whether there is such a version', async () => {
    const asked: string[] = [];
    expect(await found(incoming('Activate', byId(7), { actingFor: 'B222' }), asked)).toMatchObject([
      { code: 'acting_for_not_associated' },
    ]);
    expect(asked).toEqual(['S555 for B222']);
  });
});

describe('what makes two requests the same', () => {
  it('is what was sent, and whom it is for', async () => {
    const request = incoming('Activate', byId(1001));
    const result = await resolved(request, knownTo());
    if (!result.ok) throw new Error('refused');
    const others = [
      requestHash(result.incoming),
      requestHash({ ...request, actingFor: 'A111' }),
      requestHash({ ...request, actingFor: 'B222' }),
    ];
    expect(new Set([requestHash(request), ...others]).size).toBe(4);
    expect(requestHash(incoming('Activate', byId(1001), { messageId: 'm2', sender: CARRIER }))).toBe(
      requestHash(request),
    );
  });
});

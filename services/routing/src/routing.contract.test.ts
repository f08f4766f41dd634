import { NPAC } from '@openlnp/numbering';
import {
  ANNA,
  append,
  BERTA,
  CARLA,
  smallWorld,
  type TestDeps,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { startRouting } from './routing';

const newDeps = testDeps();

const TN = 3035550001;
const TEXT = String(TN);
const SV = 1001;
const version = { svId: SV, tn: TN, newSp: BERTA, oldSp: ANNA };
const route = {
  lrn: 3039870000,
  classPointCode: { dpc: '123004005', ssn: 0 },
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: null,
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: null,
};
const download = { action: 'activate', svId: SV, tn: TN, spid: BERTA, lnpType: 'lspp', route, activatedAt: TODAY };

const timers = { timerType: 'long', businessType: 'short', initialWindowEndsAt: TODAY };
const CREATED = {
  type: 'SvCreated',
  data: { ...version, lnpType: 'lspp', createdBy: 'new', dueDate: TODAY, route, ...timers },
};
const CONCURRED = { type: 'SvSecondCreateReceived', data: { ...version, by: 'old', dueDate: TODAY, route: null } };
const SENDING = {
  type: 'SvBroadcastStarted',
  data: {
    ...version,
    broadcast: 1,
    purpose: 'activate',
    targets: [ANNA, BERTA],
    respondBy: TODAY,
    supersedes: null,
    download,
  },
};
const answered = (spid: string, ok: boolean) => ({
  type: 'SvAnswersRecorded',
  data: { ...version, broadcast: 1, answers: [{ spid, ok, code: ok ? null : 'no_room' }] },
});
const failedSps = [{ spid: ANNA, reason: 'no_room' }];
const ACTIVE = { type: 'SvActivated', data: version };
const PARTIAL = { type: 'SvPartiallyFailed', data: { ...version, failedSps } };
const FAILED = {
  type: 'SvFailed',
  data: {
    ...version,
    failedSps,
    broadcast: 2,
    targets: [ANNA],
    download: { ...download, action: 'delete', route: null },
  },
};
const OLD = { type: 'SvSuperseded', data: { ...version, bySvId: 1002 } };

const SENT = [CREATED, CONCURRED, SENDING];
const HISTORIES: [status: string, events: { type: string; data: object }[], publicly: boolean][] = [
  ['pending', [CREATED], false],
  ['sending', SENT, false],
  ['sending', [...SENT, answered(BERTA, true)], false],
  ['failed', [...SENT, FAILED], false],
  ['active', [...SENT, answered(BERTA, true), ACTIVE], true],
  ['partial_failure', [...SENT, answered(BERTA, true), PARTIAL], true],
  ['old', [...SENT, answered(BERTA, true), ACTIVE, OLD], true],
];

async function routing(deps: TestDeps, events: readonly { type: string; data: object }[]) {
  const { queries } = await deps.running(startRouting(deps));
  // No relay runs: the answers never wait for it.
  await smallWorld(deps.store);
  if (events.length > 0) await append(deps.store, `tn-${TN}`, ...events);
  return queries;
}

const value = <T>(answer: { ok: boolean }): T => {
  expect(answer.ok).toBe(true);
  return (answer as unknown as { value: T }).value;
};

describe('what is asked of a number', () => {
  it.each(HISTORIES)(
    'RR5-39 a version that is %s is seen by its parties, and by others where it is public',
    async (status, events, publicly) => {
      const deps = await newDeps();
      const queries = await routing(deps, events);
      for (const [spid, seen] of [
        [ANNA, true],
        [BERTA, true],
        [NPAC, true],
        [CARLA, publicly],
      ] as const) {
        const one = await queries.subscriptionVersion({ spid }, SV);
        expect(one).toMatchObject(
          seen ? { ok: true, value: { svId: SV, status } } : { ok: false, error: { code: 'not_found' } },
        );
        const { subscriptionVersions } = value<{ subscriptionVersions: object[] }>(
          await queries.telephoneNumber({ spid }, TEXT),
        );
        expect(subscriptionVersions).toHaveLength(seen ? 1 : 0);
        const { events: history } = value<{ events: { type: string }[] }>(await queries.history({ spid }, TEXT));
        expect(history.map(({ type }) => type)).toEqual(seen ? events.map(({ type }) => type) : []);
      }
    },
  );

  it('routes by the code until the first LSMS has the version, for everybody', async () => {
    const deps = await newDeps();
    const queries = await routing(deps, SENT);
    const routeOf = async () =>
      value<{ route: object | null; codeHolder: string }>(await queries.telephoneNumber({ spid: CARLA }, TEXT));
    expect(await routeOf()).toMatchObject({ route: null, codeHolder: ANNA });
    await append(deps.store, `tn-${TN}`, answered(BERTA, true));
    expect(await routeOf()).toMatchObject({ route: { svId: SV, spid: BERTA, lrn: '3039870000' } });
  });

  it('shows a version as JSON: instants in ISO 8601, numbers that have digits as text', async () => {
    const deps = await newDeps();
    const queries = await routing(deps, [...SENT, answered(BERTA, true), PARTIAL]);
    expect(value(await queries.subscriptionVersion({ spid: ANNA }, SV))).toMatchObject({
      svId: SV,
      tn: TEXT,
      status: 'partial_failure',
      lrn: '3039870000',
      classPointCode: { dpc: '123004005', ssn: 0 },
      newSpDueDate: '2026-01-05T00:00:00.000Z',
      createdAt: '2026-01-05T14:30:00.000Z',
      failedSps,
      targets: [ANNA, BERTA],
      supersededBy: null,
    });
  });

  it('knows which text is no number, and which version is none', async () => {
    const deps = await newDeps();
    const queries = await routing(deps, []);
    const wrong = { ok: false, error: { code: 'invalid_tn', field: 'tn', actual: '12' } };
    expect(await queries.telephoneNumber({ spid: ANNA }, '12')).toEqual(wrong);
    expect(await queries.history({ spid: ANNA }, '12')).toEqual(wrong);
    expect(await queries.subscriptionVersion({ spid: NPAC }, 99)).toEqual({ ok: false, error: { code: 'not_found' } });
    expect(value(await queries.telephoneNumber({ spid: ANNA }, '9995550001'))).toEqual({
      tn: '9995550001',
      route: null,
      codeHolder: null,
      subscriptionVersions: [],
    });
  });

  it('gives the digest with the number of the last download it includes', async () => {
    const deps = await newDeps();
    const queries = await routing(deps, [...SENT, answered(BERTA, true), ACTIVE]);
    const { digest, ...rest } = value<{ digest: string }>(await queries.digest());
    expect(rest).toEqual({ number: 1, entries: 1 });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

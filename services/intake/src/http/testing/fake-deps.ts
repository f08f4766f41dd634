import type { Broker } from '@openlnp/broker';
import { NPAC, type Spid } from '@openlnp/numbering';
import type { DoorDeps, Identity, RequestStatus, Result } from '../ports';

export const A111 = 'A111' as Spid;
export const B222 = 'B222' as Spid;

export const IDENTITIES: Readonly<Record<string, Identity>> = {
  'token-a': { spid: A111, operator: false, user: 'id-a' },
  'token-b': { spid: B222, operator: false, user: 'id-b' },
  operator: { spid: NPAC, operator: true, user: 'operator' },
};

export const as = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

export const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });
export const no = (code: string): Promise<Result<never>> => Promise.resolve({ ok: false, error: { code } });

export const PENDING: RequestStatus = {
  id: 'A111-m1',
  messageId: 'm1',
  sender: A111,
  actingFor: null,
  user: 'id-a',
  kind: 'Activate',
  status: 'pending',
  tn: '3035550100',
  svIds: [],
  errors: [],
  acceptedAt: '2026-01-05T14:30:00.000Z',
  completedAt: null,
};

const unused = (): never => {
  throw new Error('this test did not expect a call here');
};

const NO_BROKER: Broker = {
  ensureTopics: unused,
  listTopics: unused,
  produce: unused,
  consume: unused,
  read: unused,
  fetch: unused,
  offsets: unused,
  committed: unused,
  close: unused,
};

export interface LoggedLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly text: string;
}

/** Dependencies that know three tokens and fail on whatever a test has not given itself. Only A111 has an LSMS. */
export function fakeDeps(given: Partial<DoorDeps> = {}): DoorDeps & { readonly logged: LoggedLine[] } {
  const logged: LoggedLine[] = [];
  const line = (level: LoggedLine['level']) => (fields: object, text: string) =>
    void logged.push({ level, fields, text });
  return {
    logged,
    authenticate: (token) => (Object.hasOwn(IDENTITIES, token) ? IDENTITIES[token] : undefined),
    requests: { submit: unused, status: unused, issueToken: unused, revokeToken: unused, setTunable: unused },
    reads: {
      subscriptionVersion: unused,
      subscriptionVersions: unused,
      telephoneNumber: unused,
      history: unused,
      lsmsAnswers: unused,
      digest: unused,
    },
    acknowledgements: { acknowledge: unused, position: unused },
    status: { status: unused, topics: unused },
    serviceProviders: { list: unused },
    tunables: { list: unused },
    broker: NO_BROKER,
    sandbox: undefined,
    hasLsms: (spid) => spid === A111,
    mayActFor: () => false,
    quota: { perSecond: 1_000, burst: 1_000 },
    monotonicMs: () => performance.now(),
    readiness: () => Promise.resolve({ ready: true, services: { intake: 'ready' } }),
    metrics: () => Promise.resolve('# HELP up Up\nup 1\n'),
    log: { info: line('info'), warn: line('warn'), error: line('error') },
    ...given,
  };
}

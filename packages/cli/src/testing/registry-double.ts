import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from '../run';
import { capturedIo } from './io';

/** The registry's own time. */
export const NOW = '2026-01-05T14:30:00.000Z';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

interface Doing {
  /** Versions of the one number there is. */
  versions: object[];
  /** What LSMSs answered about it. */
  lsmsAnswers: object[];
  serviceProviders: object[];
  /** What becomes of requests: pending until this many were asked after; then done, or refused with these errors. */
  pendingFor: number;
  errors: object[];
}

const NOTHING_SPECIAL: Doing = { versions: [], lsmsAnswers: [], serviceProviders: [], pendingFor: 0, errors: [] };

/** A registry that takes every request, for tests of what the commands send. Use it at the top of a test file. */
export function registryDouble() {
  const sent: Sent[] = [];
  const asked: Sent[] = [];
  const doing: Doing = { ...NOTHING_SPECIAL };
  let left = 0;

  const outcome = (kind: unknown, tn: unknown): object => {
    const status = left > 0 ? 'pending' : doing.errors.length > 0 ? 'refused' : 'done';
    left -= 1;
    return {
      id: 'X202-cli-id',
      kind,
      tn: tn ?? null,
      status,
      svIds: status === 'done' ? [1001] : [],
      errors: doing.errors,
    };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = (): object => {
        const { method = '', url: path = '', headers } = request;
        if (method === 'GET') asked.push({ method, path, headers, body: {} });
        if (path === '/v1/status') return { now: NOW };
        if (path.endsWith('/lsms-answers')) return { answers: doing.lsmsAnswers };
        if (path.startsWith('/v1/telephone-numbers/')) return { subscriptionVersions: doing.versions };
        if (path === '/v1/service-providers') return { serviceProviders: doing.serviceProviders };
        if (method !== 'GET') {
          const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Sent['body'];
          sent.push({ method, path, headers, body });
          left = doing.pendingFor;
        }
        if (path === '/v1/tunables') return { tunables: [] };
        if (path.startsWith('/v1/tunables/')) {
          const change = sent.at(-1)?.body ?? {};
          return { unit: 'days', history: [{ ...change, effectiveFrom: change.effectiveFrom ?? NOW }], noEffect: null };
        }
        const { kind, tn } = sent.at(-1)?.body ?? {};
        return outcome(kind, tn);
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer()));
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    sent.splice(0);
    asked.splice(0);
    Object.assign(doing, NOTHING_SPECIAL);
  });

  async function runAt(tty: boolean, args: string[]) {
    const { port } = server.address() as AddressInfo;
    const io = capturedIo({
      tty,
      env: { LNP_URL: `http://127.0.0.1:${port}`, LNP_TOKEN: 'secret', LNP_DATA: '/nonexistent' },
    });
    const code = await run(args, io);
    return { code, out: io.out(), err: io.err() };
  }
  return {
    /** What was to change something. */
    sent,
    /** The questions. */
    asked,
    doing,
    lnp: (...args: string[]) => runAt(false, args),
    /** The same for a person who looks on. */
    lnpAtTerminal: (...args: string[]) => runAt(true, args),
  };
}

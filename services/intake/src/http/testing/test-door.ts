import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { buildDoor, type Door } from '../door';
import type { DoorOptions } from '../options';
import type { DoorDeps } from '../ports';

export interface Question {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly payload?: string | Buffer | object;
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  json<T = Record<string, unknown>>(): T;
}

export interface TestDoor extends Door {
  readonly port: number;
  ask(question: Question): Promise<Answer>;
}

/** One request over its own connection. */
export function ask(port: number, { method = 'GET', url, headers = {}, payload }: Question): Promise<Answer> {
  const asIs = typeof payload === 'string' || Buffer.isBuffer(payload);
  const body = payload === undefined || asIs ? payload : JSON.stringify(payload);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        port,
        method,
        path: url,
        agent: false,
        headers: {
          ...(payload === undefined || asIs ? {} : { 'content-type': 'application/json' }),
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body as string | Buffer) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            statusCode: response.statusCode ?? 0,
            headers: response.headers,
            body: text,
            json: <T>() => JSON.parse(text) as T,
          });
        });
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}

/** Gives doors that listen on a free port and are closed after each test. */
export function testDoors(): (deps: DoorDeps, options?: Partial<DoorOptions>) => Promise<TestDoor> {
  const open: Door[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((door) => door.close()));
  });
  return async (deps, options = {}) => {
    const door = await buildDoor(deps, options);
    open.push(door);
    const { port } = await door.listen(0);
    return { ...door, port, ask: (question) => ask(port, question) };
  };
}

import { connect } from 'node:net';
import type { Carrier } from '../../support/carrier';
import { eventually } from '../../support/eventually';
import type { House } from '../../support/house';

export interface HttpRequest {
  readonly method?: string;
  readonly path?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  /** Sent as it is. */
  readonly body?: NonNullable<RequestInit['body']>;
  /** Sent as JSON. */
  readonly json?: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** Status and code of a problem; the status of anything else. */
  readonly summary: string;
}

const FINAL = new Set(['RequestDone', 'RequestRefused']);
/** A number that nobody ports: what is asked of it last is refused last. */
const LAST_TN = '3035559998';

/** The registry's HTTP surface, for whatever one may send there. */
export class HttpDoor {
  constructor(private readonly house: House) {}

  get tokens(): Readonly<Record<'anna' | 'berta' | 'carla' | 'operator', string>> {
    const { anna, berta, carla, registry } = this.house;
    return { anna: anna.token, berta: berta.token, carla: carla.token, operator: registry.operatorToken };
  }

  /** Berta's request unless another token is given. */
  async ask(request: HttpRequest): Promise<HttpAnswer> {
    const { method = 'POST', path = '/v1/requests', token = this.tokens.berta, headers = {}, json } = request;
    const body = request.body ?? (json === undefined ? undefined : JSON.stringify(json));
    const init = {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body, duplex: 'half' as const }),
    };
    const response = await fetch(`${this.house.registry.url}${path}`, init);
    return answerOf(response.status, response.headers.get('content-type') ?? '', await response.text());
  }

  /** Status and code, or when it was accepted: its outcome. */
  async outcome(request: HttpRequest): Promise<string> {
    const { status, body, summary } = await this.ask(request);
    if (status !== 202 && status !== 200) return summary;
    return this.settled(String(body.id));
  }

  /** `done`, or `refused` with its codes. */
  async settled(requestId: string): Promise<string> {
    const { status, errors } = await eventually(async () => {
      const { body } = await this.house.operator('GET', `/v1/requests/${requestId}`);
      if (body.status === 'pending') throw new Error(`${requestId} is still pending`);
      return body as { status: string; errors: { code: string }[] };
    });
    return [status, ...errors.map(({ code }) => code)].join(' ');
  }

  /** How many distinct final replies a carrier has to a request, once all that are on their way have come. */
  async replies(carrier: Carrier, requestId: string): Promise<number> {
    const last = await carrier.connection.send({ kind: 'Activate', tn: LAST_TN });
    const has = (id: string) => carrier.inbox.filter(({ type, data }) => FINAL.has(type) && data.requestId === id);
    await eventually(() => {
      if (has(last.requestId).length === 0) throw new Error(`no reply to ${last.requestId}`);
    });
    return has(requestId).length;
  }

  /** Bytes to the door's socket; gives the answer to them. */
  raw(bytes: string): Promise<HttpAnswer> {
    const { hostname, port } = new URL(this.house.registry.url);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => socket.end(bytes));
      let text = '';
      socket.setTimeout(15_000, () => socket.destroy(new Error('no answer within 15 s')));
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('error', reject);
      socket.on('close', () => {
        const [head = '', body = ''] = text.split('\r\n\r\n', 2);
        const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
        resolve(answerOf(status, /^content-type: (.*)$/im.exec(head)?.[1] ?? '', body));
      });
    });
  }
}

/** A problem that does not say so in its content type is not one. */
function answerOf(status: number, contentType: string, text: string): HttpAnswer {
  const body = contentType.includes('json') ? (JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>) : {};
  const isProblem = contentType.startsWith('application/problem+json');
  const summary = isProblem ? `${status} ${body.code}` : `${status}${status >= 400 ? ' without a problem' : ''}`;
  return { status, body, summary };
}

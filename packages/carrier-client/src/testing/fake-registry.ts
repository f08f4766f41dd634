import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: SeenRequest) => void;

export const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const problem = (
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): Answer => json(status, { type: `urn:openlnp:error:${code}`, title: code, status, code, ...more }, headers);

/** Takes the request and never answers. */
export const hang: Answer = () => undefined;

/** Breaks the line without an answer. */
export const drop: Answer = (response) => void response.destroy();

/** A feed that says this and then stays open, is cut without an end, or ends in order. */
export const feed =
  (text: string, then: 'open' | 'cut' | 'end' = 'open'): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    if (then === 'end') response.end(text);
    else response.write(text, () => (then === 'cut' ? response.destroy() : undefined));
  };

/** The registry's HTTP surface as a test scripts it: for each path a list of answers, the last of which stays. */
export class FakeRegistry {
  readonly seen: SeenRequest[] = [];
  private readonly answers = new Map<string, Answer[]>();
  private readonly watchers = new Set<() => void>();
  private answering = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeRegistry> {
    const server = createServer();
    const registry = new FakeRegistry(server);
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        registry.take({ method, url, headers, body }, response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  on(path: string, ...answers: readonly Answer[]): void {
    this.answers.set(path, [...answers]);
  }

  /** Requests of a path so far. */
  of(path: string): SeenRequest[] {
    return this.seen.filter(({ url }) => url.split('?')[0] === path);
  }

  /** Resolves when a path has been asked so often. */
  async asked(path: string, times: number): Promise<void> {
    while (this.of(path).length < times) await this.news();
  }

  /** Resolves when so many answers are being written: feeds whose reader has not gone. */
  async open(count: number): Promise<void> {
    while (this.answering !== count) await this.news();
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private take(request: SeenRequest, response: ServerResponse): void {
    const answers = this.answers.get(request.url.split('?')[0] ?? '') ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    this.seen.push(request);
    this.answering += 1;
    response.once('close', () => {
      this.answering -= 1;
      this.tell();
    });
    (answer ?? problem(404, 'not_found'))(response, request);
    this.tell();
  }

  private news(): Promise<void> {
    return new Promise((resolve) => this.watchers.add(resolve));
  }

  private tell(): void {
    for (const watch of [...this.watchers]) watch();
    this.watchers.clear();
  }
}

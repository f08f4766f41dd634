import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';

export interface SseEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** A reader of a feed, for tests: what has come so far, and promises for what is to come. */
export interface SseClient {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly events: readonly SseEvent[];
  readonly comments: readonly string[];
  /** Everything that came, of an answer that is no feed. */
  text(): Promise<string>;
  until(condition: () => boolean): Promise<void>;
  /** Resolves when the server has ended the feed. */
  readonly ended: Promise<void>;
  /** Stops and goes on reading from the socket. */
  pause(): void;
  resume(): void;
  leave(): void;
}

export async function connectFeed(port: number, path: string, headers: Record<string, string>): Promise<SseClient> {
  const request: ClientRequest = httpRequest({ port, path, headers, agent: false });
  request.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  const events: SseEvent[] = [];
  const comments: string[] = [];
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const look of [...waiting]) look();
  };
  let buffer = '';
  let all = '';
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    if (response.headers['content-type'] !== 'text/event-stream') all += text;
    buffer += text;
    const blocks = buffer.split('\n\n');
    buffer = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      const data = fields.get('data');
      if (data === undefined) comments.push(block);
      else
        events.push({
          id: fields.get('id') ?? '',
          event: fields.get('event') ?? '',
          data: JSON.parse(data) as Record<string, unknown>,
        });
    }
    tell();
  });
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    comments,
    text: async () => {
      await ended;
      return all;
    },
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    ended,
    pause: () => response.pause(),
    resume: () => response.resume(),
    leave: () => response.destroy(),
  };
}

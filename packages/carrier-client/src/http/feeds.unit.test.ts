import type { CarrierMessage, Download, FeedState } from '../connection';
import { drop, FakeRegistry, feed, json, problem } from '../testing/fake-registry';
import { ManualTimers } from '../testing/manual-timers';
import { connectHttp, type HttpCarrierConnection } from './connect-http';

const DOWNLOADS = '/v1/lsms/downloads';
const MESSAGES = '/v1/soa/messages';

let registry: FakeRegistry;
let timers: ManualTimers;
let carrier: HttpCarrierConnection;

beforeEach(async () => {
  registry = await FakeRegistry.start();
  timers = new ManualTimers();
  carrier = connectHttp({ url: registry.url, token: 'secret', spid: '1111', timers, random: () => 0 });
});

afterEach(async () => {
  await carrier.close();
  expect(timers.pending).toEqual([]);
  await registry.stop();
});

const download = (number: number, type = 'SvDownload'): string =>
  `id: ${number}\nevent: ${type}\ndata: ${JSON.stringify({ number })}\n\n`;
const message = (place: number, id: string, type = 'RequestDone', more: object = {}): string =>
  `id: ${place}\r\nevent: ${type}\r\ndata: ${JSON.stringify({ id, ...more })}\r\n\r\n`;
const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => download(from + i)).join('');

/** Follows downloads until number `last`, then aborts. */
async function downloadsUntil(last: number, after = 0, states: FeedState[] = []): Promise<Download[]> {
  const controller = new AbortController();
  const got: Download[] = [];
  await carrier.downloads({
    after,
    signal: controller.signal,
    onState: (state) => void states.push(state),
    onDownloads: (batch) => {
      got.push(...batch);
      if (got.at(-1)?.number === last) controller.abort();
    },
  });
  return got;
}

async function messagesUntil(id: string, after?: string): Promise<CarrierMessage[]> {
  const controller = new AbortController();
  const got: CarrierMessage[] = [];
  await carrier.messages({
    ...(after !== undefined && { after }),
    signal: controller.signal,
    onMessage: (incoming) => {
      got.push(incoming);
      if (incoming.id === id) controller.abort();
    },
  });
  return got;
}

const numbersOf = (downloads: readonly Download[]): number[] => downloads.map(({ number }) => number);

describe('downloads over HTTP', () => {
  it('goes on where it was when the wire is cut in the middle of an event', async () => {
    registry.on(DOWNLOADS, feed(`${numbers(1, 3)}id: 4\nevent: SvDownload\ndata: {"num`, 'cut'), feed(numbers(4, 6)));
    const states: FeedState[] = [];
    const got = downloadsUntil(6, 0, states);
    await timers.fire(1_000);
    expect(numbersOf(await got)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
    expect(registry.of(DOWNLOADS).map(({ url, headers }) => [url, headers['last-event-id']])).toEqual([
      [`${DOWNLOADS}?after=0`, undefined],
      [`${DOWNLOADS}?after=3`, '3'],
    ]);
  });

  it('leaves out repeats and passes on jumps and kinds that it does not know', async () => {
    const text = `${numbers(3, 6)}${numbers(5, 7)}: heartbeat\n\n${download(9)}${download(10, 'BlockDownload')}`;
    registry.on(DOWNLOADS, feed(text));
    const got = await downloadsUntil(10, 4);
    expect(numbersOf(got)).toEqual([5, 6, 7, 9, 10]);
    expect(got.at(-1)).toMatchObject({ type: 'BlockDownload', data: { number: 10 } });
  });

  it('waits 1 s, doubling up to 30 s, and from the start again once something came', async () => {
    // A feed that only says retry and dies has not proven anything.
    registry.on(DOWNLOADS, feed('retry: 1000\n\n', 'cut'));
    const got = downloadsUntil(2);
    for (const ms of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]) await timers.fire(ms);
    await registry.asked(DOWNLOADS, 7);
    registry.on(DOWNLOADS, feed(download(1), 'cut'), drop, feed(download(2)));
    await timers.fire(30_000);
    for (const ms of [1_000, 2_000]) await timers.fire(ms);
    expect(numbersOf(await got)).toEqual([1, 2]);
  });

  it('connects anew after 45 s of silence', async () => {
    registry.on(DOWNLOADS, feed(download(1)), feed(download(2)));
    let first = true;
    const controller = new AbortController();
    const seen: number[] = [];
    const following = carrier.downloads({
      after: 0,
      signal: controller.signal,
      onDownloads: async (batch) => {
        seen.push(...numbersOf(batch));
        if (first) first = false;
        else controller.abort();
        // Time that the handler takes is not silence.
        expect(timers.pending).toEqual([]);
        await Promise.resolve();
      },
    });
    await registry.asked(DOWNLOADS, 1);
    while (seen.length === 0) await new Promise(setImmediate);
    await timers.fire(45_000);
    await timers.fire(1_000);
    await following;
    expect(seen).toEqual([1, 2]);
  });

  it('obeys Retry-After of a registry that is starting', async () => {
    registry.on(DOWNLOADS, problem(503, 'broker_unreachable', {}, { 'retry-after': '20' }), feed(download(1)));
    const got = downloadsUntil(1);
    await timers.fire(20_000);
    expect(numbersOf(await got)).toEqual([1]);
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'not_authorized'],
    [410, 'downloads_expired'],
  ])('ends for good on %i', async (status, code) => {
    registry.on(DOWNLOADS, problem(status, code));
    await expect(downloadsUntil(1)).rejects.toMatchObject({ code, status });
    expect(registry.seen).toHaveLength(1);
  });

  it('is patient with a feed that is not there yet, but not for ever', async () => {
    registry.on(DOWNLOADS, problem(404, 'not_found'));
    const failure = expect(downloadsUntil(1)).rejects.toMatchObject({ code: 'not_found' });
    for (const ms of [1_000, 2_000, 4_000, 8_000, 16_000]) await timers.fire(ms);
    await failure;
  });

  it('ends with what its handler throws', async () => {
    registry.on(DOWNLOADS, feed(download(1)));
    const broken = new Error('disk full');
    const onDownloads = (): void => {
      throw broken;
    };
    await expect(carrier.downloads({ after: 0, onDownloads })).rejects.toBe(broken);
  });

  it('lets go of the registry when it is aborted or the connection closed', async () => {
    registry.on(DOWNLOADS, feed(download(1)));
    await downloadsUntil(1);
    await registry.open(0);
    const following = carrier.downloads({ after: 0, onDownloads: () => undefined });
    await registry.open(1);
    await carrier.close();
    await following;
    await registry.open(0);
  });
});

describe('messages over HTTP', () => {
  it('delivers each message once, by its own id, over a broken line', async () => {
    registry.on(
      MESSAGES,
      feed(message(10, 'a') + message(11, 'b') + message(12, 'a'), 'cut'),
      feed(
        message(12, 'a') +
          message(13, 'b') +
          message(14, 'c', 'SvObjectCreation', { tn: '3035550100', priority: 'high' }),
      ),
    );
    const got = messagesUntil('c');
    await timers.fire(1_000);
    expect(await got).toEqual([
      { id: 'a', place: '10', type: 'RequestDone', priority: null, data: {} },
      { id: 'b', place: '11', type: 'RequestDone', priority: null, data: {} },
      { id: 'c', place: '14', type: 'SvObjectCreation', priority: 'high', data: { tn: '3035550100' } },
    ]);
    expect(registry.of(MESSAGES).map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '12']);
  });

  it('starts behind the place that it is given', async () => {
    registry.on(MESSAGES, feed(message(21, 'z')));
    await messagesUntil('z', '20');
    expect(registry.seen[0]?.url).toBe(`${MESSAGES}?after=20`);
  });
});

describe('waitForReply over HTTP', () => {
  const refused = {
    requestId: '1111-a',
    messageId: 'a',
    kind: 'Activate',
    tn: '3035550100',
    errors: [{ code: 'no_sv', number: 4001 }],
  };

  it('finds the reply among the messages, for all who wait and who come later', async () => {
    registry.on('/v1/requests/1111-a', json(200, { id: '1111-a', messageId: 'a', status: 'pending' }));
    registry.on(MESSAGES, feed(message(1, 'x', 'SvObjectCreation') + message(2, 'y', 'RequestRefused', refused)));
    const expected = { ...refused, status: 'refused', svIds: [] };
    const waits = [carrier.waitForReply('a', { timeoutMs: 5_000 }), carrier.waitForReply('a', { timeoutMs: 6_000 })];
    expect(await Promise.all(waits)).toEqual([expected, expected]);
    expect(await carrier.waitForReply('a', { timeoutMs: 5_000 })).toEqual(expected);
    expect(registry.of(MESSAGES)).toHaveLength(1);
  });

  it('asks for the request itself too: its reply may be older than the feed', async () => {
    registry.on(MESSAGES, feed(''));
    registry.on(
      '/v1/requests/1111-a',
      problem(404, 'not_found'),
      json(200, { id: '1111-a', messageId: 'a', status: 'pending' }),
      json(200, { id: '1111-a', messageId: 'a', status: 'done', kind: 'Activate', svIds: [7] }),
    );
    const reply = carrier.waitForReply('a', { timeoutMs: 60_000 });
    await timers.fire(1_000);
    await timers.fire(2_000);
    expect(await reply).toMatchObject({ requestId: '1111-a', status: 'done', svIds: [7] });
  });

  it.each([
    ['pending', json(200, { id: '1111-a', messageId: 'a', status: 'pending' })],
    ['not_found', problem(404, 'not_found')],
  ])('gives up after its time, and says what became of the request: %s', async (found, answer) => {
    registry.on('/v1/requests/1111-a', answer);
    registry.on(MESSAGES, feed(''));
    const message = `no reply to a within 3333 ms; asked for it: ${found}`;
    const late = expect(carrier.waitForReply('a', { timeoutMs: 3_333 })).rejects.toMatchObject({
      code: 'reply_timeout',
      message,
    });
    await timers.fire(1_000);
    await timers.fire(3_333);
    await late;
  });

  it('gives up at once when the feed cannot be read', async () => {
    registry.on('/v1/requests/1111-a', problem(401, 'unauthorized'));
    registry.on(MESSAGES, problem(401, 'unauthorized'));
    const other = connectHttp({ url: registry.url, token: 'wrong', spid: '1111', timers });
    await expect(other.waitForReply('a', { timeoutMs: 3_333 })).rejects.toMatchObject({ code: 'unauthorized' });
    await other.close();
  });
});

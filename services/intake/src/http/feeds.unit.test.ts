import type { Broker } from '@openlnp/broker';
import { soaMessagesTopic, TOPICS } from '@openlnp/messages';
import type { Identity } from './ports';
import { type CountedBroker, doneMessage, download, testBrokers, topic } from './testing/brokers';
import { A111, as, fakeDeps, IDENTITIES } from './testing/fake-deps';
import { feedsOf } from './testing/feed-of';
import { connectFeed, type SseClient } from './testing/sse-client';
import { testDoors } from './testing/test-door';
import { waitFor } from './testing/wait-for';

const startDoor = testDoors();
const feedOf = feedsOf(startDoor);
const newBroker = testBrokers();

const MESSAGES = '/v1/soa/messages';
const DOWNLOADS = '/v1/lsms/downloads';

async function prepared(records: readonly Parameters<Broker['produce']>[0][number][]): Promise<CountedBroker> {
  const broker = await newBroker();
  await broker.ensureTopics([topic(soaMessagesTopic(A111)), topic(TOPICS.lsmsDownloads)]);
  await broker.produce(records);
  return broker;
}

const ids = (client: SseClient): string[] => client.events.map(({ id }) => id);

describe('GET /v1/soa/messages', () => {
  it('gives one’s own messages from the oldest on, and then live', async () => {
    const broker = await prepared([doneMessage(A111, 'm1'), doneMessage(A111, 'm2')]);
    const feed = await feedOf(MESSAGES, { broker });
    await feed.until(() => feed.events.length === 2);
    expect(feed.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    expect(feed.events[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      event: 'RequestDone',
      data: {
        id: 'id-m1',
        requestId: 'A111-m1',
        messageId: 'm1',
        kind: 'Activate',
        tn: '3035550100',
        svIds: [7],
        occurredAt: '2026-01-05T14:30:00.000Z',
      },
    });
    await broker.produce([doneMessage(A111, 'm3')]);
    await feed.until(() => feed.events.length === 3);
    expect(feed.events[2]?.data.messageId).toBe('m3');
  });

  it('goes on after the id last seen; Last-Event-ID wins over ?after=', async () => {
    const broker = await prepared(['m1', 'm2', 'm3'].map((id) => doneMessage(A111, id)));
    const first = await feedOf(MESSAGES, { broker });
    await first.until(() => first.events.length === 3);
    const [one = '', two = '', three = ''] = ids(first);
    const byQuery = await connectFeed(first.port, `${MESSAGES}?after=${one}`, as('token-a'));
    await byQuery.until(() => byQuery.events.length === 2);
    expect(ids(byQuery)).toEqual([two, three]);
    const byHeader = await connectFeed(first.port, `${MESSAGES}?after=${one}`, {
      ...as('token-a'),
      'last-event-id': two,
    });
    await byHeader.until(() => byHeader.events.length === 1);
    expect(ids(byHeader)).toEqual([three]);
  });

  it('refuses an id that was never given, or is no longer kept', async () => {
    const broker: Broker = { ...fakeDeps().broker, offsets: () => Promise.resolve({ earliest: 10n, end: 20n }) };
    const door = await startDoor(fakeDeps({ broker }));
    const ask = async (after: string) =>
      (await door.ask({ url: `${MESSAGES}?after=${after}`, headers: as('token-a') })).json();
    expect(await ask('20')).toMatchObject({ code: 'invalid_request', field: 'after' });
    expect(await ask('x')).toMatchObject({ code: 'invalid_request', field: 'after' });
    expect(await ask('8')).toMatchObject({ code: 'messages_expired', status: 410, expected: 'at least 9' });
  });

  it('is not there for a SPID without a SOA', async () => {
    const door = await startDoor(fakeDeps({ broker: await prepared([]) }));
    for (const token of ['token-b', 'operator']) {
      expect((await door.ask({ url: MESSAGES, headers: as(token) })).json()).toMatchObject({ code: 'not_found' });
    }
  });

  it('says so where a message cannot be read, and goes on', async () => {
    const broken = { ...doneMessage(A111, 'm1'), value: Uint8Array.of(9, 9) };
    const feed = await feedOf(MESSAGES, { broker: await prepared([broken, doneMessage(A111, 'm2')]) });
    await feed.until(() => feed.events.length === 2);
    expect(feed.events.map(({ event, data }) => [event, data.id])).toEqual([
      ['UnreadableMessage', 'id-m1'],
      ['RequestDone', 'id-m2'],
    ]);
    expect(feed.logged.map(({ text }) => text)).toContain('a message could not be decoded');
  });
});

describe('GET /v1/lsms/downloads', () => {
  it('law 5: gives each download after a number once, in order, whatever the relay repeats', async () => {
    const broker = await prepared([1, 2, 3, 2, 3, 4].map(download));
    const feed = await feedOf(`${DOWNLOADS}?after=1`, { broker });
    await feed.until(() => feed.events.length === 3);
    await broker.produce([3, 4, 5].map(download));
    await feed.until(() => feed.events.length === 4);
    expect(ids(feed)).toEqual(['2', '3', '4', '5']);
    expect(feed.events[0]).toMatchObject({
      event: 'SvDownload',
      data: { number: 2, activatedAt: '2026-01-05T14:30:00.000Z', lrn: null },
    });
  });

  it('begins at number 1 by itself, and waits on an empty log; the operator may read it too', async () => {
    const broker = await prepared([]);
    const feed = await feedOf(DOWNLOADS, { broker }, { headers: as('operator') });
    await broker.produce([download(1)]);
    await feed.until(() => feed.events.length === 1);
    expect(ids(feed)).toEqual(['1']);
  });

  it('ends rather than pass over a number', async () => {
    const broker = await prepared([1, 2].map(download));
    const feed = await feedOf(DOWNLOADS, { broker });
    await feed.until(() => feed.events.length === 2);
    await broker.produce([download(4)]);
    await feed.ended;
    expect(ids(feed)).toEqual(['1', '2']);
    expect(feed.logged.map(({ text }) => text)).toEqual(['a feed failed and was ended']);
  });

  it('refuses a number whose next is gone, and one that never was', async () => {
    const door = await startDoor(fakeDeps({ broker: await prepared([5, 6].map(download)) }));
    const ask = async (after: number) =>
      (await door.ask({ url: `${DOWNLOADS}?after=${after}`, headers: as('token-a') })).json();
    expect(await ask(3)).toMatchObject({ code: 'downloads_expired', status: 410, expected: 'at least 4' });
    expect(await ask(7)).toMatchObject({ code: 'invalid_request', field: 'after' });
  });
});

describe('an open feed', () => {
  it('tells when to come back, and beats', async () => {
    const feed = await feedOf(MESSAGES, { broker: await prepared([]) }, { options: { heartbeatMs: 5, retryMs: 700 } });
    await feed.until(() => feed.comments.length >= 3);
    expect(feed.comments.slice(0, 3)).toEqual(['retry: 700', ': heartbeat', ': heartbeat']);
  });

  it('ends when its token is taken back', async () => {
    const tokens: Record<string, Identity> = { ...IDENTITIES };
    const broker = await prepared([doneMessage(A111, 'm1')]);
    const feed = await feedOf(
      MESSAGES,
      { broker, authenticate: (token) => tokens[token] },
      { options: { heartbeatMs: 5 } },
    );
    await feed.until(() => feed.events.length === 1);
    delete tokens['token-a'];
    await feed.ended;
    await waitFor(() => broker.reading() === 0);
  });

  it('ends when its SPID loses its LSMS', async () => {
    let has = true;
    const feed = await feedOf(
      DOWNLOADS,
      { broker: await prepared([]), hasLsms: () => has },
      { options: { heartbeatMs: 5 } },
    );
    has = false;
    await feed.ended;
  });

  it('stops reading when its reader leaves', async () => {
    const broker = await prepared([doneMessage(A111, 'm1')]);
    const feed = await feedOf(MESSAGES, { broker });
    await feed.until(() => feed.events.length === 1);
    await waitFor(() => broker.reading() === 1);
    feed.leave();
    await waitFor(() => broker.reading() === 0);
  });

  it('ends with the door', async () => {
    const broker = await prepared([doneMessage(A111, 'm1')]);
    const feed = await feedOf(MESSAGES, { broker });
    await feed.until(() => feed.events.length === 1);
    await feed.close();
    await feed.ended;
    expect(broker.reading()).toBe(0);
  });

  it('ends when the broker’s reader fails', async () => {
    let fail: (error: unknown) => void = () => undefined;
    const broker: Broker = {
      ...fakeDeps().broker,
      offsets: () => Promise.resolve({ earliest: 0n, end: 0n }),
      read: ({ onError }) => {
        fail = onError;
        return Promise.resolve({ stop: () => Promise.resolve() });
      },
    };
    const feed = await feedOf(MESSAGES, { broker });
    fail(new Error('offset out of range'));
    await feed.ended;
  });

  it('is one of a limited number for each SPID', async () => {
    const broker = await prepared([]);
    const feed = await feedOf(MESSAGES, { broker }, { options: { feedsPerSpid: 1 } });
    const second = await connectFeed(feed.port, DOWNLOADS, as('token-a'));
    expect([second.status, JSON.parse(await second.text())]).toEqual([
      429,
      expect.objectContaining({ code: 'quota_exceeded' }),
    ]);
    const other = await connectFeed(feed.port, DOWNLOADS, as('operator'));
    expect(other.status).toBe(200);
    feed.leave();
    await waitFor(() => broker.reading() === 1);
    expect((await connectFeed(feed.port, MESSAGES, as('token-a'))).status).toBe(200);
  });
});

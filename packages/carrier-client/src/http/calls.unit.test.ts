import { drop, FakeRegistry, hang, json, problem } from '../testing/fake-registry';
import { ManualTimers } from '../testing/manual-timers';
import { connectHttp, type HttpCarrierConnection } from './connect-http';

const REQUESTS = '/v1/requests';
const ACCEPTED = json(202, { id: '1111-a', messageId: 'a', status: 'pending' });
const ACTIVATE = { kind: 'Activate', tn: '3035550100' };

let registry: FakeRegistry;
let timers: ManualTimers;
let carrier: HttpCarrierConnection;

beforeEach(async () => {
  registry = await FakeRegistry.start();
  timers = new ManualTimers();
  carrier = connectHttp({
    url: registry.url,
    token: 'secret',
    spid: '1111',
    timers,
    random: () => 0,
    newId: () => 'new',
  });
});

afterEach(async () => {
  await carrier.close();
  expect(timers.pending).toEqual([]);
  await registry.stop();
});

const ids = (): unknown[] => registry.of(REQUESTS).map(({ headers }) => headers['idempotency-key']);

describe('send over HTTP', () => {
  it('says for which client a bureau sends it', async () => {
    registry.on(REQUESTS, ACCEPTED);
    await carrier.send(ACTIVATE, { messageId: 'a', actingFor: '3333' });
    await carrier.send(ACTIVATE, { messageId: 'a' });
    expect(registry.seen.map(({ headers }) => headers['acting-for'])).toEqual(['3333', undefined]);
  });

  it('posts the request under its message id with the token', async () => {
    registry.on(REQUESTS, ACCEPTED);
    await expect(carrier.send(ACTIVATE, { messageId: 'a' })).resolves.toEqual({ requestId: '1111-a', messageId: 'a' });
    const [seen] = registry.seen;
    expect(seen).toMatchObject({ method: 'POST', url: REQUESTS, headers: { authorization: 'Bearer secret' } });
    expect(seen?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(seen?.body ?? '')).toEqual(ACTIVATE);
    expect(ids()).toEqual(['a']);
  });

  it('waits as long as Retry-After says after 429, under the same id', async () => {
    registry.on(REQUESTS, problem(429, 'quota_exceeded', {}, { 'retry-after': '7' }), ACCEPTED);
    const sent = carrier.send(ACTIVATE);
    await timers.fire(7_000);
    await expect(sent).resolves.toMatchObject({ messageId: 'new' });
    expect(ids()).toEqual(['new', 'new']);
  });

  it('repeats after 503 and after a broken line, waiting longer each time', async () => {
    registry.on(REQUESTS, problem(503, 'broker_unreachable'), drop, ACCEPTED);
    const sent = carrier.send(ACTIVATE);
    await timers.fire(250);
    await timers.fire(500);
    await sent;
    expect(ids()).toEqual(['new', 'new', 'new']);
  });

  it('does not wait for ever for an answer', async () => {
    registry.on(REQUESTS, hang, ACCEPTED);
    const sent = carrier.send(ACTIVATE);
    await registry.asked(REQUESTS, 1);
    await timers.fire(10_000);
    await timers.fire(250);
    await sent;
    expect(ids()).toHaveLength(2);
  });

  it('gives up at the deadline and says why', async () => {
    registry.on(REQUESTS, problem(503, 'broker_unreachable', {}, { 'retry-after': '40' }));
    const sent = carrier.send(ACTIVATE, { deadlineMs: 60_000 });
    const failure = expect(sent).rejects.toMatchObject({
      code: 'deadline_exceeded',
      cause: { code: 'broker_unreachable', status: 503 },
    });
    await timers.fire(40_000);
    await failure;
    expect(ids()).toHaveLength(2);
  });

  it('does not repeat what the registry will never take', async () => {
    const errors = [{ code: 'invalid_tn', number: 1101, field: 'tn', expected: '10 digits', actual: '1' }];
    registry.on(REQUESTS, problem(400, 'invalid_request', { errors }));
    await expect(carrier.send(ACTIVATE)).rejects.toMatchObject({ code: 'invalid_request', status: 400, errors });
    registry.on(REQUESTS, problem(409, 'message_id_reused'));
    await expect(carrier.send(ACTIVATE)).rejects.toMatchObject({ code: 'message_id_reused' });
    expect(ids()).toHaveLength(2);
  });

  it('ends when its signal is aborted, whether it waits for an answer or between two tries', async () => {
    for (const answer of [hang, problem(503, 'broker_unreachable')]) {
      const before = registry.seen.length;
      registry.on(REQUESTS, answer);
      const controller = new AbortController();
      const sent = carrier.send(ACTIVATE, { signal: controller.signal });
      const failure = expect(sent).rejects.toMatchObject({ code: 'aborted' });
      await registry.asked(REQUESTS, before + 1);
      controller.abort();
      await failure;
    }
  });

  it('refuses what is asked after close', async () => {
    await carrier.close();
    await expect(carrier.send(ACTIVATE)).rejects.toMatchObject({ code: 'closed' });
    expect(registry.seen).toEqual([]);
  });

  it('takes an answer that is no JSON for what it is', async () => {
    registry.on(REQUESTS, (response) => void response.writeHead(200).end('<html>'));
    await expect(carrier.send(ACTIVATE)).rejects.toMatchObject({ code: 'malformed_answer' });
    registry.on(REQUESTS, (response) => void response.writeHead(401).end('<html>'));
    await expect(carrier.send(ACTIVATE)).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
  });
});

describe('other calls over HTTP', () => {
  it('reads the status of a request', async () => {
    registry.on('/v1/requests/1111-a', json(200, { id: '1111-a', messageId: 'a', status: 'done', svIds: [5] }));
    await expect(carrier.request('1111-a')).resolves.toMatchObject({ status: 'done', svIds: [5] });
    await expect(carrier.request('1111-b')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('acknowledges, and says from where when the registry refuses', async () => {
    const path = '/v1/lsms/acknowledgements';
    const acknowledgement = { after: 2, through: 5, refused: [{ number: 4, code: 'full', text: null }] };
    registry.on(
      path,
      json(200, { acknowledgedThrough: 5 }),
      problem(409, 'ack_gap', { expected: '3' }),
      problem(409, 'ack_gap'),
    );
    await expect(carrier.acknowledge(acknowledgement)).resolves.toBe(5);
    expect(JSON.parse(registry.seen[0]?.body ?? '')).toEqual(acknowledgement);
    await expect(carrier.acknowledge(acknowledgement)).rejects.toMatchObject({ code: 'ack_gap', expectedAfter: 3 });
    registry.on('/v1/lsms/position', json(200, { spid: '1111', acknowledgedThrough: 1, head: 9 }));
    await expect(carrier.acknowledge(acknowledgement)).rejects.toMatchObject({ code: 'ack_gap', expectedAfter: 1 });
  });

  it('reads the digest of the registry and its own position', async () => {
    registry.on('/v1/lsms/digest', json(200, { number: 9, digest: 'ab', entries: 4 }));
    registry.on('/v1/lsms/position', json(200, { spid: '1111', acknowledgedThrough: 0, head: 9 }));
    await expect(carrier.lsmsDigest()).resolves.toEqual({ number: 9, digest: 'ab', entries: 4 });
    await expect(carrier.lsmsPosition()).resolves.toEqual({ acknowledgedThrough: 0, head: 9 });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestOutcome } from '@openlnp/cli';
import { START } from '@openlnp/event-store';
import { HEADERS } from '@openlnp/messages';
import { traceIdOf } from '@openlnp/service';
import { eventually } from '../../../tests/support/eventually';
import { type InProcess, startInProcess } from './testing/in-process';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;
const TN = '3035550100';

describe('the trace of a request', () => {
  let folder: string;
  let registry: InProcess;
  const client = (spid: string) => registry.client(spid);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lnp-trace-'));
    registry = await startInProcess(folder);
    await registry.seed();
  }, 60_000);

  afterAll(async () => {
    await registry.stop();
    rmSync(folder, { recursive: true });
  });

  /** Everything on the way of a request: where, and the trace context it carries there. */
  async function way(requestId: string): Promise<[place: string, traceparent: string | undefined][]> {
    const { broker, store } = registry;
    const found: [string, string | undefined][] = [];
    for (const { name, partitions } of await broker.listTopics()) {
      for (let partition = 0; partition < partitions; partition += 1) {
        for (const { headers } of await broker.fetch(name, partition, 0n, 10_000)) {
          if (headers[HEADERS.correlationId] === requestId) found.push([name, headers[HEADERS.traceparent]]);
        }
      }
    }
    for (const { type, metadata } of await store.readAll(START, 10_000)) {
      if (metadata.requestId === requestId) found.push([type, metadata.traceparent ?? undefined]);
    }
    return found;
  }

  async function activated(traceparent: string | undefined): Promise<string> {
    const dueDate = `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
    const parties = { tn: TN, oldSp: 'X101', newSp: 'X202', dueDate };
    const created = { kind: 'NewSpCreate', ...parties, lrn: '7205559990' };
    expect(await requestOutcome(client('X202'), 'new', created)).toMatchObject({ status: 'done' });
    expect(await requestOutcome(client('X101'), 'old', { kind: 'OldSpCreate', ...parties })).toMatchObject({
      status: 'done',
    });
    const headers = { 'idempotency-key': 'act', ...(traceparent === undefined ? {} : { traceparent }) };
    const { id } = await client('X202').call<{ id: string }>(
      'POST',
      '/v1/requests',
      { kind: 'Activate', tn: TN },
      headers,
    );
    return id;
  }

  it('is one from the HTTP request to the message, the download, the event and the log line; each hop has an id of its own', async () => {
    const id = await activated(TRACEPARENT);
    const found = await eventually(async () => {
      const places = await way(id);
      expect(new Set(places.map(([place]) => place))).toEqual(
        new Set([
          'port.requests',
          'port.commands',
          'registry.events',
          'lsms.downloads',
          'soa.messages.X202',
          'SvBroadcastStarted',
          'RequestDone',
        ]),
      );
      return places;
    });
    expect([...new Set(found.map(([, traceparent]) => traceIdOf(traceparent)))]).toEqual([TRACE]);
    expect(new Set([TRACEPARENT, ...found.map(([, traceparent]) => traceparent)]).size).toBe(found.length + 1);
    expect(registry.lines).toContainEqual(
      expect.objectContaining({ requestId: id, tn: TN, traceId: TRACE, text: 'a request is done' }),
    );
    expect(registry.lines.filter(({ fatal }) => fatal !== undefined)).toEqual([]);
    const { values } = await registry.metrics.hopSeconds.get();
    const counts = values.filter(({ metricName }) => metricName?.endsWith('_count') === true);
    expect(counts.map(({ labels }) => labels.hop).sort()).toEqual(['decided', 'downloaded', 'relayed', 'validated']);
  }, 30_000);

  it('begins at the door when nobody sent one, or something that is none', async () => {
    for (const [key, sent] of [
      ['none', {}],
      ['junk', { traceparent: 'junk' }],
    ] as const) {
      const id = `X202-${key}`;
      await client('X202').call(
        'POST',
        '/v1/requests',
        { kind: 'Activate', tn: '3035550199' },
        { 'idempotency-key': key, ...sent },
      );
      const found = await eventually(async () => {
        const places = await way(id);
        expect(places.map(([place]) => place)).toContain('soa.messages.X202');
        return places;
      });
      const traces = [...new Set(found.map(([, traceparent]) => traceIdOf(traceparent)))];
      expect(traces).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
      expect(registry.lines).toContainEqual(
        expect.objectContaining({ requestId: id, traceId: traces[0], text: 'a request was refused' }),
      );
    }
  }, 30_000);
});

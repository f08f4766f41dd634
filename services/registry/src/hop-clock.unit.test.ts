import type { OutgoingRecord } from '@openlnp/broker';
import type { NewEvent, StreamAppend } from '@openlnp/event-store';
import { encodeWire, HEADERS, TOPICS } from '@openlnp/messages';
import { instant } from '@openlnp/numbering';
import { createMetrics } from '@openlnp/service';
import { HopClock } from './hop-clock';

const ACCEPTED_AT = 1_767_600_000_000;
const REQUEST = 'B222-m1';

/** A clock that stands where it is put, in milliseconds after the acceptance. */
function stopwatch() {
  const metrics = createMetrics();
  let now = ACCEPTED_AT;
  const hops = new HopClock(metrics, { now: () => instant(now) });
  return {
    hops,
    at(ms: number) {
      now = ACCEPTED_AT + ms;
      return hops;
    },
    /** Count and sum in seconds, by hop. */
    async measured(): Promise<Record<string, [number, number]>> {
      const { values } = await metrics.hopSeconds.get();
      const found: Record<string, [number, number]> = {};
      for (const { metricName, labels, value } of values) {
        const entry = found[String(labels.hop)] ?? [0, 0];
        found[String(labels.hop)] = entry;
        if (metricName?.endsWith('_count') === true) entry[0] = value;
        if (metricName?.endsWith('_sum') === true) entry[1] = value;
      }
      return found;
    },
  };
}

const record = (
  topic: string,
  headers: Record<string, string>,
  more: Partial<OutgoingRecord> = {},
): OutgoingRecord => ({
  topic,
  partition: 0,
  key: null,
  value: Buffer.alloc(0),
  headers: { [HEADERS.occurredAt]: String(ACCEPTED_AT), ...headers },
  ...more,
});

const byRequest = { [HEADERS.correlationId]: REQUEST };

const accepted = encodeWire('openlnp.command.AcceptedRequest', {
  requestId: REQUEST,
  sender: 'B222',
  actingFor: null,
  messageId: 'm1',
  kind: 'Activate',
  origin: 'http',
  acceptedAt: ACCEPTED_AT,
  contentHash: '00',
  traceparent: null,
  request: Buffer.alloc(0),
});

function append(type: string, data: object): StreamAppend {
  const metadata = {
    occurredAt: ACCEPTED_AT,
    requestId: REQUEST,
    actor: 'B222',
    actingFor: null,
    traceparent: null,
    viewPosition: null,
  };
  const event: NewEvent = { id: '00', type, data, metadata };
  return { stream: `request-${REQUEST}`, expectedRevision: -1, events: [event] };
}

describe('the hop clock', () => {
  it('measures each stage from the acceptance', async () => {
    const { at, measured } = stopwatch();
    at(10).produced([record(TOPICS.portCommands, byRequest, { value: accepted })]);
    at(20).appended([append('RequestDone', { acceptedAt: ACCEPTED_AT })]);
    at(30).produced([record(TOPICS.registryEvents, byRequest, { key: `request-${REQUEST}` })]);
    at(40).produced([record(TOPICS.lsmsDownloads, { ...byRequest, [HEADERS.number]: '7' })]);
    at(500).appended([append('LsmsAcknowledged', { spid: 'A111', after: 5, through: 7, refused: [] })]);
    at(600).appended([append('LsmsAcknowledged', { spid: 'B222', after: 6, through: 7, refused: [] })]);
    expect(await measured()).toEqual({
      validated: [1, 0.01],
      decided: [1, 0.02],
      relayed: [1, 0.03],
      downloaded: [1, 0.04],
      acknowledged: [2, 1.1],
    });
  });

  it('counts a request once, and nothing that is no request', async () => {
    const { at, measured } = stopwatch();
    at(10).produced([
      record(TOPICS.portRequests, byRequest, { value: accepted }),
      record(TOPICS.portCommands, { kind: 'DeadlineTick' }),
      record(TOPICS.registryEvents, byRequest, { key: 'tn-3035550100' }),
      record(TOPICS.registryEvents, {}, { key: 'lsms-A111' }),
    ]);
    at(10).appended([
      append('SvCreated', {}),
      append('LsmsAcknowledged', { spid: 'A111', after: 0, through: 9, refused: [] }),
    ]);
    expect(await measured()).toEqual({});
  });

  it('says that it took no time when the clock was set back', async () => {
    const { at, measured } = stopwatch();
    at(-5_000).appended([append('RequestRefused', { acceptedAt: ACCEPTED_AT })]);
    expect(await measured()).toEqual({ decided: [1, 0] });
  });
});

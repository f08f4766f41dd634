import { type RecordedEvent, START } from '@openlnp/event-store';
import { decodeWire } from '@openlnp/messages';
import { DownloadIndex, downloadsOf } from './download-index';
import { downloadRecord } from './download-record';
import { contentOf, failed, started, versionOf } from './testing/broadcasts';

const TN = 3035550001;

const recorded = (event: { type: string; data: object }, position = 1): RecordedEvent => ({
  ...event,
  id: `event-${position}`,
  stream: `tn-${TN}`,
  revision: position,
  position: START + BigInt(position),
  recordedAt: 0,
  metadata: { occurredAt: 0, requestId: null, actor: '', actingFor: null, traceparent: null, viewPosition: null },
});

const broadcast = (changes: object, action: 'activate' | 'delete' = 'activate') => {
  const { type, data } = started(TN);
  return recorded({ type, data: { ...data, ...changes, download: contentOf(TN, action) } });
};
const notDisconnected = recorded({
  type: 'SvDisconnectFailed',
  data: { ...failed(TN).data, broadcast: 3, download: contentOf(TN) },
});

describe('the downloads of an event', () => {
  it.each([
    ['an activation', broadcast({}), 'new'],
    ['an activation sent again (RR5-38.4)', broadcast({ broadcast: 2, resend: true }), 'new'],
    ['a modification (RR5-41.2)', broadcast({ broadcast: 2, purpose: 'modify' }), 'modified'],
    ['a disconnect', broadcast({ broadcast: 2, purpose: 'disconnect' }, 'delete'), 'delete'],
    ['a port to original (RR5-21)', broadcast({ purpose: 'port_to_original' }, 'delete'), 'delete'],
    ['a disconnect sent again for a number that was ported on', broadcast({ purpose: 'disconnect' }), 'modified'],
    ['an activation taken back', recorded(failed(TN)), 'delete'],
    ['a disconnect taken back', notDisconnected, 'modified'],
  ])('say why: %s', (_what, event, reason) => {
    expect(downloadsOf(event)).toMatchObject([{ reason, range: { first: TN, last: TN } }]);
  });

  it('are none for what sends nothing', () => {
    expect(downloadsOf(recorded({ type: 'SvModified', data: { ...versionOf(TN), failedSps: [] } }))).toEqual([]);
  });

  it('carry the optional data of the route, and none where the route has none', () => {
    const voiceUri = 'sip:1@example.org';
    const content = contentOf(TN);
    const withData = { ...content, route: { ...content.route, optionalData: { voiceUri } } };
    const said = (download: object) => {
      const event = recorded({ type: 'SvBroadcastStarted', data: { ...started(TN).data, download } });
      const [unnumbered] = downloadsOf(event);
      if (unnumbered === undefined) throw new Error('no download');
      return decodeWire(downloadRecord(event, unnumbered, 1).value).data;
    };
    expect(said(withData)).toMatchObject({ optionalData: { voiceUri, smsUri: null } });
    expect(said(content)).toMatchObject({ optionalData: null });
  });
});

describe('whose answers count', () => {
  const subjectOf = async (event: RecordedEvent) => {
    const index = new DownloadIndex({ readAll: async () => [event] });
    index.apply(event);
    return index.subject(1);
  };

  it('those of the LSMSs that a broadcast waits for', async () => {
    const first = await subjectOf(broadcast({ targets: ['A111', 'B222'] }));
    expect(first).toMatchObject({ svId: 1, broadcast: 1, targets: new Set(['A111', 'B222']), resend: false });
  });

  it('RR5-38.2 RR5-38.7 of a resend, those named, and those of others that take it', async () => {
    const again = await subjectOf(broadcast({ broadcast: 2, resend: true, targets: ['B222'] }));
    expect(again).toMatchObject({ broadcast: 2, targets: new Set(['B222']), resend: true });
  });

  it('nobody’s where something that failed everywhere is put back (R5-67.3)', async () => {
    for (const event of [recorded(failed(TN)), notDisconnected]) {
      expect(await subjectOf(event)).toMatchObject({ targets: new Set(), resend: false });
    }
  });
});

import { type RecordedEvent, START } from '@openlnp/event-store';
import { messagesFor } from './messages-for';

const AT = Date.UTC(2026, 0, 5, 14, 30);

const event = (type: string, data: object): RecordedEvent => ({
  id: 'ab'.repeat(16),
  type,
  data,
  metadata: { occurredAt: AT, requestId: null, actor: 'NPAC', actingFor: null, traceparent: null, viewPosition: null },
  stream: 'tn-3035550001',
  revision: 0,
  position: START,
  recordedAt: 0,
});

/** Anna gives the number to Berta. */
const version = { svId: 7, tn: 3035550001, newSp: 'B222', oldSp: 'A111' };
const told = { svId: 7, tn: '3035550001', newSp: 'B222', oldSp: 'A111', occurredAt: AT };
const route = { lrn: 3039870000, classPointCode: null, svType: 'wireline' };
const failedSps = [{ spid: 'C333', reason: 'no_response' }];

const request = {
  requestId: 'A111-m1',
  sender: 'A111',
  actingFor: null,
  messageId: 'm1',
  kind: 'Activate',
  contentHash: '',
  acceptedAt: AT,
  tn: '3035550001',
};
const reply = { requestId: 'A111-m1', messageId: 'm1', kind: 'Activate', tn: '3035550001', occurredAt: AT };
const errors = [{ code: 'wrong_status', number: 4016 }];

type Case = [type: string, data: object, recipients: string[], message: string, content: object];

const CASES: Case[] = [
  ['RequestDone', { ...request, svIds: [7] }, ['A111'], 'RequestDone', { ...reply, svIds: [7] }],
  ['RequestRefused', { ...request, errors }, ['A111'], 'RequestRefused', { ...reply, errors }],
  [
    'SvCreated',
    { ...version, lnpType: 'lspp', createdBy: 'new', dueDate: AT, route },
    ['B222', 'A111'],
    'SvObjectCreation',
    { ...told, createdBy: 'new', dueDate: AT, lrn: '3039870000' },
  ],
  [
    'SvCreated',
    { ...version, lnpType: 'lspp', createdBy: 'old', dueDate: AT, route: null },
    ['B222', 'A111'],
    'SvObjectCreation',
    { ...told, createdBy: 'old', dueDate: AT, lrn: null },
  ],
  [
    'SvSecondCreateReceived',
    { ...version, by: 'new', dueDate: AT, route },
    ['B222', 'A111'],
    'SvAttributeValueChange',
    { ...told, changedBy: 'new', dueDate: AT, lrn: '3039870000' },
  ],
  [
    'SvActivated',
    version,
    ['B222', 'A111'],
    'SvStatusAttributeValueChange',
    { ...told, status: 'active', failedSps: [] },
  ],
  [
    'SvPartiallyFailed',
    { ...version, failedSps },
    ['B222', 'A111'],
    'SvStatusAttributeValueChange',
    { ...told, status: 'partial_failure', failedSps },
  ],
  [
    'SvFailedSpsCleared',
    { ...version, cleared: ['D444'], remaining: failedSps },
    ['B222', 'A111'],
    'SvStatusAttributeValueChange',
    { ...told, status: 'partial_failure', failedSps },
  ],
  [
    'SvFailed',
    { ...version, failedSps, broadcast: 2, targets: ['C333'], download: {} },
    ['B222', 'A111'],
    'SvStatusAttributeValueChange',
    { ...told, status: 'failed', failedSps },
  ],
  [
    'SvSuperseded',
    { ...version, bySvId: 8 },
    ['B222'],
    'SvStatusAttributeValueChange',
    { ...told, status: 'old', failedSps: [] },
  ],
  [
    'LsmsAcknowledgementRefused',
    { spid: 'C333', after: 5, through: 7, code: 'ack_gap', expectedAfter: 3 },
    ['C333'],
    'AcknowledgementRefused',
    { after: 5, through: 7, code: 'ack_gap', expectedAfter: 3, occurredAt: AT },
  ],
];

/** Events that nobody outside is told of by a message of their own. */
const SILENT: [type: string, data: object][] = [
  ['SvFailedSpsCleared', { ...version, cleared: ['C333'], remaining: [] }],
  ['SvBroadcastStarted', { ...version, broadcast: 1, targets: [], download: {} }],
  ['SvAnswersRecorded', { ...version, broadcast: 1, answers: [] }],
  ['SvIdsReserved', { first: 1, last: 2 }],
  ['LsmsAcknowledged', { spid: 'C333', after: 5, through: 7, refused: [] }],
  ['ServiceProviderCreated', { spid: 'C333' }],
  ['NpaNxxCreated', { spid: 'C333' }],
  ['LrnCreated', { spid: 'C333' }],
  ['TokenIssued', { spid: 'C333', tokenHash: 'secret' }],
  ['TokenRevoked', { spid: 'C333' }],
];

describe('who is told what', () => {
  it.each(CASES)('%s %j: %j get %s', (type, data, recipients, message, content) => {
    expect(messagesFor(event(type, data))).toEqual(
      recipients.map((recipient) => ({ recipient, type: message, data: content })),
    );
  });

  it.each(SILENT)('%s %j: nobody', (type, data) => {
    expect(messagesFor(event(type, data))).toEqual([]);
  });

  it('a party that is both sides is told once', () => {
    const both = { ...version, oldSp: 'B222' };
    expect(messagesFor(event('SvActivated', both)).map(({ recipient }) => recipient)).toEqual(['B222']);
  });

  it('the operator gets the reply to what it asked for itself', () => {
    const data = { ...request, sender: 'NPAC', svIds: [] };
    expect(messagesFor(event('RequestDone', data)).map(({ recipient }) => recipient)).toEqual(['NPAC']);
  });
});

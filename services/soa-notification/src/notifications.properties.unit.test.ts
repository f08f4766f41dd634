import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '@openlnp/event-store';
import {
  decodeWire,
  encodeWire,
  eventId,
  HEADERS,
  messageIdOf,
  soaMessagesTopic,
  subjectOfEvent,
} from '@openlnp/messages';
import { NOTIFICATIONS } from '@openlnp/network';
import { formatTnRange, NPAC, type Spid, type Tn } from '@openlnp/numbering';
import { type DecidedEvent, decisionInstant, type Step, type Sv, versionById } from '@openlnp/porting';
import fc from 'fast-check';
import { type CheckedStep, type History, histories, run } from '../../../packages/porting/src/testing/history';
import { GAINER, HOLDER, THIRD, TN } from '../../../packages/porting/src/testing/world';
import type { Addressed } from './addressed';
import { asWanted } from './as-wanted';
import { outgoingRecord } from './outgoing-record';
import type { NotificationProfile } from './profiles';
import { toldBy } from './told-by';

const RUNS = 150;
/** A history that fails is made shorter for some minutes, not for an hour. */
const PATIENCE = { interruptAfterTimeLimit: 180_000, markInterruptAsFailure: true };
const NUMBERS = 3;

const profiles = fc.record<NotificationProfile>({
  wsmscSupported: fc.boolean(),
  soaOptionalFields: fc.constantFrom(null, [], ['voiceUri']),
  tnRangeNotifications: fc.boolean(),
  noNewSpConcurrenceNotifications: fc.boolean(),
  cancelToConflictCause: fc.boolean(),
  notificationPriorities: fc.array(
    fc.record({ notification: fc.constantFrom(...NOTIFICATIONS), priority: fc.constantFrom('high', 'low', 'none') }),
    { maxLength: 2 },
  ),
});

type Told = Pick<RecordedEvent, 'type' | 'data'> & { readonly at: number; readonly stream: string; jobId?: string };

/** The log of a history, with the answers to requests, and each decision once more as one for a range of numbers. */
function logOf(history: History): RecordedEvent[] {
  const told: Told[] = [];
  const stream = `tn-${TN}`;
  run(history, ({ command, decision, before }) => {
    const now = decisionInstant(command, before);
    const events = decision.outcome === 'done' ? decision.events : [];
    for (const { type, data, at = now } of events) told.push({ type, data, at, stream });
    const jobId = `job-${told.length}`;
    if (events.length > 0) {
      told.push({ type: 'RangeDecided', data: rangeOf(events, now, jobId), at: now, stream: jobId });
      for (const { type, data, at = now } of events) told.push({ type, data, at, stream, jobId });
    }
    if ('sender' in command) told.push({ ...replyTo(command, decision), at: now, stream: `request-${told.length}` });
  });
  return told.map(({ stream: name, type, data, at, jobId = null }, index) => ({
    ...{
      id: eventId('test', name, index),
      stream: name,
      type,
      data,
      revision: index,
      position: BigInt(index),
      recordedAt: at,
    },
    metadata: {
      ...{ occurredAt: at, requestId: null, actor: 'system', actingFor: null, traceparent: null, viewPosition: null },
      jobId,
    },
  }));
}

const rangeOf = (events: readonly DecidedEvent[], now: number, jobId: string) => {
  const run = { firstTn: TN, lastTn: (TN + NUMBERS - 1) as Tn };
  const encoded = events.map(({ type, data, at = now }) => ({ at, event: encodeWire(subjectOfEvent(type), data) }));
  return { jobId, kind: 'NewSpCreate', ...run, runs: [{ ...run, events: encoded }] };
};

function replyTo(command: CheckedStep['command'] & { sender: Spid }, decision: CheckedStep['decision']) {
  const { sender, type: kind } = command;
  const common = { requestId: 'r', messageId: 'm', kind, tn: String(TN), sender };
  return decision.outcome === 'done'
    ? { type: 'RequestDone', data: { ...common, svIds: decision.svIds } }
    : { type: 'RequestRefused', data: { ...common, errors: decision.errors } };
}

/** Recipient, type and, of a change of status, the status. */
const textOf = ({ recipient, type, data }: Addressed): string =>
  [recipient, type, ...('status' in data ? [data.status] : [])].join(' ');

const STATUS = 'SvStatusAttributeValueChange';
/** Rows of the table of which both parties are told the status, and those of which only the one who has the number is. */
const TO_BOTH = [
  'T03',
  'T06',
  'T10',
  'T11',
  'T12',
  'T13',
  'T14',
  'T15',
  'T16',
  'T18',
  'T19',
  'T20',
  'T21',
  'T22',
  'T23',
];
const OUTCOMES = ['T25', 'T26', 'T27', 'T30', 'T31'];
const TO_NEW_SP = ['T33', 'T35', 'T37', 'T39', 'T40', 'T41'];

/** What a step owes to whom, from the table alone. */
function dueFor({ from, to, transition: row }: Step, before: Sv | undefined, sv: Sv): string[] {
  const { newSp, oldSp } = sv;
  const both = (type: string) => [...new Set([newSp, oldSp])].map((recipient) => `${recipient} ${type}`);
  const failed = 'failedSps' in sv && sv.failedSps.length > 0 ? [`${NPAC} ${STATUS} ${to}`] : [];
  // Whoever was silent may have created with the command that came behind its deadline.
  const silent = (before ?? sv).newSide === null ? newSp : oldSp;
  if (row === null) return [];
  if (row === 'T01' || row === 'T02' || row === 'T04') return both('SvObjectCreation pending');
  if (row === 'T03') return [...both(`SvObjectCreation ${to}`), ...both(`${STATUS} ${to}`)];
  if (row === 'T05') return both('SvAttributeValueChange');
  if (row === 'T06') return [...both('SvAttributeValueChange'), ...both(`${STATUS} ${to}`)];
  if (row === 'T07' && from === 'pending')
    return [`${silent} ${silent === newSp ? 'NewSpCreateRequest' : 'OldSpConcurrenceRequest'}`];
  if (row === 'T08' && from === 'pending') return [`${oldSp} OldSpFinalConcurrenceWindowExpiration`];
  if (row === 'T09' && from === 'pending') return both('NewSpFinalCreateWindowExpiration');
  if (TO_BOTH.includes(row)) return both(`${STATUS} ${to}`);
  if (row === 'T17')
    return [
      `${before?.status === 'cancel_pending' && before.cancellation.by === 'new' ? oldSp : newSp} CancellationAcknowledgeRequest`,
    ];
  if (OUTCOMES.includes(row)) return [...both(`${STATUS} ${to}`), ...failed];
  if (TO_NEW_SP.includes(row))
    return [`${newSp} ${STATUS} ${to}`, ...(row === 'T35' || row === 'T37' || row === 'T41' ? [] : failed)];
  if (row === 'T32') return [`${newSp} SvDataChange`];
  // The donor is the holder of the code (RR5-25.1, RR5-25.2).
  if (row === 'T34' || row === 'T36') return [`${HOLDER} CustomerDisconnectDate`];
  if (row === 'T38')
    return [`${newSp} SvDataChange`, ...(to === 'sending' ? [`${HOLDER} CustomerDisconnectDate`] : [])];
  return [];
}

/** What is told of events that change no status. */
function dueForData({ type, data }: DecidedEvent, { usedBefore }: History, lsmss: readonly string[]): string[] {
  if (type === 'SvCreated') {
    return usedBefore ? [] : [...new Set([HOLDER, GAINER, THIRD, ...lsmss])].map((spid) => `${spid} NewNpaNxx`);
  }
  if (type === 'SvPendingModified') return [...new Set([data.newSp, data.oldSp])].map((spid) => `${spid} SvDataChange`);
  if (type !== 'SvFailedSpsCleared') return [];
  if (data.status !== 'partial_failure') return [`${data.newSp} ${STATUS} ${data.status}`];
  return data.remaining.length === 0 ? [] : [data.newSp, data.oldSp].map((spid) => `${spid} ${STATUS} ${data.status}`);
}

describe('notifications of whatever happens to a number', () => {
  it('each has one causing event: an id for each of event, recipient, type and place, and no other way to one', () => {
    fc.assert(
      fc.property(histories, fc.tuple(profiles, profiles), (history, [one, other]) => {
        const ids = new Map<unknown, string>();
        for (const event of logOf(history)) {
          const make = () =>
            toldBy(event).flatMap((message, place) =>
              asWanted(message, place, message.recipient === HOLDER ? one : other).map((outgoing) => ({
                ...{ outgoing, place, message, record: outgoingRecord(event, outgoing) },
              })),
            );
          const made = make();
          // Whenever it is made again it is the same, byte for byte.
          if (!isDeepStrictEqual(make(), made)) expect(make()).toEqual(made);
          for (const { outgoing, place, message, record } of made) {
            const { recipient, type } = message;
            const id = record.headers?.[HEADERS.messageId];
            const cause = [event.id, recipient, outgoing.name].join(' ');
            if (!outgoing.name.startsWith(`${type}/${place}`)) expect(outgoing.name).toBe(`${type}/${place}`);
            if (id !== messageIdOf(event.id, recipient, outgoing.name)) expect(id).toBe(cause);
            if (ids.has(id)) expect(cause).toBe(`another one than ${ids.get(id)}`);
            ids.set(id, cause);
            if (record.topic !== soaMessagesTopic(recipient)) expect(record.topic).toBe(recipient);
            if (decodeWire(record.value).type !== type) expect(decodeWire(record.value).type).toBe(type);
          }
        }
      }),
      { numRuns: RUNS, ...PATIENCE },
    );
  });

  it('every step of a version tells its parties what is due to them, and nobody anything else', () => {
    const rows = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        run(history, ({ decision, taken, before, after, known }) => {
          if (decision.outcome === 'refused' || decision.events.length === 0) return;
          const messages = decision.events.flatMap((event) => toldBy(alone(event))).map(textOf);
          const due = taken.flatMap(({ step }) => {
            if (step.transition !== null) rows.add(step.transition);
            const sv = versionById(after, step.svId);
            return sv === undefined ? ['a version'] : dueFor(step, versionById(before, step.svId), sv);
          });
          due.push(...decision.events.flatMap((event) => dueForData(event, history, known.lsmsTargets())));
          if (!isDeepStrictEqual(messages.sort(), due.sort()))
            expect({ taken, messages }).toEqual({ taken, messages: due });
        });
      }),
      { numRuns: 2 * RUNS, ...PATIENCE },
    );
    expect(rows.size).toBeGreaterThan(35);
  });

  it('N333 of a range they are those of its first number, about all of them, and of its numbers no more', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const log = logOf(history);
        const range = formatTnRange({ first: TN, last: (TN + NUMBERS - 1) as Tn });
        const about = ({ data, ...rest }: Addressed) => ({
          ...rest,
          data: 'tn' in data ? { ...data, tn: range } : data,
        });
        for (const decided of log.filter(({ type }) => type === 'RangeDecided')) {
          const own = log.filter(({ metadata }) => metadata.jobId === decided.stream);
          expect(own.length).toBeGreaterThan(0);
          expect(own.flatMap(toldBy)).toEqual([]);
          const single = own
            .map((event) => ({ ...event, metadata: { ...event.metadata, jobId: null } }))
            .flatMap(toldBy);
          if (!isDeepStrictEqual(toldBy(decided), single.map(about)))
            expect(toldBy(decided)).toEqual(single.map(about));
        }
      }),
      { numRuns: RUNS / 3, ...PATIENCE },
    );
  });
});

const alone = ({ type, data, at = 0 as DecidedEvent['at'] }: DecidedEvent): RecordedEvent => ({
  ...{ id: '00', stream: `tn-${TN}`, type, data, revision: 0, position: 0n, recordedAt: 0 },
  metadata: {
    ...{
      occurredAt: at ?? 0,
      requestId: null,
      actor: 'system',
      actingFor: null,
      traceparent: null,
      viewPosition: null,
    },
  },
});

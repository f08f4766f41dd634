import type { OutgoingRecord } from '@openlnp/broker';
import type { RecordedEvent } from '@openlnp/event-store';
import { eventCodec, HEADERS, type RecordAnswers, TOPICS } from '@openlnp/messages';
import {
  ANNA,
  append,
  BERTA,
  logOf,
  messagesOf,
  readToEnd,
  recordsOf,
  type TestDeps,
  TODAY,
} from '../../../../packages/service/src/testing';

export const relayed = (event: RecordedEvent): OutgoingRecord => ({
  topic: TOPICS.registryEvents,
  partition: 0,
  key: null,
  value: eventCodec.encode(event),
  headers: { [HEADERS.position]: String(event.position) },
});

/** Does the relay's work for what the store holds behind `from`. */
export const relay = async (deps: TestDeps, from = 0): Promise<void> =>
  deps.broker.produce((await logOf(deps.store)).slice(from).map(relayed));

export const versionOf = (tn: number) => ({ svId: tn - 3035550000, tn, newSp: BERTA, oldSp: ANNA });

export const contentOf = (tn: number, action: 'activate' | 'delete' = 'activate') => ({
  action,
  svId: tn - 3035550000,
  tn,
  spid: BERTA,
  lnpType: 'lspp',
  route:
    action === 'delete'
      ? null
      : {
          lrn: 3039870000,
          classPointCode: null,
          lidbPointCode: null,
          isvmPointCode: null,
          cnamPointCode: null,
          wsmscPointCode: null,
          endUserLocationValue: null,
          endUserLocationType: null,
          billingId: null,
          svType: null,
          optionalData: null,
        },
  activatedAt: TODAY,
});

export const started = (tn: number, targets: readonly string[] = [ANNA, BERTA]) => ({
  type: 'SvBroadcastStarted',
  data: {
    ...versionOf(tn),
    broadcast: 1,
    purpose: 'activate',
    targets,
    respondBy: TODAY,
    supersedes: null,
    resend: false,
    download: contentOf(tn),
  },
});

export const failed = (tn: number) => ({
  type: 'SvFailed',
  data: {
    ...versionOf(tn),
    failedSps: [{ spid: ANNA, reason: 'no_response' }],
    broadcast: 2,
    targets: [ANNA, BERTA],
    download: contentOf(tn, 'delete'),
  },
});

export const broadcastAll = async (deps: TestDeps, tns: readonly number[]): Promise<void> => {
  for (const tn of tns) await append(deps.store, `tn-${tn}`, started(tn));
};

export const downloads = (deps: TestDeps) => recordsOf(deps.broker, TOPICS.lsmsDownloads);
export const numbersOf = async (deps: TestDeps) =>
  (await downloads(deps)).map(({ headers }) => headers[HEADERS.number]);
export const bytesOf = async (deps: TestDeps) =>
  (await downloads(deps)).map(({ key, value, headers }) => [key, Buffer.from(value).toString('hex'), headers]);

export const answersOf = async (deps: TestDeps): Promise<RecordAnswers[]> =>
  (await messagesOf(deps.broker, TOPICS.portCommands)).map(({ data }) => data as RecordAnswers);

export const read = (deps: TestDeps) => readToEnd(deps.broker, 'lsms-broadcast', TOPICS.registryEvents);

export const TNS = [3035550001, 3035550002, 3035550003];

import type { OutgoingRecord } from '@openlnp/broker';
import { type AcceptedRequest, carrierTopics, encodeWire, soaRequestsTopic, TOPICS } from '@openlnp/messages';
import type { Tn } from '@openlnp/numbering';
import { requestStream, type ServiceDeps } from '@openlnp/service';
import {
  ANNA,
  BERTA,
  CARLA,
  messagesOf,
  readToEnd,
  recordsOf,
  type TestDeps,
} from '../../../../packages/service/src/testing';
import type { Quota } from '../http/quota';
import { KafkaDoor } from '../kafka-door';
import { PendingRequests } from '../pending';
import type { KnownFromLog } from '../resolve';

/** The number of Anna's that requests are about. */
export const TN = '3035550001';
export const unlimited: Quota = () => undefined;

export const record = (
  spid: typeof ANNA,
  messageId: string | undefined,
  kind = 'Activate',
  data: object = { tn: TN, svId: null },
  actingFor?: string,
): OutgoingRecord => ({
  topic: soaRequestsTopic(spid),
  partition: 0,
  key: null,
  value: encodeWire(`openlnp.request.${kind}`, data),
  headers: {
    ...(messageId === undefined ? {} : { 'message-id': messageId }),
    ...(actingFor === undefined ? {} : { 'acting-for': actingFor }),
  },
});

/** Berta is Anna's service bureau; version 1001 is of one number. */
export const KNOWN: KnownFromLog = {
  mayActFor: async (primary, spid) => primary === BERTA && spid === ANNA,
  tnOfVersion: async (svId) => (svId === 1001 ? (Number(TN) as Tn) : undefined),
};

interface Opening {
  readonly quota?: Quota;
  readonly changes?: Partial<ServiceDeps>;
  readonly known?: Partial<KnownFromLog>;
}

export async function open(deps: TestDeps, { quota = unlimited, changes = {}, known = {} }: Opening = {}) {
  await deps.broker.ensureTopics(
    [ANNA, BERTA, CARLA].flatMap((spid) => carrierTopics(spid, { soa: true, lsms: false })),
  );
  const door = new KafkaDoor({ ...deps, ...changes }, new PendingRequests(), quota, { ...KNOWN, ...known });
  await deps.running(door.follow([ANNA, BERTA]).then(() => ({ name: 'door', stop: () => door.stop() })));
  return door;
}

export const send = async (deps: TestDeps, ...records: readonly OutgoingRecord[]): Promise<void> => {
  await deps.broker.produce(records);
  for (const topic of new Set(records.map((one) => one.topic))) await readToEnd(deps.broker, 'intake', topic);
};

export const inTopic = async (deps: TestDeps) =>
  (await messagesOf(deps.broker, TOPICS.portRequests)).map(({ data }) => data as AcceptedRequest);

export const deadReasons = async (deps: TestDeps) =>
  (await recordsOf(deps.broker, TOPICS.deadLetters)).map(({ headers }) => headers['dead-letter-reason']);

export const outcomes = async (deps: TestDeps, requestId: string) =>
  (await deps.store.readStream(requestStream(requestId))).map(({ type, data }) => [
    type,
    (data as { errors: { code: string }[] }).errors.map(({ code }) => code),
  ]);

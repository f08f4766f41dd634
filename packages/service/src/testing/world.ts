import type { OutgoingRecord } from '@openlnp/broker';
import { type EventStore, type NewEvent, NO_STREAM } from '@openlnp/event-store';
import {
  type AcceptedRequest,
  decodeWire,
  encodeWire,
  eventId,
  requestHash,
  requestIdOf,
  TOPICS,
} from '@openlnp/messages';
import type { NetworkEvent } from '@openlnp/network';
import { type Lrn, NPAC, type NpaNxx, type Spid } from '@openlnp/numbering';
import { commandRecord, placeOf } from '../commands';

/** 5 January 2026, 14:30 UTC. */
export const NOW = Date.UTC(2026, 0, 5, 14, 30);
/** The day that ports are due: today. */
export const TODAY = Date.UTC(2026, 0, 5);

/** Holds the code 303-555 and has an LSMS. */
export const ANNA = 'A111' as Spid;
/** Takes numbers over with the LRN 303-987-0000; has an LSMS. */
export const BERTA = 'B222' as Spid;
/** A third party without an LSMS; SOA and all over HTTP. */
export const CARLA = 'C333' as Spid;
export const CODE = 303555 as NpaNxx;
export const BERTAS_LRN = '3039870000';

export const metadata = (requestId: string | null = null): NewEvent['metadata'] => ({
  occurredAt: NOW,
  requestId,
  actor: NPAC,
  actingFor: null,
  traceparent: null,
  viewPosition: null,
});

/** An event whose id comes from its stream and revision. */
export const newEvent = (
  stream: string,
  revision: number,
  { type, data }: { type: string; data: object },
): NewEvent => ({
  id: eventId('test', stream, revision),
  type,
  data,
  metadata: metadata(),
});

/** Appends behind whatever the stream holds. */
export async function append(
  store: EventStore,
  stream: string,
  ...events: readonly { type: string; data: object }[]
): Promise<void> {
  const [last] = await store.readStream(stream, { direction: 'backward', limit: 1 });
  const expectedRevision = last?.revision ?? NO_STREAM;
  const recorded = events.map((event, index) => newEvent(stream, expectedRevision + 1 + index, event));
  await store.append({ stream, expectedRevision, events: recorded });
}

/** What a profile says of notifications and the pseudo-LRN unless it says otherwise. */
export const USUAL_INDICATORS = {
  pseudoLrnSoa: false,
  pseudoLrnLsms: false,
  tnRangeNotifications: true,
  noNewSpConcurrenceNotifications: true,
  cancelToConflictCause: true,
  notificationPriorities: [],
  soaOptionalFields: null,
  lsmsOptionalFields: null,
} as const;

type Connection = 'http' | 'kafka' | null;

export async function join(store: EventStore, spid: Spid, soa: Connection, lsms: Connection): Promise<void> {
  const event: NetworkEvent = {
    type: 'ServiceProviderCreated',
    data: {
      spid,
      name: spid,
      spType: 'wireline',
      soa,
      lsms,
      portInTimer: null,
      portOutTimer: null,
      businessDays: null,
      mediumTimers: false,
      wsmscSupported: true,
      ...USUAL_INDICATORS,
      associatedWith: null,
    },
  };
  await append(store, `sp-${spid}`, event);
}

export const openCode = (store: EventStore, npaNxx: NpaNxx = CODE, spid: Spid = ANNA): Promise<void> =>
  append(store, `code-${npaNxx}`, { type: 'NpaNxxCreated', data: { npaNxx, spid, effectiveAt: TODAY } });

export const registerLrn = (store: EventStore, lrn: string = BERTAS_LRN, spid: Spid = BERTA): Promise<void> =>
  append(store, `lrn-${lrn}`, { type: 'LrnCreated', data: { lrn: Number(lrn) as Lrn, spid } });

export interface SmallWorld {
  /** How the LSMSs of Anna and Berta connect. */
  readonly lsms?: Connection;
}

/** Three carriers, one code, one LRN: what a port needs. */
export async function smallWorld(store: EventStore, { lsms = 'http' }: SmallWorld = {}): Promise<void> {
  await join(store, ANNA, 'http', lsms);
  await join(store, BERTA, 'http', lsms);
  await join(store, CARLA, 'http', null);
  await openCode(store);
  await registerLrn(store);
}

const NO_ROUTE_DATA = {
  classPointCode: null,
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: null,
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: null,
};

const parties = (tn: string) => ({ tn, oldSp: ANNA, newSp: BERTA, dueDate: TODAY });

/** Requests of a port from Anna to Berta. */
export const newSpCreate = (tn: string) => ({ ...parties(tn), lrn: BERTAS_LRN, ...NO_ROUTE_DATA });
export const oldSpCreate = (tn: string) => parties(tn);

/** A request past the door. */
export function accepted(sender: Spid, messageId: string, kind: string, data: object): AcceptedRequest {
  const request = encodeWire(`openlnp.request.${kind}`, data);
  return {
    requestId: requestIdOf(sender, messageId),
    sender,
    actingFor: null,
    user: null,
    messageId,
    kind,
    origin: 'http',
    acceptedAt: NOW,
    contentHash: requestHash({ request, actingFor: null }),
    traceparent: null,
    request,
  };
}

/** The three requests that port a number, in order. */
export const portOf = (tn: string): AcceptedRequest[] => [
  accepted(BERTA, `n-${tn}`, 'NewSpCreate', newSpCreate(tn)),
  accepted(ANNA, `o-${tn}`, 'OldSpCreate', oldSpCreate(tn)),
  accepted(BERTA, `a-${tn}`, 'Activate', { tn }),
];

/** The record of a request in a topic of the flow. */
export function requestRecord(request: AcceptedRequest, topic: string = TOPICS.portCommands): OutgoingRecord {
  const { requestId, kind } = request;
  const place = placeOf(decodeWire(request.request).data as object);
  return commandRecord('AcceptedRequest', request, { topic, ...place, kind, id: requestId, requestId });
}

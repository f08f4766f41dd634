import type { IncomingRecord, OutgoingRecord } from '@openlnp/broker';
import { isWrongExpectedRevision, START } from '@openlnp/event-store';
import { type AcceptedRequest, decodeAs, decodeWire, TOPICS } from '@openlnp/messages';
import { formatTnRange, instant, parseTnRange, type TnRange, tnCount } from '@openlnp/numbering';
import { networkRules, type RequestError } from '@openlnp/porting';
import {
  consumeRecords,
  countOutcomes,
  followLog,
  isNetworkKind,
  LiveNetworkView,
  partyOf,
  portingCommandOf,
  type RunningService,
  refusedAppend,
  requestStream,
  type ServiceDeps,
} from '@openlnp/service';
import { freshView } from './fresh-view';

/**
 * Refuses early what the network's data forbid, and passes the rest on to its owner.
 *
 * Delivery: at least once; a repeat finds its outcome or is passed on again, and the owner drops it. Ordering: by partition.
 */
export async function startValidation(deps: ServiceDeps): Promise<RunningService> {
  const view = new LiveNetworkView(deps.regions);
  const followed = await followLog({
    ...deps,
    after: START,
    onEvents: (events) => {
      for (const event of events) view.apply(event);
    },
    onError: deps.fatal,
  });

  async function validate(record: IncomingRecord): Promise<OutgoingRecord | undefined> {
    const request = decodeAs<AcceptedRequest>('openlnp.command.', record.value).data;
    const outcome = await deps.store.readStream(requestStream(request.requestId), { limit: 1 });
    if (outcome.length > 0) return undefined;
    const errors = await refusals(request);
    if (errors.length === 0) return { ...record, topic: TOPICS.portCommands };
    await refuse(request, errors);
    return undefined;
  }

  /** What the own view refuses is asked again of the streams themselves: the view may lag behind a code that was just opened (law 10). */
  async function refusals(request: AcceptedRequest): Promise<readonly RequestError[]> {
    if (isNetworkKind(request.kind)) return [];
    const data = decodeWire(request.request).data as { tn: string };
    const command = portingCommandOf(request.kind, data, partyOf(request), instant(request.acceptedAt));
    if (networkRules(command, view.facts()).length === 0) return [];
    const errors = networkRules(command, (await freshView(deps.store, command)).facts());
    const range = parseTnRange(data.tn) as TnRange;
    return errors.map((error) => ofWhole(range, error));
  }

  async function refuse(request: AcceptedRequest, errors: readonly RequestError[]): Promise<void> {
    try {
      const outcome = refusedAppend(request, errors);
      await deps.store.append(outcome);
      countOutcomes(deps.metrics, [outcome], deps.clock.now());
    } catch (error) {
      // A repeat got its outcome meanwhile: that one stands.
      if (!isWrongExpectedRevision(error)) throw error;
    }
  }

  const consumer = await consumeRecords(deps, {
    group: 'validation',
    topics: [TOPICS.portRequests],
    onRecords: async (records) => {
      const passed = await Promise.all(records.map(validate));
      await deps.broker.produce(passed.filter((record) => record !== undefined));
    },
  });
  return {
    name: 'validation',
    stop: async () => {
      await consumer.stop();
      await followed.stop();
    },
  };
}

/** All numbers of a range are in one NPA-NXX and get the same data: what the network forbids the first of them, it forbids each. */
const ofWhole = (range: TnRange, error: RequestError): RequestError =>
  tnCount(range) === 1 ? error : { ...error, tn: null, tns: [formatTnRange(range)] };

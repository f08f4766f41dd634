import type { EventStore } from '@openlnp/event-store';
import { type AcceptedRequest, TOPICS } from '@openlnp/messages';
import { requestStream, type ServiceDeps } from '@openlnp/service';
import { readToEnd, recordsOf, requestRecord, type TestDeps } from '../../../../packages/service/src/testing';
import { startActivation } from '../activation';

export const TN = '3035550001';
export const STREAM = `tn-${TN}`;
export const WINDOW = 900_000;

/** Starts the service, with other dependencies where a test gives them. */
export const start = (deps: TestDeps, changes: Partial<ServiceDeps> = {}) =>
  deps.running(startActivation({ ...deps, ...changes }, { responseWindowMs: WINDOW, sandbox: false }));

/** Queues requests and waits until they are decided. */
export async function command(deps: TestDeps, ...requests: readonly AcceptedRequest[]): Promise<void> {
  await deps.broker.produce(requests.map((request) => requestRecord(request)));
  await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
}

export const typesOf = async (store: EventStore, stream: string = STREAM): Promise<string[]> =>
  (await store.readStream(stream)).map(({ type }) => type);

/** Type and versions of each event in the requests’ streams. */
export const outcomesOf = async (store: EventStore, requests: readonly AcceptedRequest[]) => {
  const outcomes = [];
  for (const { requestId } of requests) {
    const events = await store.readStream(requestStream(requestId));
    outcomes.push(events.map(({ type, data }) => [type, (data as { svIds?: number[] }).svIds]));
  }
  return outcomes;
};

export const deadLetters = (deps: TestDeps) => recordsOf(deps.broker, TOPICS.deadLetters);

import { randomUUID } from 'node:crypto';
import { type JSONEventData, jsonEvent } from '@eventstore/db-client';

/** What the tests of the stand-in share. */
export const event = (n: number, id: string = randomUUID()): JSONEventData =>
  jsonEvent({ id, type: 'Counted', data: { n } });

export const events = (count: number): JSONEventData[] => Array.from({ length: count }, (_, n) => event(n));

/** The kind of error that a promise ends with, by the client's `type`. */
export const errorType = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: { type?: unknown; message?: unknown }) => error.type ?? error.message,
  );

export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const got: T[] = [];
  for await (const item of stream) got.push(item);
  return got;
}

/** Looks again at every turn of the event loop until the condition holds; the test's own time limit ends it else. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

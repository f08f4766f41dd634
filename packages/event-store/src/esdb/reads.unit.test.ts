import { EventEmitter } from 'node:events';
import type { EventJsonCodec, StoredJsonEvent } from '../port';
import type { Attempt, Connection } from './connection';
import { faultOf } from './errors';
import { Reads } from './reads';

/** What a client gives: so many events of the stream, and then the end. */
const clientWith = (count: number) => ({
  readStream: () =>
    Object.assign(new EventEmitter(), {
      cancel: async () => undefined,
      destroy: () => undefined,
      async *[Symbol.asyncIterator]() {
        for (let revision = 0; revision < count; revision += 1) {
          const event = { id: `${revision}`, type: 't', streamId: 's', revision, position: { commit: 1n }, data: {} };
          yield { event };
        }
      },
    }),
});

describe('reading through a connection that is renewed', () => {
  it('reads again what ended on the client that was given up: it may have been cut short without a word', async () => {
    const clients = [clientWith(1), clientWith(3)];
    const faults: unknown[] = [];
    let current = clients[0];
    const connection = {
      get client() {
        return current;
      },
      async call<T>(attempt: Attempt<T>): Promise<T> {
        const reading = attempt(clients[0] as never, new AbortController().signal);
        // Another call takes too long meanwhile.
        current = clients[1];
        try {
          return await reading;
        } catch (error) {
          faults.push(faultOf(error));
          return attempt(clients[1] as never, new AbortController().signal);
        }
      },
    };
    const codec = { decode: (stored: StoredJsonEvent) => stored } as unknown as EventJsonCodec;
    const reads = new Reads(connection as unknown as Connection, codec, () => true);
    expect((await reads.stream('s', {})).map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(faults).toEqual(['passing']);
  });
});

// Appends through the EventStoreDB adapter and through the client it stands on, to the same server: that of
// LNP_EVENTSTORE_TEST_URL, else the stand-in as a process of its own, which keeps everything in memory.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import client from '@eventstore/db-client';
import stores from '@openlnp/event-store';
import messages from '@openlnp/messages';
import { event, load } from './support/appends.mjs';
import { round } from './support/figures.mjs';

const { EventStoreDBClient, jsonEvent, NO_STREAM: NEW } = client;
const { eventJsonCodec } = messages;
const { NO_STREAM, openEsdbStore } = stores;
const GIVEN = process.env.LNP_EVENTSTORE_TEST_URL || undefined;
const STAND_IN = join(dirname(fileURLToPath(import.meta.url)), '../../packages/event-store/dist/esdb/testing/main.js');

export const raw = 'the same JSON by the client’s own appendToStream';
export const server =
  GIVEN === undefined ? 'stand-in, in a process of its own, in memory' : 'the one of LNP_EVENTSTORE_TEST_URL';

export async function storeAppends(appenders, seconds, seed) {
  return onServer(async (url) => {
    let bytes = 0;
    const codec = {
      encode: (recorded) => {
        const encoded = eventJsonCodec.encode(recorded);
        bytes += Buffer.byteLength(encoded.data) + Buffer.byteLength(encoded.metadata);
        return encoded;
      },
      decode: eventJsonCodec.decode,
    };
    const store = await openEsdbStore({ url, codec, now: Date.now });
    const streamOf = newStreams();
    const measured = await load(appenders, seconds, seed, (tn, revision, random) =>
      store.append({ stream: streamOf(tn), expectedRevision: revision ?? NO_STREAM, events: [event(tn, random)] }),
    );
    await store.close();
    return { ...measured, bytesPerEvent: round(bytes / measured.count) };
  });
}

export async function rawAppends(appenders, seconds, seed) {
  return onServer(async (url) => {
    const connected = EventStoreDBClient.connectionString(url);
    const streamOf = newStreams();
    const measured = await load(appenders, seconds, seed, (tn, revision, random) => {
      const { id, type, data, metadata } = event(tn, random);
      const stored = { ...metadata, schema: { subject: 'openlnp.event.porting.SvActivated', version: 1, id: 1 } };
      return connected.appendToStream(
        streamOf(tn),
        jsonEvent({ id: uuidOf(id), type, data, metadata: { ...stored, recordedAt: Date.now() } }),
        { expectedRevision: revision === undefined ? NEW : BigInt(revision) },
      );
    });
    await connected.dispose();
    return measured;
  });
}

/** A server that lasts may hold the streams of earlier runs. */
function newStreams() {
  const run = randomUUID().slice(0, 8);
  return (tn) => `tn-bench-${run}-${tn}`;
}

const uuidOf = (hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

async function onServer(work) {
  if (GIVEN !== undefined) return work(GIVEN);
  // It ends with its standard input, so also when this process is killed.
  const child = spawn(process.execPath, [STAND_IN], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    return await work(JSON.parse(line).url);
  } finally {
    child.stdin.end();
    await gone;
  }
}

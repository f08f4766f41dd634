// Ten SOAs that port numbers through the registry: creates of both sides, the activation once both sides are told that they match.
import messages from '@openlnp/messages';
import { openHops } from './hops.mjs';
import { SPIDS } from './world.mjs';

const { decodeWire, encodeWire, eventCodec, HEADERS, PUBLISHED_SCHEMAS, soaMessagesTopic, soaRequestsTopic, TOPICS } =
  messages;

const NO_ROUTE_DETAIL = {
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
const STALLED_MS = 60_000;

/** The wire form's first five bytes for a record: what a cheap look tells apart before anything is decoded. */
const markOf = ({ id }) => Buffer.from([0, id >>> 24, (id >>> 16) & 255, (id >>> 8) & 255, id & 255]);
const marksOf = (...subjects) =>
  PUBLISHED_SCHEMAS.filter(({ subject }) => subjects.includes(subject)).map((schema) => markOf(schema));

const INTERESTING = marksOf(
  'openlnp.message.RequestRefused',
  'openlnp.message.SvAttributeValueChange',
  'openlnp.message.SvStatusAttributeValueChange',
);
const ACTIVATED = marksOf('openlnp.event.porting.SvActivated');

const isInteresting = (value) => INTERESTING.some((mark) => mark.equals(value.subarray(0, 5)));
const asBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The carriers of the bench's world on a registry's broker. `send` takes one request to the registry's door; by default it is
 * produced to soa.requests.<SPID>, as a carrier on Kafka does.
 */
export async function openCarriers(broker, { send = topicDoor(broker), hops: wantsHops = false } = {}) {
  const byTn = new Map();
  const hops = wantsHops ? await openHops(broker, byTn) : undefined;
  let open = 0;
  let ended = 0;
  let failure;
  let changed = () => undefined;
  let onDone = () => undefined;

  const fail = (error) => {
    failure ??= error;
    changed();
  };
  const request = (spid, kind, fields, life) =>
    send({ spid, messageId: `${kind}-${life.first}`, kind, fields }).catch(fail);

  function start(life) {
    know(life);
    open += 1;
    create(life);
  }

  function know(life) {
    for (let index = 0; index < life.width; index += 1) byTn.set(Number(life.first) + index, life);
    life.missing = life.width;
    life.untold = life.width;
  }

  function create(life) {
    const { tn, oldSp, newSp, lrn } = life;
    const parties = { tn, oldSp, newSp, dueDate: today() };
    void request(newSp, 'NewSpCreate', { ...parties, lrn, ...NO_ROUTE_DETAIL }, life);
    void request(oldSp, 'OldSpCreate', parties, life);
  }

  function activate(life) {
    if (life.sentAt !== undefined) return;
    life.sentAt = performance.now();
    void request(life.newSp, 'Activate', { tn: life.tn }, life);
  }

  function finishIf(life) {
    if (life.missing > 0 || life.untold > 0) return;
    open -= 1;
    ended += 1;
    onDone(life);
    if (open === 0) changed();
  }

  function hear(spid, { value }) {
    if (!isInteresting(asBuffer(value))) return;
    const { type, data } = decodeWire(value);
    if (type === 'RequestRefused') {
      fail(new Error(`${data.kind} of ${data.tn} was refused: ${JSON.stringify(data.errors[0])}`));
      return;
    }
    const life = byTn.get(Number(data.tn.slice(0, 10)));
    if (life === undefined || life.newSp !== spid) return;
    if (type === 'SvAttributeValueChange') (life.onMatched ?? activate)(life, data.tn);
    else if (data.status === 'active' && life.untold > 0) {
      life.untold -= widthOf(data.tn);
      if (life.untold === 0) life.toldAt = performance.now();
      finishIf(life);
    } else if (data.status === 'failed' || data.status === 'partial_failure') {
      fail(new Error(`${data.tn} ended as ${data.status}`));
    }
  }

  function follow({ value, headers }) {
    const bytes = asBuffer(value);
    if (!ACTIVATED.some((mark) => bytes.includes(mark))) return;
    const { type, data } = eventCodec.decode(value, BigInt(headers[HEADERS.position]));
    // A range decision speaks of its numbers too; each then has its own event.
    if (type !== 'SvActivated') return;
    const life = byTn.get(data.tn);
    if (life === undefined) return;
    life.missing -= 1;
    if (life.missing === 0) life.activeAt = performance.now();
    finishIf(life);
  }

  const tail = async (topic, onRecord) => {
    const { end } = await broker.offsets(topic, 0);
    return broker.read({
      topic,
      partition: 0,
      from: end,
      onRecords: (records) => {
        for (const record of records) onRecord(record);
      },
      onError: fail,
    });
  };
  const readers = await Promise.all([
    tail(TOPICS.registryEvents, follow),
    ...SPIDS.map((spid) => tail(soaMessagesTopic(spid), (record) => hear(spid, record))),
  ]);

  /** Resolves when no life is open; rejects when one failed, or when nothing ended for a minute. */
  async function allDone() {
    let before = -1;
    while (open > 0 && failure === undefined) {
      if (ended === before) throw new Error(`${open} lives do not end`);
      before = ended;
      let timer;
      await new Promise((resolve) => {
        changed = resolve;
        timer = setTimeout(resolve, STALLED_MS);
      });
      clearTimeout(timer);
    }
    if (failure !== undefined) throw failure;
  }

  return {
    hops,
    /** As many at a time as `inFlight`, a new one as soon as one ended: what the registry can do. */
    async saturate(lives, inFlight) {
      let next = Math.min(inFlight, lives.length);
      onDone = () => {
        if (next < lives.length && failure === undefined) start(lives[next++]);
      };
      const startedAt = performance.now();
      for (const life of lives.slice(0, next)) start(life);
      await allDone();
      onDone = () => undefined;
      return secondsOf(lives, startedAt);
    },
    /** So many a second, by the clock, however the registry keeps up. */
    async atRate(lives, perSecond) {
      const startedAt = performance.now();
      let next = 0;
      await new Promise((resolve) => {
        const timer = setInterval(() => {
          const due = Math.min(lives.length, Math.floor(((performance.now() - startedAt) / 1000) * perSecond));
          while (next < due) start(lives[next++]);
          if (next < lives.length && failure === undefined) return;
          clearInterval(timer);
          resolve();
        }, 2);
      });
      await allDone();
      return secondsOf(lives, startedAt);
    },
    /** Both creates of a life that is not activated yet; resolves when the carriers know that they match. */
    async prepare(life) {
      know(life);
      open += 1;
      let unmatched = life.width;
      life.onMatched = (_, tn) => {
        unmatched -= widthOf(tn);
        if (unmatched > 0) return;
        open -= 1;
        changed();
      };
      create(life);
      await allDone();
    },
    /** The activation of a life whose numbers are pending; allDone waits for its end. */
    activateOnly(life) {
      know(life);
      open += 1;
      activate(life);
    },
    allDone,
    forget: () => byTn.clear(),
    stop: async () => {
      await Promise.all(readers.map((reader) => reader.stop()));
      await hops?.stop();
    },
  };
}

const secondsOf = (lives, startedAt) =>
  (lives.reduce((last, { toldAt, activeAt }) => Math.max(last, toldAt, activeAt), startedAt) - startedAt) / 1000;

const widthOf = (tn) => (tn.length === 10 ? 1 : Number(tn.slice(-4)) - Number(tn.slice(6, 10)) + 1);

/** Midnight UTC before now: a due date that has come. */
const today = () => Math.floor(Date.now() / 86_400_000) * 86_400_000;

/** Produces to soa.requests.<SPID>; what is sent in one turn of the event loop goes together. Resolves when it is durable. */
function topicDoor(broker) {
  let waiting;
  return ({ spid, messageId, kind, fields }) => {
    if (waiting === undefined) {
      const batch = { records: [] };
      batch.done = new Promise((resolve, reject) => {
        setImmediate(() => {
          waiting = undefined;
          broker.produce(batch.records).then(resolve, reject);
        });
      });
      waiting = batch;
    }
    waiting.records.push({
      topic: soaRequestsTopic(spid),
      partition: 0,
      key: null,
      value: encodeWire(`openlnp.request.${kind}`, fields),
      headers: { [HEADERS.messageId]: messageId },
    });
    return waiting.done;
  };
}

/** POST /v1/requests with the carrier's own token, over kept connections. Resolves when it was accepted. */
export function httpDoor(url, tokenOf) {
  return async ({ spid, messageId, kind, fields }) => {
    const body = {
      kind,
      ...fields,
      ...(fields.dueDate === undefined ? {} : { dueDate: new Date(fields.dueDate).toISOString() }),
    };
    const response = await fetch(`${url}/v1/requests`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokenOf(spid)}`,
        'content-type': 'application/json',
        'idempotency-key': messageId,
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${kind} was not accepted: ${response.status} ${text}`);
  };
}

// Where an activation spends its time: when it is seen at each place between its carrier and its end.
import messages from '@openlnp/messages';
import { percentiles } from './figures.mjs';

const { eventCodec, HEADERS, PARTITIONS, PUBLISHED_SCHEMAS, TOPICS } = messages;

/** In the order of a life; each with what has happened there. */
const PLACES = [
  ['accepted', 'durable in port.requests'],
  ['validated', 'durable in port.commands'],
  ['sending', 'decided, stored, relayed to registry.events'],
  ['downloaded', 'durable in lsms.downloads'],
  ['acknowledged', 'acknowledged by the last of the ten LSMSs, durable in lsms.responses'],
  ['active', 'stored as active, relayed to registry.events'],
  ['told', 'message durable in soa.messages of the new service provider'],
];

/** Watches the topics that carriers do not read; `byTn` finds the life of a number. */
export async function openHops(broker, byTn) {
  const started = PUBLISHED_SCHEMAS.filter(({ subject }) => subject === 'openlnp.event.porting.SvBroadcastStarted').map(
    ({ id }) => Buffer.from([0, id >>> 24, (id >>> 16) & 255, (id >>> 8) & 255, id & 255]),
  );
  const lifeOfNumber = new Map();
  let acknowledged = 0;

  const note = (life, place) => {
    if (life?.sentAt !== undefined) life[`${place}At`] ??= performance.now();
  };
  const byRequest = (place) => (record) => {
    const tn = /-Activate-(\d{10})$/.exec(record.headers[HEADERS.correlationId] ?? '')?.[1];
    if (tn !== undefined) note(byTn.get(Number(tn)), place);
  };
  const byEvent = ({ value, headers }) => {
    if (!started.some((mark) => Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes(mark))) return;
    const { type, data } = eventCodec.decode(value, BigInt(headers[HEADERS.position]));
    if (type === 'SvBroadcastStarted') note(byTn.get(data.tn), 'sending');
  };
  const byDownload = ({ key, headers }) => {
    const life = byTn.get(Number(key));
    if (life === undefined) return;
    note(life, 'downloaded');
    lifeOfNumber.set(Number(headers[HEADERS.number]), life);
  };

  const tail = async (topic, partition, onRecord) => {
    const { end } = await broker.offsets(topic, partition);
    return broker.read({
      topic,
      partition,
      from: end,
      onRecords: (records) => {
        for (const record of records) onRecord(record);
      },
      onError: (error) => process.stderr.write(`a watcher of ${topic} ended: ${error?.stack ?? error}\n`),
    });
  };
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  const readers = await Promise.all([
    ...partitions.map((partition) => tail(TOPICS.portRequests, partition, byRequest('accepted'))),
    ...partitions.map((partition) => tail(TOPICS.portCommands, partition, byRequest('validated'))),
    tail(TOPICS.registryEvents, 0, byEvent),
    tail(TOPICS.lsmsDownloads, 0, byDownload),
  ]);
  return {
    /** For openLsmss. */
    onAcknowledged(number, at) {
      for (let next = acknowledged + 1; next <= number; next += 1) {
        const life = lifeOfNumber.get(next);
        if (life !== undefined) life.acknowledgedAt ??= at;
        lifeOfNumber.delete(next);
      }
      acknowledged = number;
    },
    /** Milliseconds since the activation was sent, at each place. */
    times: (lives) =>
      PLACES.map(([place, what]) => {
        const samples = lives.map((life) => life[`${place}At`] - life.sentAt).filter(Number.isFinite);
        const { p50, p99 } = percentiles(samples);
        return { place, what, p50, p99, samples: samples.length };
      }),
    stop: () => Promise.all(readers.map((reader) => reader.stop())),
  };
}

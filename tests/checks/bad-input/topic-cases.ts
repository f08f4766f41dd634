import { encodeWire, HEADERS, TOPICS } from '@openlnp/messages';
import type { IHeaders } from 'kafkajs';
import { LRNS } from '../../support/house';
import type { Case, TopicStage } from './case';
import { ACKNOWLEDGEMENTS } from './topic-acknowledgements';
import { TopicDoor } from './topic-door';

type TopicCase = Case<TopicStage>;

let made = 0;
const freshId = (): string => `topic-${++made}`;
const named = (id = freshId()): IHeaders => ({ [HEADERS.messageId]: id });

/** A record of soa.requests.A111 with a message id, unless it says otherwise. */
const put = (
  name: string,
  expected: string,
  value: Buffer | null | (() => Buffer),
  headers?: () => IHeaders,
): TopicCase => ({
  name,
  expected,
  run: ({ topic }) => topic.fate(typeof value === 'function' ? value() : value, headers?.() ?? named()),
});

const request = (
  name: string,
  expected: string,
  kind: string,
  json: object | ((stage: TopicStage) => object),
): TopicCase => ({
  name,
  expected,
  run: (stage) => stage.topic.fate(TopicDoor.encode(kind, typeof json === 'function' ? json(stage) : json), named()),
});

const oldCreate = ({ freshTn, today }: TopicStage) => ({ tn: freshTn(), oldSp: 'A111', newSp: 'B222', dueDate: today });

const activate = (tn: string): Buffer => TopicDoor.encode('Activate', { tn });
const good = activate('3035557998');
const noTn = activate('12');

/** Good bytes with some of them changed. */
const bytes = (change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(good);
  change(copy);
  return copy;
};

const KB = 1024;
const MB = 1024 * KB;

const BYTES: readonly TopicCase[] = [
  put('no value', 'dead not_wire_format', null),
  put('an empty value', 'dead not_wire_format', Buffer.alloc(0)),
  put('JSON', 'dead not_wire_format', Buffer.from('{"kind":"Activate"}')),
  put('four bytes', 'dead not_wire_format', Buffer.from([0, 0, 0, 1])),
  put(
    'a first byte of 1',
    'dead not_wire_format',
    bytes((copy) => copy.writeUInt8(1, 0)),
  ),
  put(
    'an unknown schema id',
    'dead unknown_schema_id',
    bytes((copy) => copy.writeUInt32BE(999_999, 1)),
  ),
  put('Avro that breaks off', 'dead malformed_avro', good.subarray(0, good.length - 3)),
  put('Avro with bytes behind', 'dead malformed_avro', Buffer.concat([good, Buffer.from('more')])),
  put(
    'a text longer than the record',
    'dead malformed_avro',
    bytes((copy) => copy.writeUInt8(0x7e, 5)),
  ),
  put(
    'a text that is not UTF-8',
    'dead malformed_avro',
    bytes((copy) => copy.writeUInt8(0xff, copy.length - 1)),
  ),
  put('nothing but a schema id', 'dead malformed_avro', good.subarray(0, 5)),
  put(
    'an acknowledgement',
    'dead unexpected_message',
    encodeWire('openlnp.acknowledgement.DownloadsAcknowledged', { after: 0, through: 1, refused: [] }),
  ),
  put(
    "a command of the registry's own",
    'dead unexpected_message',
    encodeWire('openlnp.command.ClockMoved', { to: 0, real: 0 }),
  ),
];

const HEADERS_CASES: readonly TopicCase[] = [
  put('no message id', 'dead message_id_missing', good, () => ({})),
  put('an empty message id', 'dead message_id_invalid', good, () => named('')),
  put('a message id with a space', 'dead message_id_invalid', good, () => named('a b')),
  put('a message id of 65 letters', 'dead message_id_invalid', good, () => named('a'.repeat(65))),
  put('a message id that is not UTF-8', 'dead message_id_invalid', good, () => ({
    [HEADERS.messageId]: Buffer.from([0xff, 0xfe]),
  })),
  put('a wrong message id and a wrong TN', 'dead message_id_invalid', noTn, () => named('a b')),
  put('a message id of 100 KB and a wrong TN', 'dead message_id_invalid', noTn, () => named('a'.repeat(100 * KB))),
  {
    name: 'two message ids',
    expected: 'refused no_such_version under the last',
    run: async ({ topic }) => {
      const last = freshId();
      await topic.put({ topic: 'soa.requests.A111', value: good, headers: { [HEADERS.messageId]: ['first', last] } });
      return `${await topic.reply(`A111-${last}`)} under the last`;
    },
  },
  put('a trace context that is none', 'refused no_such_version', good, () => ({
    ...named(),
    [HEADERS.traceparent]: 'x'.repeat(100),
  })),
  put('a trace context of 600 KB and a wrong TN', 'refused invalid_tn', noTn, () => ({
    ...named(),
    [HEADERS.traceparent]: 'x'.repeat(600 * KB),
  })),
  put("the registry's own headers", 'refused no_such_version', good, () => ({
    ...named(),
    [HEADERS.position]: '999999',
    [HEADERS.number]: '999999',
    kind: 'TokenIssue',
  })),
];

const FIELDS: readonly TopicCase[] = [
  put('a TN of two digits', 'refused invalid_tn', noTn),
  put('a TN of 60 KB', 'refused invalid_tn', () => activate('3'.repeat(60 * KB))),
  put('a range backwards', 'refused invalid_tn_range', activate('3035557009-7000')),
  request('a SPID of two letters', 'refused malformed_spid', 'OldSpCreate', (stage) => ({
    ...oldCreate(stage),
    newSp: 'zz',
  })),
  put(
    'an instant of the year 97,000',
    'refused invalid_due_date',
    encodeWire('openlnp.request.OldSpCreate', { tn: '3035557997', oldSp: 'A111', newSp: 'B222', dueDate: 3e15 }),
  ),
];

const actingFor = (spid: string | Buffer) => (): IHeaders => ({ ...named(), [HEADERS.actingFor]: spid });

const VERSIONS: readonly TopicCase[] = [
  request('neither number nor version', 'refused missing_required_field', 'Activate', {}),
  request('version 0', 'refused invalid_request', 'Activate', { svId: 0 }),
  request('a version that is not there', 'refused no_such_version', 'Cancel', { svId: 2_000_000_000 }),
  request('a cause code of 55', 'refused invalid_cause_code', 'SetConflict', { tn: '3035557996', causeCode: 55 }),
  request('a status that is none', 'refused invalid_request', 'Modify', { tn: '3035557996', status: 'asleep' }),
  request('a URI of 256 letters', 'refused invalid_uri', 'Modify', {
    tn: '3035557996',
    optionalData: { voiceUri: 'x'.repeat(256) },
  }),
  put('for who is not associated', 'refused acting_for_not_associated', good, actingFor('B222')),
  put('for the operator', 'refused acting_for_not_associated', good, actingFor('NPAC')),
  put('for a SPID of two letters', 'refused malformed_spid', good, actingFor('zz')),
  put('for a SPID that is not UTF-8', 'refused malformed_spid', good, actingFor(Buffer.from([0xff, 0xfe, 0xff, 0xfe]))),
  put('for 600 KB of letters', 'refused malformed_spid', good, actingFor('A'.repeat(600 * KB))),
  put('for itself, of nothing', 'refused no_such_version', good, actingFor('A111')),
  put('for nobody with a wrong TN', 'refused invalid_tn', noTn, actingFor('zz')),
];

const SENDERS: readonly TopicCase[] = [
  request('an unknown SPID', 'refused invalid_spid', 'OldSpCreate', (stage) => ({
    ...oldCreate(stage),
    newSp: 'Z999',
  })),
  request("another's side", 'refused not_authorized', 'NewSpCreate', (stage) => ({
    ...oldCreate(stage),
    lrn: LRNS.B222,
  })),
  request("the operator's request", 'refused npac_only', 'TokenIssue', {
    spid: 'B222',
    tokenId: 'stolen',
    tokenHash: '0'.repeat(64),
    label: '',
  }),
  {
    name: 'the topic of a SPID that is none',
    expected: 'not taken',
    run: async ({ topic, house }) => {
      await topic.makeTopic('soa.requests.Z999');
      await topic.put({ topic: 'soa.requests.Z999', value: good, headers: named('from-nobody') });
      await topic.fate(good, named());
      const { status } = await house.operator('GET', '/v1/requests/Z999-from-nobody');
      return status === 404 ? 'not taken' : `taken (${status})`;
    },
  },
];

const reused = (name: string, value: Buffer, messageId: string): TopicCase => ({
  name,
  expected: 'dead message_id_reused',
  run: ({ topic }) => topic.laterFate(value, messageId),
});

const REPEATS: readonly TopicCase[] = [
  {
    name: 'the same request three times',
    expected: 'done, 1 reply',
    run: async (stage) => {
      const value = TopicDoor.encode('OldSpCreate', oldCreate(stage));
      const headers = named('three-times-by-topic');
      const fates = [await stage.topic.fate(value, headers), await stage.topic.fate(value, headers)];
      await stage.topic.fate(value, headers);
      return `${[...new Set(fates)].join()}, ${await repliesTo(stage, 'three-times-by-topic')} reply`;
    },
  },
  reused('the same message id, another request', good, 'three-times-by-topic'),
  reused('the same message id, a wrong request', noTn, 'three-times-by-topic'),
  {
    name: 'a refused request again',
    expected: 'refused no_such_version, 1 reply',
    run: async (stage) => {
      const fate = await stage.topic.fate(good, named('refused-by-topic'));
      await stage.topic.fate(good, named('refused-by-topic'));
      return `${fate}, ${await repliesTo(stage, 'refused-by-topic')} reply`;
    },
  },
  {
    name: 'a wrong request again',
    expected: 'refused invalid_tn, 1 reply',
    run: async (stage) => {
      const fate = await stage.topic.fate(noTn, named('wrong-by-topic'));
      await stage.topic.fate(noTn, named('wrong-by-topic'));
      return `${fate}, ${await repliesTo(stage, 'wrong-by-topic')} reply`;
    },
  },
  reused('another request under the id of a wrong one', good, 'wrong-by-topic'),
  ...[
    ['every request of a topic again', 'soa.requests.A111', 1],
    ['all of port.requests again', TOPICS.portRequests, 12],
    ['all of port.commands again', TOPICS.portCommands, 12],
    ['all of registry.events again', TOPICS.registryEvents, 1],
  ].map(
    ([name, topicName, partitions]): TopicCase => ({
      name: String(name),
      expected: '0 new replies',
      run: async (stage) => {
        const before = (await stage.topic.replies()).length;
        await stage.topic.replay(String(topicName), Number(partitions));
        const asked = await lastWord(stage);
        return `${(await stage.topic.replies()).length - before - asked} new replies`;
      },
    }),
  ),
];

/** How many replies a request has once what is on its way has come. */
async function repliesTo(stage: TopicStage, messageId: string): Promise<number> {
  await lastWord(stage);
  return (await stage.topic.replies(`A111-${messageId}`)).length;
}

/** Sends a request to each partition and waits for their replies; what was sent before them is dealt with. Gives their number. */
async function lastWord({ topic }: TopicStage): Promise<number> {
  // NPA-NXXs that differ by one lie in neighbouring partitions; nobody has opened them, so each is refused.
  const codes = Array.from({ length: 12 }, (_, index) => 303_600 + index);
  const fates = await Promise.all(codes.map((code) => topic.fate(activate(`${code}0000`), named())));
  const wrong = fates.find((fate) => fate !== 'refused npa_nxx_not_portable');
  if (wrong !== undefined) throw new Error(`a partition does not answer: ${wrong}`);
  return codes.length;
}

const SIZES: readonly TopicCase[] = [
  put('1 MB that is no message', 'dead body_too_large', Buffer.alloc(MB, 0x7b)),
  put('1 MB and 50 KB that is no message', 'dead body_too_large', Buffer.alloc(MB + 50 * KB, 0x7b)),
  put('a TN of 1 MB', 'dead body_too_large', () => activate('3'.repeat(MB - 100))),
  put('a TN of 1 MB and 50 KB', 'dead body_too_large', () => activate('3'.repeat(MB + 50 * KB))),
  put('a header of 1 MB', 'dead not_wire_format', Buffer.from('hello'), () => ({
    ...named(),
    comment: 'x'.repeat(MB),
  })),
  {
    name: '2 MB',
    expected: 'not taken by Kafka',
    run: ({ topic }) =>
      topic.fate(Buffer.alloc(2 * MB, 0x7b), named()).catch((error: { type?: string }) => {
        if (error.type === 'MESSAGE_TOO_LARGE') return 'not taken by Kafka';
        throw error;
      }),
  },
];

export const TOPIC_CASES: readonly TopicCase[] = [
  ...BYTES,
  ...HEADERS_CASES,
  ...FIELDS,
  ...VERSIONS,
  ...SENDERS,
  ...REPEATS,
  ...SIZES,
  ...ACKNOWLEDGEMENTS,
];

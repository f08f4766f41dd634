import { encodeWire } from '@openlnp/messages';
import { type Case, FIRST_TN, type TopicStage } from './case';
import { TopicDoor } from './topic-door';

interface Ack {
  readonly after: number;
  readonly through: number;
  readonly refused?: readonly { readonly number: number; readonly code: string; readonly text?: string | null }[];
}

const encodeAck = ({ after, through, refused = [] }: Ack): Buffer =>
  encodeWire('openlnp.acknowledgement.DownloadsAcknowledged', {
    after,
    through,
    refused: refused.map((entry) => ({ text: null, ...entry })),
  });

const ack = (name: string, expected: string, value: Ack | Buffer): Case<TopicStage> => ({
  name,
  expected,
  run: ({ topic }) => topic.ackFate(Buffer.isBuffer(value) ? value : encodeAck(value)),
});

/** Of Anna's LSMS, over lsms.responses.A111. */
export const ACKNOWLEDGEMENTS: readonly Case<TopicStage>[] = [
  ack('an acknowledgement with a gap', 'refused ack_gap', { after: 1, through: 2 }),
  ack('one beyond the log', 'refused ack_beyond_log', { after: 0, through: 999 }),
  ack('one backwards', 'refused ack_backwards', { after: 2, through: 1 }),
  ack('one from before the log', 'refused ack_backwards', { after: -1, through: 1 }),
  ack('a refused number outside', 'refused refused_number_outside_interval', {
    after: 0,
    through: 1,
    refused: [{ number: 3, code: 'no_switch' }],
  }),
  ack('an acknowledgement that breaks off', 'dead malformed_avro', encodeAck({ after: 0, through: 1 }).subarray(0, 6)),
  ack(
    'a list longer than the record',
    'dead malformed_avro',
    Buffer.concat([encodeAck({ after: 0, through: 1 }).subarray(0, 7), Buffer.from([0xfe, 0xff, 0xff, 0xff, 0x0f])]),
  ),
  ack('a request', 'dead unexpected_message', TopicDoor.encode('Activate', { tn: FIRST_TN })),
  {
    // Accepted by the produce: it counts, but what is stored of it and told to others is not of any length.
    name: 'a reason of 900 KB',
    expected: 'taken and cut',
    run: async ({ topic, house }) => {
      const reason = 'x'.repeat(900_000);
      await topic.acknowledge(encodeAck({ after: 0, through: 1, refused: [{ number: 1, code: reason }] }));
      await house.anna.versions(FIRST_TN, ([seen]) => seen?.answers.some(({ spid }) => spid === 'A111') === true);
      const history = JSON.stringify((await house.anna.get(`/v1/telephone-numbers/${FIRST_TN}/history`)).body);
      return history.length < 10_000 ? 'taken and cut' : `taken with ${history.length} letters`;
    },
  },
];

import { BrokerError, type BrokerErrorCode } from '../errors';

/** What kafkajs' errors carry; they are told apart by name and type, as kafkajs itself does. */
interface KafkaError extends Error {
  readonly type?: string;
  readonly retriable?: boolean;
  readonly topic?: string;
  readonly partition?: number;
  /** One for each topic that could not be made. */
  readonly errors?: readonly KafkaError[];
}

const CODES: Readonly<Record<string, BrokerErrorCode>> = {
  UNKNOWN_TOPIC_OR_PARTITION: 'unknown_topic',
  OFFSET_OUT_OF_RANGE: 'offset_out_of_range',
  MESSAGE_TOO_LARGE: 'record_too_large',
  RECORD_LIST_TOO_LARGE: 'record_too_large',
  INVALID_TOPIC_EXCEPTION: 'invalid_topic',
  TOPIC_AUTHORIZATION_FAILED: 'not_authorized',
  GROUP_AUTHORIZATION_FAILED: 'not_authorized',
  CLUSTER_AUTHORIZATION_FAILED: 'not_authorized',
  SASL_AUTHENTICATION_FAILED: 'not_authorized',
};

function* causes(error: unknown): Generator<KafkaError> {
  for (let e = error; e instanceof Error; e = e.cause) {
    yield e;
    yield* (e as KafkaError).errors ?? [];
  }
}

const codeOf = (e: KafkaError): BrokerErrorCode | undefined =>
  CODES[e.type ?? ''] ?? (e.name === 'KafkaJSSASLAuthenticationError' ? 'not_authorized' : undefined);

const isBug = (e: Error): boolean => e.name === 'TypeError' || e.name === 'RangeError';

/**
 * kafkajs reads properties of metadata that it has just thrown away (`topicMetadata` of null, `partitions` of an answer that did not
 * come) while another call of the same client refreshes them; and it takes a connection for one that works before the broker has
 * said which requests it knows ("Broker not connected"), when that answer is late. Asking again helps.
 */
const isSlipOfKafkajs = (e: Error): boolean =>
  (isBug(e) || e.message === 'Broker not connected') && /^\s+at [^\n]*[\\/]kafkajs[\\/]src[\\/]/m.test(firstFrame(e));

/** kafkajs does not repeat these by itself any more; they say no more than that an answer did not come in time. */
const GIVEN_UP = [
  'KafkaJSNumberOfRetriesExceeded',
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSTimeout',
  'KafkaJSLockTimeout',
];

const isPassing = (e: KafkaError): boolean => e.retriable === true || GIVEN_UP.includes(e.name) || isSlipOfKafkajs(e);

const firstFrame = ({ stack = '' }: Error): string => stack.split('\n').find((line) => /^\s+at /.test(line)) ?? '';

/**
 * A BrokerError of this error; one that already is passes unchanged. What kafkajs calls retriable, or gave up retrying, is
 * broker_unreachable: the caller repeats it later.
 */
export function toBrokerError(error: unknown): BrokerError {
  if (error instanceof BrokerError) return error;
  const chain = [...causes(error)];
  const message = chain[0]?.message ?? String(error);
  for (const e of chain) {
    const code = codeOf(e);
    if (code !== undefined) return new BrokerError(code, message, { cause: error });
  }
  const bug = chain.some((e) => isBug(e) && !isSlipOfKafkajs(e));
  const lasting = chain.some(
    ({ errors = [] }) => !errors.every((e) => isPassing(e) || e.type === 'TOPIC_ALREADY_EXISTS'),
  );
  if (chain.some(isPassing) && !lasting && !bug)
    return new BrokerError('broker_unreachable', message, { retriable: true, cause: error });
  return new BrokerError('broker_failed', message, { cause: error });
}

/** Which partition a fetch was out of range for, undefined for other errors. */
export function outOfRangePlace(error: unknown): { topic: string; partition: number } | undefined {
  const { type, topic, partition } = (error ?? {}) as KafkaError;
  return type === 'OFFSET_OUT_OF_RANGE' && topic !== undefined && partition !== undefined
    ? { topic, partition }
    : undefined;
}

const REBALANCE = ['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'NOT_COORDINATOR_FOR_GROUP'];

/** The group is being shared out anew, or has gone on without this member. */
export const isRebalance = (error: unknown): boolean =>
  [...causes(error)].some((e) => e.type !== undefined && REBALANCE.includes(e.type));

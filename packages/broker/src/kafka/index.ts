export type { KafkaOptions } from './client';
export * from './kafka-broker';
export type { BrokerLog } from './log';

export { type EsdbCluster, startEsdbCluster } from './cluster';
export type { ControlCommand } from './control';
export type { ReadCounter, ServerLog } from './counters';
export type { AppendFault, DropReads, FaultName, ReadFault } from './faults';
export { Faults } from './faults';
export type { EventLog, LogRecord } from './log';
export type { EndPoint } from './node';
export { type SelfSigned, selfSigned } from './self-signed';
export { type EsdbServer, type EsdbServerOptions, startEsdbServer } from './server';

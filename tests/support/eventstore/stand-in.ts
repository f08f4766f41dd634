export { type EsdbServer, startEsdbServer } from '../../../packages/event-store/src/esdb/testing';

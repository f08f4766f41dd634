import { registryAcceptance } from './registry';

registryAcceptance('one process, embedded store and broker', () => undefined);

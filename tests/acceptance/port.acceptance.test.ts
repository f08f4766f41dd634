import { portAcceptance } from './port';

portAcceptance('a port on one machine, embedded store and broker', () => undefined);

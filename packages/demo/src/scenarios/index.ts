import type { ScenarioName } from '../scenario-names';
import type { Scenario } from '../stage';
import { deadLsms } from './dead-lsms';
import { duplicateRequests } from './duplicate-requests';
import { refusingLsms } from './refusing-lsms';
import { restart } from './restart';
import { slowLsms } from './slow-lsms';

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  'dead-lsms': deadLsms,
  'slow-lsms': slowLsms,
  'refusing-lsms': refusingLsms,
  'duplicate-requests': duplicateRequests,
  restart,
};

import { AUDIT_TUNABLES } from './audits';
import { BLOCK_TUNABLES } from './blocks';
import { COMMUNICATION_TUNABLES } from './communication';
import { KEY_TUNABLES } from './keys';
import { LOG_TUNABLES } from './logs';
import { SUBSCRIPTION_TUNABLES } from './subscription';
import type { NumberTunable, Tunable } from './values';

/** Every tunable parameter of the registry, by name: the whole of FRS Appendix C, and what change orders have added. */
export const TUNABLES = {
  ...SUBSCRIPTION_TUNABLES,
  ...COMMUNICATION_TUNABLES,
  ...AUDIT_TUNABLES,
  ...LOG_TUNABLES,
  ...KEY_TUNABLES,
  ...BLOCK_TUNABLES,
};

export type TunableName = keyof typeof TUNABLES;

/** What the value of a tunable is in a program. */
export type ValueOf<N extends TunableName> = (typeof TUNABLES)[N] extends NumberTunable ? number : string;

export const TUNABLE_NAMES = Object.keys(TUNABLES) as readonly TunableName[];

export const isTunableName = (name: string): name is TunableName => Object.hasOwn(TUNABLES, name);

export const tunableNamed = (name: TunableName): Tunable => TUNABLES[name];

import { FROM_ACTIVATION } from './transitions/from-activation';
import type { Transition } from './transitions/transition';
import { UNTIL_ACTIVATION } from './transitions/until-activation';

export type { Actor, Transition } from './transitions/transition';

export type TransitionId = (typeof UNTIL_ACTIVATION)[number]['id'] | (typeof FROM_ACTIVATION)[number]['id'];

/** A version's whole life: no version changes its status in any other way (R5-1.1). T01 to T44, in order. */
export const TRANSITIONS: readonly (Transition & { readonly id: TransitionId })[] = [
  ...UNTIL_ACTIVATION,
  ...FROM_ACTIVATION,
];

export function transition(id: TransitionId): Transition {
  const found = TRANSITIONS.find((row) => row.id === id);
  if (found === undefined) throw new Error(`no transition ${id}`);
  return found;
}

import type { Fault } from '../shared/command-error';

/** Stretches of numbers shown to people for one reason; --json shows all. */
const MOST_STRETCHES = 8;

/** The numbers at fault, shortened; undefined when the fault names none. */
export function numbersAtFault({ tn, tns }: Pick<Fault, 'tn' | 'tns'>): string | undefined {
  if (tns == null) return tn ?? undefined;
  const more = tns.length - MOST_STRETCHES;
  return `${tns.slice(0, MOST_STRETCHES).join(' ')}${more > 0 ? ` ... and ${more} more: --json shows all` : ''}`;
}

import type { Brand } from './brand';

/** Service provider id: four upper-case letters or digits. */
export type Spid = Brand<string, 'Spid'>;

/** The registry itself as an actor: NPAC personnel, by the operator's token. */
export const NPAC = 'NPAC' as Spid;

/** Undefined unless the text is four upper-case letters or digits. */
export function parseSpid(text: string): Spid | undefined {
  return /^[A-Z0-9]{4}$/.test(text) ? (text as Spid) : undefined;
}

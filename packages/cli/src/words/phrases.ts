import type { Data, Failed } from './told';

// What several kinds of events and messages say in the same words.

/** LSMSs with the reason that each of them failed for. */
export const failures = (failed: readonly Failed[]): string =>
  failed.map(({ spid, reason }) => `${spid} (${reason})`).join(', ');

export const lrnOf = (route: Data['route']): string => (route === null ? '' : `, LRN ${route.lrn}`);

/** Why a port is in conflict or was canceled (N375, N138). */
const CAUSES: Readonly<Record<number, string>> = {
  1: 'automatic cancellation',
  2: 'the cancellation was not acknowledged',
  50: 'no LSR or WPR received',
  51: 'no FOC or WPRR issued',
  52: 'due dates differ',
  53: 'vacant number',
  54: 'general conflict',
};

/** Such as `, cause 52: due dates differ`; nothing where there is no cause. */
export const causeOf = (code: number | null | undefined): string => {
  if (code == null) return '';
  const words = CAUSES[code];
  return words === undefined ? `, cause ${code}` : `, cause ${code}: ${words}`;
};

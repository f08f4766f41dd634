/** A rule of porting: `rule` is a requirement or change order; null for a rule of our own, which its error code names. */
export interface Named {
  readonly rule: string | null;
  readonly code: string;
  /** Where else it is switched than in the refusals; `uses`: of refusals, but for one command only. */
  readonly seam?: string;
  /** What of that is off; for `uses` the command. */
  readonly what?: string;
}

export function textOf(rule: Named): string;
export function namedIn(title: string, rules: readonly Named[]): readonly Named[];
export function titleWithout(title: string, rule: Named): string;
export function readTitle(title: string): { readonly title: string; readonly without: string | undefined };

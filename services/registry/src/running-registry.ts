/** A registry that runs, however many processes it has. */
export interface RunningRegistry {
  readonly port: number;
  /** What runs where, for the screen. */
  readonly parts: readonly (readonly [what: string, where: string])[];
  stop(): Promise<void>;
}

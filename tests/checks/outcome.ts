/** What the command line asked of a check. */
export interface CheckOptions {
  readonly kafka: boolean;
  /** Why no Kafka can be started here; undefined when one can. */
  readonly kafkaMissing: string | undefined;
  /** A line about how far it is. */
  readonly say: (text: string) => void;
}

/** What a check found. */
export interface Outcome {
  /** One JSON object, as issue and design name its members. */
  readonly result: object;
  readonly held: boolean;
  /** What could not be checked, and why. */
  readonly skipped: readonly string[];
  /** The same for people. */
  readonly text: string;
}

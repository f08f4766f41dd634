/** One reason of a refusal, as the registry gives it. */
export interface Fault {
  readonly code: string;
  readonly number?: number;
  readonly rule?: string | null;
  readonly field?: string | null;
  readonly expected?: string | null;
  readonly actual?: string | null;
  readonly tn?: string | null;
  /** Several numbers at fault: numbers and ranges such as 3035550100-0199. */
  readonly tns?: readonly string[] | null;
}

export interface CommandErrorDetails {
  /** HTTP status, where the registry answered. */
  readonly status?: number | undefined;
  /** What the person can do about it. */
  readonly next?: string | undefined;
  /** What the registry found wrong, one by one. */
  readonly faults?: readonly Fault[] | undefined;
  /** 1: refused or failed (default), 2: wrong use. */
  readonly exitCode?: 1 | 2;
  /** What --json prints instead of the error, such as the refused request. */
  readonly answer?: object;
}

/** A command that did not do what it was asked: the registry refused, did not answer, or was asked wrongly. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly status: number | undefined;
  readonly next: string | undefined;
  readonly faults: readonly Fault[];
  readonly exitCode: 1 | 2;
  readonly answer: object | undefined;

  constructor(
    readonly code: string,
    message: string,
    details: CommandErrorDetails = {},
  ) {
    super(message);
    this.status = details.status;
    this.next = details.next;
    this.faults = details.faults ?? [];
    this.exitCode = details.exitCode ?? 1;
    this.answer = details.answer;
  }
}

/** The command line itself is wrong: exit code 2. */
export const wrongUse = (code: string, message: string, next?: string): CommandError =>
  new CommandError(code, message, { exitCode: 2, next });

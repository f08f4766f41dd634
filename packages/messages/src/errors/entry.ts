/** What a carrier is told of a code besides the code itself. */
export interface ErrorText {
  /** One line, without a full stop. */
  readonly title: string;
  /** What to do next. */
  readonly remedy: string;
  /** Status of the problem+json answer. */
  readonly httpStatus: number;
  /** Requirement or change order behind it; where it differs from case to case, the refusal names it. */
  readonly rule?: string;
}

export interface ErrorEntry extends ErrorText {
  /** Fixed for ever: 1000s door and shape, 2000s sender, 3000s network, 4000s number, 5000s LSMS. */
  readonly number: number;
}

export const entry = (
  number: number,
  httpStatus: number,
  title: string,
  remedy: string,
  rule?: string,
): ErrorEntry => ({ number, title, remedy, httpStatus, ...(rule === undefined ? {} : { rule }) });

export const text = (httpStatus: number, title: string, remedy: string): ErrorText => ({ httpStatus, title, remedy });

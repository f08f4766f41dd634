/** Recognised by `code`, never by class, so that it survives duplicate packages. */
export class WrongExpectedRevisionError extends Error {
  readonly code = 'wrong_expected_revision';
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at revision ${actual}, the append expected ${expected}`);
  }
}

/** No append exceeds 1 MB (design, section 4). */
export class AppendTooLargeError extends Error {
  readonly code = 'append_too_large';
  constructor(readonly bytes: number) {
    super(`an append of ${bytes} bytes is larger than 1 MB: split it`);
  }
}

export const isWrongExpectedRevision = (error: unknown): error is WrongExpectedRevisionError =>
  error instanceof Error && (error as { code?: unknown }).code === 'wrong_expected_revision';

/** What can be wrong with the bytes of a message; each is a code of the error table. */
export type MessageErrorCode =
  | 'not_wire_format'
  | 'unknown_schema_id'
  | 'unexpected_message'
  | 'malformed_avro'
  | 'not_encodable';

/** Recognised by `code` (isMessageError), never by instanceof. */
export class MessageError extends Error {
  constructor(
    readonly code: MessageErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'MessageError';
  }
}

const CODES: ReadonlySet<unknown> = new Set<MessageErrorCode>([
  'not_wire_format',
  'unknown_schema_id',
  'unexpected_message',
  'malformed_avro',
  'not_encodable',
]);

/** True when a codec refused what it was given; anything else that it throws is a bug. */
export function isMessageError(error: unknown): error is MessageError {
  return CODES.has((error as { code?: unknown } | null | undefined)?.code);
}

import pino from 'pino';

/** Structured log: fields first, then a sentence without values in it. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
  child(fields: object): Log;
}

/** JSON lines on stderr, so that stdout stays free for what a person or a script reads. */
export function createLog(level: string, fields: object = {}): Log {
  return pino(
    { level, base: fields, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: false }),
  );
}

/** Says nothing: for tests and for tools with a screen of their own. */
export const silentLog: Log = pino({ level: 'silent' });

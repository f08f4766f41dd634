import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { LogRecord } from './log';

export interface EventFilter {
  readonly matches: (record: LogRecord) => boolean;
  /** Events that the server looks through at a time. */
  readonly window: number;
  /** A checkpoint is due after so many events have been looked at, whether or not they matched. */
  readonly checkpointEvery: number;
}

/** Where the client names none. */
const DEFAULT_WINDOW = 32;

export function filterOf(options: ReadReq.Options.FilterOptions | undefined): EventFilter | undefined {
  const byStream = options?.getStreamIdentifier();
  const expression = byStream ?? options?.getEventType();
  if (!options || !expression) return undefined;
  const of = (record: LogRecord): string => (byStream ? record.stream : record.type);
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  const window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
  return {
    window,
    matches: (record) => regex?.test(of(record)) ?? prefixes.some((prefix) => of(record).startsWith(prefix)),
    checkpointEvery: window * options.getCheckpointintervalmultiplier(),
  };
}

import type { CommandError, Fault } from '../shared/command-error';
import type { Io } from '../shared/io';
import { numbersAtFault } from '../words/faults';
import { painter } from './colours';
import { printable, table } from './table';

/** Faults shown to people; --json shows all. */
const MOST_FAULTS = 20;

/** Says on stderr what went wrong and what to do next; in the JSON form also on stdout, as one object. */
export async function reportError(error: CommandError, { stdout, stderr, env }: Io, json: boolean): Promise<void> {
  const { code, message, faults, status, answer } = error;
  const next = error.next ?? (await remedyOf(faults));
  if (json) {
    stdout.write(`${JSON.stringify(answer ?? { error: { code, message, status, next, errors: faults } })}\n`);
  }
  const paint = painter(stderr, env);
  stderr.write(`${paint('red', 'lnp:')} ${printable(message)} [${code}]\n`);
  if (faults.length > 0) stderr.write(`${faultTable(faults, paint)}\n`);
  if (next !== undefined) stderr.write(`Next: ${printable(next)}\n`);
}

function faultTable(faults: readonly Fault[], paint: ReturnType<typeof painter>): string {
  const shown = faults.slice(0, MOST_FAULTS).map((fault) => ({ ...fault, tn: numbersAtFault(fault) }));
  const columns = ['code', 'rule', 'field', 'expected', 'actual', 'tn'] as const;
  // Columns that say nothing are left out.
  const used = columns.filter((column) => column === 'code' || shown.some((fault) => fault[column] != null));
  const rows = shown.map((fault) => used.map((column) => fault[column] ?? '-'));
  const more = faults.length - shown.length;
  return `${table(used, rows, { paint })}${more > 0 ? `\n... and ${more} more: --json shows all` : ''}`;
}

/** What the error table says to do about the first fault. */
async function remedyOf(faults: readonly Fault[]): Promise<string | undefined> {
  const [first] = faults;
  if (first === undefined) return undefined;
  // Loaded only when something went wrong: it is most of this program's start.
  const { ERRORS, isErrorCode } = await import('@openlnp/messages');
  return isErrorCode(first.code) ? ERRORS[first.code].remedy : undefined;
}

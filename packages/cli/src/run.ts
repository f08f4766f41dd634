import { CommanderError } from 'commander';
import { reportError } from './output/report-error';
import { buildProgram } from './program';
import { CommandError, wrongUse } from './shared/command-error';
import type { Io } from './shared/io';

/** Runs one command line; resolves to the exit code: 0 done, 1 refused or failed, 2 wrong use. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const json = args.includes('--json');
  try {
    await buildProgram(io).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return misused(error, args, io, json);
    if (error instanceof CommandError) {
      await reportError(error, io, json);
      return error.exitCode;
    }
    // A bug of this program, or of what it stands on: the stack helps whoever is told of it.
    io.stderr.write(`lnp: ${error instanceof Error ? error.stack : String(error)} [internal_error]\n`);
    return 1;
  }
}

/** What commander found: help that was asked for is no error. */
async function misused(error: CommanderError, args: readonly string[], io: Io, json: boolean): Promise<number> {
  if (error.exitCode === 0) return 0;
  // Help was printed because there was no command.
  if (error.code === 'commander.help') return 2;
  const [command = ''] = args.filter((arg) => !arg.startsWith('-'));
  const known = buildProgram(io).commands.some((one) => one.name() === command);
  const message = error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ');
  await reportError(wrongUse('wrong_use', message, known ? `lnp ${command} --help` : 'lnp --help'), io, json);
  return 2;
}

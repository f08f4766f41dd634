import { type Command, CommanderError } from 'commander';
import { reportError } from './output/report-error';
import { buildProgram } from './program';
import { CommandError, wrongUse } from './shared/command-error';
import type { Io } from './shared/io';
import { commandErrorOf } from './shared/known-errors';

/** Runs one command line; resolves to the exit code: 0 done, 1 refused or failed, 2 wrong use. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const json = args.includes('--json');
  const program = buildProgram(io);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (thrown) {
    const error = commandErrorOf(thrown);
    if (error instanceof CommandError) {
      await reportError(error, io, json);
      return error.exitCode;
    }
    if (!(error instanceof CommanderError)) {
      // A bug of this program, or of what it stands on: the stack helps whoever is told of it.
      io.stderr.write(`lnp: ${error instanceof Error ? error.stack : String(error)} [internal_error]\n`);
      return 1;
    }
    // Help that was asked for is no error; help that came because there was no command is one.
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') return 2;
    const message = error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ');
    await reportError(wrongUse('wrong_use', message, `${nameOf(program, args)} --help`), io, json);
    return 2;
  }
}

/** The command that the words lead to, such as lnp token revoke. */
function nameOf(program: Command, args: readonly string[]): string {
  const names = ['lnp'];
  let command: Command | undefined = program;
  for (const arg of args) {
    command = command.commands.find((child) => child.name() === arg);
    if (command === undefined) break;
    names.push(arg);
  }
  return names.join(' ');
}

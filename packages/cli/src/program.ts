import { Command } from 'commander';
import { backupCommands } from './backup-commands';
import { answersCommand } from './commands/answers';
import { completionCommand } from './commands/completion';
import { copyCommand } from './commands/copy';
import { networkCommands } from './commands/network';
import { numberCommands } from './commands/numbers';
import { operatorCommands } from './commands/operator';
import { providerCommand } from './commands/provider';
import { regionsCommand } from './commands/regions';
import { replayCommand } from './commands/replay';
import { requestCommand } from './commands/request';
import { requestCommands } from './commands/requests';
import { tokenCommand } from './commands/token';
import { tunablesCommand } from './commands/tunables';
import { versionRequestCommands } from './commands/version-requests';
import { versionsCommand } from './commands/versions';
import { watchCommand } from './commands/watch';
import { worldCommands } from './commands/world';
import { contextFrom } from './context';
import type { Io } from './shared/io';

const DESCRIPTION = `The command line of an OpenLNP registry.

LNP_URL    where the registry listens (default http://127.0.0.1:8080)
LNP_TOKEN  who asks; --as SPID takes a token from LNP_DATA/tokens instead
LNP_DATA   the data folder (default ./data), where the operator's token is too
LNP_EVENTSTORE  where the log is that "lnp replay" reads (default: in the data folder)
NO_COLOR   no colours

Exit codes: 0 done, 1 refused or failed, 2 wrong use.`;

const EXAMPLES = `
Examples:
  lnp seed                                                        a small world to try things in
  lnp port 3035550100 --from X101 --to X202 --lrn 7205559990      ask for a number
  lnp concur 3035550100 --from X101 --to X202                     let it go
  lnp activate 3035550100 --as X202                               make it take effect
  lnp history 3035550100                                          see what happened
  lnp COMMAND --help                                              more of each`;

/** The whole command line. */
export function buildProgram(io: Io): Command {
  const program = new Command('lnp')
    .description(DESCRIPTION)
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES)
    .helpCommand(false);
  const tools = { io, context: contextFrom(io.env) };
  const groups: [string, Command[]][] = [
    [
      'Numbers:',
      [
        ...requestCommands(tools),
        ...versionRequestCommands(tools),
        ...numberCommands(tools),
        answersCommand(tools),
        versionsCommand(tools),
        requestCommand(tools),
        watchCommand(tools),
      ],
    ],
    [
      'Registry:',
      [
        ...operatorCommands(tools),
        providerCommand(tools),
        ...networkCommands(tools),
        tokenCommand(tools),
        tunablesCommand(tools),
        regionsCommand(tools),
        replayCommand(tools),
        ...backupCommands(tools),
        copyCommand(tools),
      ],
    ],
    ['Trying out:', worldCommands(tools)],
    ['Shell:', [completionCommand(tools, program)]],
  ];
  for (const [heading, commands] of groups) {
    for (const command of commands) program.addCommand(command.helpGroup(heading));
  }
  quiet(program, io);
  return program;
}

/** Errors come back as exceptions and are told in one place; help goes where the io says. */
function quiet(command: Command, io: Io): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void io.stderr.write(text),
    outputError: () => undefined,
  });
  for (const child of command.commands) quiet(child, io);
}

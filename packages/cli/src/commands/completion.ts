import { Argument, type Command } from 'commander';
import { bashScript, type CompletedCommand, zshScript } from '../completion';
import type { Tools } from './command';
import { newCommand } from './command';

/** Completion knows what `program` holds when it is asked for. */
export function completionCommand({ io }: Tools, program: Command): Command {
  return newCommand('completion', 'a script that completes commands, options and SPIDs in your shell', [
    ['eval "$(lnp completion bash)"', 'now; in ~/.bashrc for ever'],
    ['eval "$(lnp completion zsh)"', 'behind compinit in ~/.zshrc'],
    ["alias lnp='npx lnp'", 'where lnp itself is not on the path'],
  ])
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh']))
    .action((shell: 'bash' | 'zsh', { json }: { json?: boolean }) => {
      const script = (shell === 'bash' ? bashScript : zshScript)(completed(program));
      io.stdout.write(json === true ? `${JSON.stringify({ shell, script })}\n` : script);
    });
}

/** Names as a person types them: `token create` is one of two words. */
function completed(parent: Command, prefix = ''): CompletedCommand[] {
  return parent.commands.flatMap((command) => {
    const name = `${prefix}${command.name()}`;
    const options = [...command.options.flatMap(({ long }) => (long == null ? [] : [long])), '--help'];
    const words = command.commands.map((child) => child.name());
    const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
    return [
      { name, description: command.description(), words: [...words, ...choices, ...options] },
      ...completed(command, `${name} `),
    ];
  });
}

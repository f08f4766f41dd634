export interface CompletedCommand {
  /** One or two words, such as port or token create. */
  readonly name: string;
  readonly description: string;
  /** What may follow. */
  readonly words: readonly string[];
}

/** Options whose value is a SPID: completed from the tokens kept on this machine. */
const SPID_OPTIONS = [
  '--as',
  '--from',
  '--to',
  '--sp',
  '--spid',
  '--for',
  '--lsms',
  '--associated-with',
  '--alt-spid',
  '--last-alt-spid',
];
const SPIDS = `$(cd "\${LNP_DATA:-./data}/tokens" 2>/dev/null && printf '%s\\n' *.token | sed -n 's/\\.token$//p' | grep -v '[*]')`;

const topLevel = (commands: readonly CompletedCommand[]): CompletedCommand[] =>
  commands.filter(({ name }) => !name.includes(' '));

/** case branches, longest name first, so that `token create` is met before `token`. */
const branches = (commands: readonly CompletedCommand[], indent: string): string =>
  [...commands]
    .sort((a, b) => b.name.split(' ').length - a.name.split(' ').length)
    .map(({ name, words }) => `${indent}'${name}'*) words='${words.join(' ')}' ;;`)
    .join('\n');

/** A script for `eval "$(lnp completion bash)"`. */
export const bashScript = (commands: readonly CompletedCommand[]): string => `# lnp completion for bash
_lnp() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" words=''
  case "$prev" in
    ${SPID_OPTIONS.join('|')})
      COMPREPLY=( $(compgen -W "${SPIDS}" -- "$cur") )
      return ;;
  esac
  if (( COMP_CWORD == 1 )); then
    words='${topLevel(commands)
      .map(({ name }) => name)
      .join(' ')} --help'
  else
    case "\${COMP_WORDS[1]} \${COMP_WORDS[2]} " in
${branches(commands, '      ').replaceAll("'*)", " '*)")}
    esac
  fi
  COMPREPLY=( $(compgen -W "$words" -- "$cur") )
}
complete -F _lnp lnp
`;

/** A script for `eval "$(lnp completion zsh)"`, after compinit. */
export const zshScript = (commands: readonly CompletedCommand[]): string => `#compdef lnp
_lnp() {
  local words_here=''
  case "\${words[CURRENT-1]}" in
    ${SPID_OPTIONS.join('|')})
      compadd -- \${(f)"${SPIDS}"}
      return ;;
  esac
  if (( CURRENT == 2 )); then
    local -a commands
    commands=(
${topLevel(commands)
  .map(({ name, description }) => `      '${name}:${description.replaceAll("'", "'\\''").replaceAll(':', '\\:')}'`)
  .join('\n')}
    )
    _describe 'command' commands
    return
  fi
  case "\${words[2]} \${words[3]} " in
${branches(commands, '    ').replaceAll("'*)", " '*)").replaceAll("words='", "words_here='")}
  esac
  compadd -- \${=words_here}
}
compdef _lnp lnp
`;

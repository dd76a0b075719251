// Completion for bash 3.2 and newer, without the package bash-completion.
import { groups, nextWords, wordCommands } from '../arguments/grammar';
import { firstOptions, lastOperand, namesOfConnections, optionsOf, withValue } from './declared';
import { suggestedOf } from '../arguments/options';

const dashed = (names: readonly string[], between: string): string => names.map((name) => `--${name}`).join(between);

const optionWords = (options: ReturnType<typeof optionsOf>): string =>
  dashed(
    options.map(({ option }) => option),
    ' ',
  );

/** Nothing in COMPREPLY: bash goes on to names of files, unless it is told not to. */
const noFiles = 'compopt +o default 2>/dev/null; return';

function valueCase(option: (typeof withValue)[number]): string {
  const known = suggestedOf(option);
  if (known === 'connection') return `    --${option}) _mayfly_connections; return ;;`;
  if (typeof known === 'object')
    return `    --${option}) COMPREPLY=($(compgen -W '${known.join(' ')}' -- "$cur")); return ;;`;
  return `    --${option}) ${known === undefined ? noFiles : 'return'} ;;`;
}

function commandCase(name: (typeof wordCommands)[number]): string {
  const operand = lastOperand(name)?.known;
  const words = typeof operand === 'object' ? operand.join(' ') : '';
  const kind = typeof operand === 'string' ? operand : '';
  return `    ' ${name}') options='${optionWords(optionsOf(name))}' words='${words}' kind=${kind} ;;`;
}

const wordsCase = (before: string): string =>
  `    '${before === '' ? '' : ` ${before}`}') options='${optionWords(firstOptions())}' words='${nextWords(before).join(' ')}' ;;`;

export const bashScript = (): string => `# bash completion of mayfly
_mayfly_connections() {
  local name
  # Read line by line: as words, a name such as * would become the names of files.
  while IFS= read -r name; do
    case $name in '') ;; "$cur"*) COMPREPLY+=("$(printf %q "$name")") ;; esac
  done <<< "$(${namesOfConnections})"
}
_mayfly() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' options='' words='' kind='' i=1
  # Bash takes --sort=newest for three words.
  if [ "$cur" = = ]; then cur=''
  elif [ "$prev" = = ]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  while [ "$i" -lt "$COMP_CWORD" ]; do
    case \${COMP_WORDS[i]} in
      ${dashed(withValue, '|')})
        [ "\${COMP_WORDS[i+1]}" = = ] && i=$((i + 1))
        i=$((i + 1))
        ;;
      -*) ;;
      *)
        command="$command \${COMP_WORDS[i]}"
        case $command in ${[...groups].map((group) => `' ${group}'`).join('|')}) ;; *) break ;; esac
        ;;
    esac
    i=$((i + 1))
  done
  COMPREPLY=()
  case $prev in
${withValue.map(valueCase).join('\n')}
  esac
  case $command in
${['', ...groups].map(wordsCase).join('\n')}
${wordCommands.map(commandCase).join('\n')}
  esac
  case $cur in
    -*) COMPREPLY=($(compgen -W "$options" -- "$cur")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
  esac
  case $cur,$kind in
    -*) ;;
    *,connection) _mayfly_connections ;;
  esac
  [ "$kind" = file ] || { ${noFiles}; }
}
complete -o default -F _mayfly mayfly
`;

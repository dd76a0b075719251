// Completion for zsh: as the file _mayfly in a folder of fpath, or by eval.
import type { CommandName } from '../arguments/command-rule';
import { groups, wordCommands } from '../arguments/grammar';
import {
  firstOptions,
  lastOperand,
  describedWords,
  namesOfConnections,
  optionsOf,
  type DeclaredOption,
} from './declared';

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
/** Brackets and colons part what \`_arguments\` reads. */
const spec = (text: string): string => text.replaceAll(/[[\]:\\]/g, String.raw`\$&`);

function action(known: DeclaredOption['known']): string {
  if (typeof known === 'object') return `(${known.join(' ')})`;
  if (known === 'folder') return '_files -/';
  if (known === 'connection') return '_mayfly_connection_names';
  return known === 'file' ? '_files' : ' ';
}

const optionSpec = ({ option, operand, known, said }: DeclaredOption): string =>
  operand === undefined
    ? quoted(`--${option}[${spec(said)}]`)
    : quoted(`--${option}=[${spec(said)}]:${spec(operand)}:${action(known)}`);

function operandSpec(name: CommandName): readonly string[] {
  const operand = lastOperand(name);
  if (operand === undefined) return [];
  // A message, as for values of options, would keep zsh from completing flags: no words instead.
  return [quoted(`*:${spec(operand.shown)}:${operand.known === undefined ? '( )' : action(operand.known)}`)];
}

const commandCase = (name: CommandName): string => {
  const specs = [...optionsOf(name).map(optionSpec), ...operandSpec(name)];
  return `    ${quoted(name.split(' ').at(-1) ?? '')})\n      _arguments ${specs.join(' \\\n        ')}\n      ;;`;
};

/** One level of words: what may stand there, and what follows each. */
function level(before: string): string {
  const described = describedWords(before).map(({ word, said }) =>
    quoted(`${word}:${said.replaceAll(':', String.raw`\:`)}`),
  );
  const here = wordCommands.filter((name) => (before === '' ? !name.includes(' ') : name.startsWith(`${before} `)));
  const deeper = before === '' ? [...groups] : [];
  return `_mayfly${before === '' ? '' : `_${before}`}() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C ${firstOptions().map(optionSpec).join(' \\\n    ')} \\
    '(-)1:command:->command' '(-)*::argument:->argument'
  if [[ $state = command ]]; then
    local -a names=(${described.join(' \\\n      ')})
    _describe -t commands 'mayfly' names
  elif [[ $state = argument ]]; then
    case $line[1] in
${[...deeper.map((group) => `    ${group}) _mayfly_${group} ;;`), ...here.map(commandCase)].join('\n')}
    esac
  fi
}
`;
}

export const zshScript = (): string => `#compdef mayfly
_mayfly_connection_names() {
  local -a names=(\${(f)"$(${namesOfConnections})"})
  compadd -a names
}
${[...groups].map(level).join('\n')}
${level('')}
# Run where zsh loads it for a completion, registered where it is read by eval.
if [[ \${funcstack[1]-} = _mayfly ]]; then _mayfly "$@"; else compdef _mayfly mayfly; fi
`;

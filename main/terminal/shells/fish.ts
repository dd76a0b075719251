// Completion for fish 3 and newer.
import { groups, wordCommands } from '../arguments/grammar';
import {
  firstOptions,
  lastOperand,
  namesOfConnections,
  describedWords,
  optionsOf,
  withValue,
  type DeclaredOption,
  type Word,
} from './declared';

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

const complete = (command: string, rest: string): string =>
  `complete -c mayfly -n "__mayfly_at ${quoted(command)}" ${rest}`;

function choices(known: readonly string[] | string | undefined): string {
  if (known === 'connection') return `-a ${quoted(`(${namesOfConnections})`)}`;
  return typeof known === 'object' ? `-a ${quoted(known.join(' '))}` : '';
}

const wordLine =
  (before: string) =>
  ({ word, said }: Word): string =>
    complete(before, `-a ${quoted(word)} -d ${quoted(said)}`);

const optionLine =
  (command: string) =>
  ({ option, operand, known, said }: DeclaredOption): string => {
    const values = typeof known === 'string' && known !== 'connection' ? '-r -F' : `-x ${choices(known)}`;
    return complete(command, `-l ${option} ${operand === undefined ? '' : `${values} `}-d ${quoted(said)}`);
  };

const operandLines = (command: (typeof wordCommands)[number]): readonly string[] => {
  const known = lastOperand(command)?.known;
  if (known === undefined) return [];
  return [complete(command, known === 'file' ? '-F' : choices(known))];
};

export const fishScript = (): string => `# fish completion of mayfly
function __mayfly_at
  set -l command
  set -l skip no
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
      continue
    end
    switch $word
      case ${withValue.map((option) => `--${option}`).join(' ')}
        set skip yes
      case '-*'
      case '*'
        set -a command $word
        contains -- "$command" ${[...groups].join(' ')}; or break
    end
  end
  test "$command" = "$argv"
end
complete -c mayfly -f
${['', ...groups].flatMap((before) => [...describedWords(before).map(wordLine(before)), ...firstOptions().map(optionLine(before))]).join('\n')}
${wordCommands.flatMap((name) => [...optionsOf(name).map(optionLine(name)), ...operandLines(name)]).join('\n')}
`;

// What `mayfly --help` and `mayfly COMMAND --help` print, in the language of the terminal.
import { words } from '../../../resources/words/messages';
import { widthOf } from '../output/format';
import type { CommandName } from './command-rule';
import { commandNames, commands } from './grammar';
import { everywhere, operandOf, type Option } from './options';

const w = words.terminal.help;

/** The commands that an empty line parts from those before them. */
const firstOfGroup: ReadonlySet<string> = new Set([
  'uploads',
  'connections list',
  'bucket serve',
  'completion',
  '--remove-my-data',
] satisfies CommandName[]);

const indent = '  ';
const textColumn = 30;
const rightEdge = 102;

/** `--expires TIME`. */
export function optionUsage(name: CommandName, option: Option): string {
  const operand = commands[name].own?.[option]?.operand ?? operandOf(option);
  return operand === undefined ? `--${option}` : `--${option} ${operand}`;
}

/** What an option does in this command. */
export const optionWords = (name: CommandName, option: Option): string =>
  w.options[commands[name].own?.[option]?.said ?? option];

/** `mayfly extend ID --expires TIME [OPTION...]`. */
export function commandUsage(name: CommandName): string {
  const { operands, needs = [], options } = commands[name];
  const shown = operands.map(({ shown, missing, many }) => {
    const text = many === true ? `${shown}...` : shown;
    return missing === undefined ? `[${text}]` : text;
  });
  const needed = needs.map((option) => optionUsage(name, option));
  return ['mayfly', name, ...shown, ...needed, ...(options.length > needs.length ? ['[OPTION...]'] : [])].join(' ');
}

/** Breaks a text between words so that no line is wider than what the terminal has beside the left column. */
function wrapped(text: string, columns: number): readonly string[] {
  const found: string[] = [];
  let width = 0;
  for (const word of text.split(' ')) {
    const ofWord = widthOf(word);
    const fits = found.length > 0 && width + 1 + ofWord <= columns;
    if (fits) found[found.length - 1] += ` ${word}`;
    else found.push(word);
    width = fits ? width + 1 + ofWord : ofWord;
  }
  return found;
}

function entry(typed: string, said: string): readonly string[] {
  const left = indent + typed;
  const lines = wrapped(said, rightEdge - textColumn).map((line) => ' '.repeat(textColumn) + line);
  return left.length < textColumn - 1
    ? [left + (lines[0] ?? '').slice(left.length), ...lines.slice(1)]
    : [left, ...lines];
}

const commandEntry = (name: CommandName) => entry(commandUsage(name).replace(' [OPTION...]', ''), w.commands[name]);

const everywhereLine = () =>
  [w.everywhere, ...everywhere.map((option) => [`--${option}`, operandOf(option) ?? ''].join(' ').trimEnd())].join(
    '   ',
  );

const all = (): readonly string[] => [
  w.title,
  '',
  ...commandNames.flatMap((name) => [...(firstOfGroup.has(name) ? [''] : []), ...commandEntry(name)]),
  '',
  everywhereLine(),
  w.more,
  '',
  w.thisComputer,
  ...w.exitCodes.split('\n'),
];

function ofCommand(name: CommandName): readonly string[] {
  const options = [...commands[name].options, ...everywhere];
  return [
    commandUsage(name),
    '',
    ...wrapped(w.commands[name], rightEdge - indent.length).map((line) => indent + line),
    '',
    ...options.flatMap((option) => entry(optionUsage(name, option), optionWords(name, option))),
  ];
}

/** `about`: the words that were typed of a command. Of a name that several commands begin with it lists those, of none all. */
export function help(about = ''): readonly string[] {
  const name = commandNames.find((known) => known === about);
  if (name !== undefined) return ofCommand(name);
  const group = commandNames.filter((known) => known.startsWith(`${about.split(' ')[0]} `));
  return group.length === 0 ? all() : [...group.flatMap(commandEntry), '', w.more];
}

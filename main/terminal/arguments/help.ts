// What `mayfly --help` and `mayfly COMMAND --help` print, in the language of the terminal.
import { words } from '../../../resources/words/messages';
import { exitStatus } from '../output/output';
import type { HelpLine, HelpText } from '../output/help-layout';
import type { CommandName } from './command-rule';
import { examples } from './examples';
import { commandNames, commands } from './grammar';
import { everywhere, operandOf, type Option } from './options';

const w = words.terminal.help;

/** The commands that an empty line parts from those before them. */
const firstOfGroup: ReadonlySet<string> = new Set([
  'uploads',
  'connections list',
  'config list',
  'bucket serve',
  'help',
  '--remove-my-data',
] satisfies CommandName[]);

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

const commandEntry = (name: CommandName): HelpLine => [
  commandUsage(name).replace(' [OPTION...]', ''),
  w.commands[name],
];

const everywhereLine = () =>
  [w.everywhere, ...everywhere.map((option) => [`--${option}`, operandOf(option) ?? ''].join(' ').trimEnd())].join(
    '   ',
  );

const exitCodesLine = () => {
  const texts = words.terminal.manual.exitStatus;
  const names = Object.keys(exitStatus) as (keyof typeof exitStatus)[];
  return `${w.exitCodes} ${names.map((name) => `${exitStatus[name]} ${texts[name]}`).join(', ')}.`;
};

const all = (): HelpText => [
  w.title,
  '',
  ...commandNames.flatMap((name) => [...(firstOfGroup.has(name) ? [''] : []), commandEntry(name)]),
  '',
  everywhereLine(),
  w.more,
  '',
  w.thisComputer,
  exitCodesLine(),
];

function ofCommand(name: CommandName): HelpText {
  const options = [...commands[name].options, ...everywhere];
  return [
    commandUsage(name),
    '',
    `  ${w.commands[name]}`,
    '',
    ...options.map((option): HelpLine => [optionUsage(name, option), optionWords(name, option)]),
    '',
    w.example,
    `  ${examples[name]}`,
  ];
}

/** `about`: the name of a command, or of a group, whose commands it lists; without it all. */
export function help(about = ''): HelpText {
  if (about === '') return all();
  const name = commandNames.find((known) => known === about);
  if (name !== undefined) return ofCommand(name);
  const group = commandNames.filter((known) => known.startsWith(`${about} `));
  return [...group.map(commandEntry), '', w.more];
}

// The man page, in the language of this moment. Source: groff_man(7); nothing in it depends on GNU.
import { words } from '../../../resources/words/messages';
import type { CommandName } from '../arguments/command-rule';
import { commandNames, commands } from '../arguments/grammar';
import { commandUsage, optionUsage, optionWords } from '../arguments/help';
import { everywhere, type Option } from '../arguments/options';

/** A line of text: no character of it is a request or an escape, and a hyphen stays one that can be searched for and copied. */
const line = (text: string): string => {
  const escaped = text.replaceAll('\\', String.raw`\e`).replaceAll('-', String.raw`\-`);
  return /^[.']/.test(escaped) ? String.raw`\&` + escaped : escaped;
};

const entry = (term: string, text: string): readonly string[] => ['.TP', `\\fB${line(term)}\\fR`, line(text)];

const optionEntry = (name: CommandName) => (option: Option) =>
  entry(optionUsage(name, option), optionWords(name, option));

function section(name: CommandName): readonly string[] {
  const { options } = commands[name];
  return [
    ...entry(commandUsage(name), words.terminal.help.commands[name]),
    ...(options.length === 0 ? [] : ['.RS', ...options.flatMap(optionEntry(name)), '.RE']),
  ];
}

/** `mayfly.1`, for `man mayfly`; ends with a newline. */
export function manPage(version: string): string {
  const { manual: w, thisComputer, exitCodes } = words.terminal.help;
  return [
    `.TH MAYFLY 1 "" "Mayfly ${version}"`,
    `.SH ${w.name}`,
    `mayfly \\- ${line(w.summary)}`,
    `.SH ${w.synopsis}`,
    ...['[PATH...]', 'COMMAND [OPTION...]'].flatMap((rest) => ['.PP', `\\fBmayfly\\fR ${rest}`]),
    `.SH ${w.commands}`,
    ...commandNames.flatMap(section),
    `.SH ${w.everywhereTitle}`,
    ...everywhere.flatMap(optionEntry('uploads')),
    `.SH ${w.notes}`,
    ...[thisComputer, exitCodes.replaceAll('\n', ' ')].flatMap((text) => ['.PP', line(text)]),
    '',
  ].join('\n');
}

// The man page, in the language of this moment. Source: groff_man(7); nothing in it depends on GNU.
import { words } from '../../../resources/words/messages';
import type { CommandName } from '../arguments/command-rule';
import { commandNames, commands } from '../arguments/grammar';
import { commandUsage, optionUsage, optionWords } from '../arguments/help';
import { examples } from '../arguments/examples';
import { exitStatus } from '../output/output';
import { variables } from './environment-variables';
import { everywhere, type Option } from '../arguments/options';

/** A line of text: no character of it is a request or an escape, and a hyphen stays one that can be searched for and copied. */
const line = (text: string): string => {
  const escaped = text.replaceAll('\\', String.raw`\e`).replaceAll('-', String.raw`\-`);
  return /^[.']/.test(escaped) ? String.raw`\&` + escaped : escaped;
};

const entry = (term: string, text: string): readonly string[] => ['.TP', `\\fB${line(term)}\\fR`, line(text)];

const optionEntry = (name: CommandName) => (option: Option) =>
  entry(optionUsage(name, option), optionWords(name, option));

function commandEntries(name: CommandName): readonly string[] {
  const { options } = commands[name];
  return [
    ...entry(commandUsage(name), words.terminal.help.commands[name]),
    ...(options.length === 0 ? [] : ['.RS', ...options.flatMap(optionEntry(name)), '.RE']),
  ];
}

/** Those that a newcomer types first. */
const shownExamples: readonly CommandName[] = ['share', 'list', 'extend', 'revoke', 'request', 'connections add'];

const section = (title: string, lines: readonly string[]): readonly string[] => [`.SH ${title}`, ...lines];

const paths = {
  profile: '~/.local/share/mayfly',
  secrets: '~/.local/share/mayfly/secrets',
  caches: '~/.cache/mayfly',
} as const;

const entries = <Name extends string>(
  terms: Readonly<Record<Name, string | number>>,
  texts: Readonly<Record<Name, string>>,
): readonly string[] => (Object.keys(terms) as Name[]).flatMap((name) => entry(String(terms[name]), texts[name]));

/** The first stands below a title, where a break would be one too many. */
const paragraphs = (texts: readonly string[]): readonly string[] => texts.flatMap((text) => ['.PP', text]).slice(1);

/** `mayfly.1`, for `man mayfly`; ends with a newline. Sections in the order of man-pages(7). `day`: that of the sources, as YYYY-MM-DD. */
export function manPage(version: string, day: string): string {
  const { manual: w, help } = words.terminal;
  return [
    `.TH MAYFLY 1 "${day}" "Mayfly ${version}"`,
    ...section(w.name, [`mayfly \\- ${line(w.summary)}`]),
    ...section(w.synopsis, paragraphs(['[PATH...]', 'COMMAND [OPTION...]'].map((rest) => `\\fBmayfly\\fR ${rest}`))),
    ...section(w.descriptionTitle, paragraphs([w.description, help.thisComputer].map(line))),
    ...section(w.commands, commandNames.flatMap(commandEntries)),
    ...section(w.everywhereTitle, everywhere.flatMap(optionEntry('uploads'))),
    ...section(w.exitStatusTitle, entries(exitStatus, w.exitStatus)),
    ...section(w.environmentTitle, entries(variables, w.environment)),
    ...section(w.filesTitle, entries(paths, w.files)),
    ...section(
      w.examplesTitle,
      shownExamples.flatMap((name) => entry(examples[name], words.terminal.help.commands[name])),
    ),
    ...section(w.seeAlsoTitle, ['\\fBage\\fR(1), \\fBcurl\\fR(1)']),
    '',
  ].join('\n');
}

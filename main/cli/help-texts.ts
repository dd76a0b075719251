// What `--help` prints, written at build time: the first file answers it without the words and the grammar.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../resources/words/languages';
import { layOut, type HelpText } from '../terminal/output/help-layout';

/** By what is typed before `--help`: nothing, a command, or the first word of several. */
export type HelpTexts = Readonly<Record<string, HelpText>>;

export const helpFile = (language: Language): string => `help-${language}.json`;

/** The words that `mayfly help COMMAND` and `mayfly COMMAND --help` ask about. */
function asked(args: readonly string[]): string | undefined {
  const last = args.at(-1);
  if (last === '--help' || last === '-h') return args.slice(0, -1).join(' ');
  return args[0] === 'help' ? args.slice(1).join(' ') : undefined;
}

/** `undefined` for other arguments, which the grammar reads. `folder` holds the files of all languages; `columns` are of the terminal. */
export function helpFor(
  args: readonly string[],
  folder: string,
  language: () => Language,
  columns: number | undefined,
): string | undefined {
  const about = asked(args);
  if (about === undefined) return undefined;
  try {
    const texts = JSON.parse(readFileSync(join(folder, helpFile(language())), 'utf8')) as HelpTexts;
    const text = Object.hasOwn(texts, about) ? texts[about] : undefined;
    return text === undefined ? undefined : `${layOut(text, columns).join('\n')}\n`;
  } catch {
    return undefined;
  }
}

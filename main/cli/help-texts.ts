// What `--help` prints, written at build time: the first file answers it without the words, the grammar and their libraries.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../resources/words/languages';

/** By what is typed before `--help`: nothing, a command, or the first word of several. */
export type HelpTexts = Readonly<Record<string, string>>;

export const helpFile = (language: Language): string => `help-${language}.json`;

/** `undefined` for other arguments, which the grammar reads. `folder` holds the files of all languages. */
export function helpFor(args: readonly string[], folder: string, language: () => Language): string | undefined {
  const last = args.at(-1);
  if (last !== '--help' && last !== '-h') return undefined;
  try {
    const texts = JSON.parse(readFileSync(join(folder, helpFile(language())), 'utf8')) as HelpTexts;
    const typed = args.slice(0, -1).join(' ');
    return Object.hasOwn(texts, typed) ? texts[typed] : undefined;
  } catch {
    return undefined;
  }
}

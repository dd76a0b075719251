import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { helpFile, type HelpTexts } from '../../main/cli/help-texts';
import { commandNames, groups } from '../../main/terminal/arguments/grammar';
import { help } from '../../main/terminal/arguments/help';
import { languages, type Language } from '../../resources/words/languages';
import { setLanguage } from '../../resources/words/messages';

/** All texts of `--help` in the present language. */
const helpTexts = (): HelpTexts =>
  Object.fromEntries(['', ...commandNames, ...groups].map((typed) => [typed, help(typed)]));

/** Writes what `--help` prints in each language beside the file that answers it. */
export const helpTextsPlugin = (outDir: string): Plugin => ({
  name: 'mayfly-help-texts',
  closeBundle() {
    mkdirSync(resolve(outDir), { recursive: true });
    for (const language of Object.keys(languages) as Language[]) {
      setLanguage(language);
      writeFileSync(join(resolve(outDir), helpFile(language)), JSON.stringify(helpTexts()));
    }
    setLanguage('en');
  },
});

// The files for the shells in the packages, by their paths below `share`. A script of the build calls it; no program does.
import { setLanguage } from '../../../resources/words/messages';
import type { Language } from '../../../resources/words/languages';
import { manPage } from './man-page';
import { scripts } from './scripts';

/** Completions are in English: they are one file for all users of a computer. `day`: that of the sources, as YYYY-MM-DD. */
export function installedFiles(version: string, day: string): Readonly<Record<string, string>> {
  const manual = (language: Language) => {
    setLanguage(language);
    return manPage(version, day);
  };
  return {
    'man/man1/mayfly.1': manual('en'),
    'man/ko/man1/mayfly.1': manual('ko'),
    ...completions(),
  };
}

function completions(): Readonly<Record<string, string>> {
  setLanguage('en');
  return {
    'bash-completion/completions/mayfly': scripts.bash(),
    'zsh/vendor-completions/_mayfly': scripts.zsh(),
    'fish/vendor_completions.d/mayfly.fish': scripts.fish(),
  };
}

// Saves which first view the next start shows before Mayfly has read its data.
import { type LanguageChoice, languageChoices, languageOf } from '../../../resources/words/languages';
import type { Store } from '../../core/state/state';

export const faces = ['empty', 'usual'] as const;
export const densities = ['comfortable', 'compact'] as const;
const themes = ['system', 'light', 'dark'] as const;

/** The facts that decide the first view. */
export interface FirstLook {
  /** The drop zone alone, or above a list. */
  readonly face: (typeof faces)[number];
  readonly density: (typeof densities)[number];
  readonly theme: (typeof themes)[number];
  readonly language: LanguageChoice;
}

/** The first view of a new profile. */
export const firstLook: FirstLook = { face: 'empty', density: 'comfortable', theme: 'system', language: 'system' };

const oneOf = <T extends string>(known: readonly T[], value: unknown, otherwise: T): T =>
  known.find((each) => each === value) ?? otherwise;

/** Parses the text of `firstLookText`; any other text gives the first view of a new profile. */
export function toFirstLook(text: string | undefined): FirstLook {
  try {
    const { face, density, theme, language } = JSON.parse(text ?? '') as Readonly<Record<string, unknown>>;
    return {
      face: oneOf(faces, face, firstLook.face),
      density: oneOf(densities, density, firstLook.density),
      theme: oneOf(themes, theme, firstLook.theme),
      language: oneOf(languageChoices, language, firstLook.language),
    };
  } catch {
    return firstLook;
  }
}

export const firstLookText = (look: FirstLook): string => JSON.stringify(look);

/** Path of the built document of that view (`scripts/build/first-view.ts`); `system` are the system's languages, the first preferred. */
export const documentOf = ({ face, density, language }: FirstLook, system: readonly string[]): string =>
  `/first/${face}-${density}-${language === 'system' ? languageOf(system) : language}.html`;

/** The first view of the next start, in a theme that may be that of the desktop. */
export function lookOf({ settings, uploads, shares }: ReturnType<Store['get']>, theme = settings.theme): FirstLook {
  const { density, language } = settings;
  const bare = uploads.length === 0 && shares.length === 0;
  return { face: bare ? 'empty' : 'usual', density, theme, language };
}

/** Calls `save` whenever the first view changes; `shownTheme` gives the theme in force. */
export function followFirstLook(
  store: Store,
  saved: string | undefined,
  save: (text: string) => void,
  shownTheme = () => store.get().settings.theme,
): void {
  let last = saved;
  const keep = () => {
    const text = firstLookText(lookOf(store.get(), shownTheme()));
    if (text === last) return;
    last = text;
    save(text);
  };
  keep();
  store.subscribe(['settings', 'uploads', 'shares'], keep);
}

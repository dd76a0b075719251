// The whole catalogue for the main process and the command line; the window has a translator of its own for its part.
import { en } from './en';
import { ko } from './ko';
import type { Language } from './languages';
import { createTranslator } from './translator';
import type { Translation } from './message-types';

export const catalogues: Readonly<Record<Language, Translation<typeof en>>> = { en, ko };

export const { words, language, setLanguage, onLanguage } = createTranslator(en, catalogues);

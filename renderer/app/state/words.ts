// The window's part of the catalogue; in no other place does the window find a word.
import { inWindow as english } from '../../../resources/words/en';
import { inWindow as korean } from '../../../resources/words/ko';
import { createTranslator } from '../../../resources/words/translator';

export const { words, language, speak, onLanguage } = createTranslator(english, { en: english, ko: korean });

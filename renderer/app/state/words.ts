// The window's part of the catalogue, its only source of texts.
import { inWindow as english } from '../../../resources/words/en/window';
import { inWindow as korean } from '../../../resources/words/ko/window';
import { createTranslator } from '../../../resources/words/translator';

export const { words, language, setLanguage, onLanguage } = createTranslator(english, { en: english, ko: korean });

// Why this exists: the window's part of the catalogue; in no other place does the window find a word.
import { inWindow as english } from '../../words/en';
import { inWindow as korean } from '../../words/ko';
import { createMouth } from '../../words/mouth';

export const { words, language, speak, onLanguage } = createMouth(english, { en: english, ko: korean });

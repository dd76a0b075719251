// Letters of every script in ASCII, by the tables of any-ascii. They are half a megabyte: loaded for the first name that needs them.
import type { Transliterate } from '../../core/model/file-name';

export const loadTransliteration = async (): Promise<Transliterate> => (await import('any-ascii')).default;

// The words that only the page of an encrypted share has.
import { onEncryptedPage } from '../../resources/words/en/pages/encrypted-page';
import { onEncryptedPage as korean } from '../../resources/words/ko/pages/encrypted-page';
import type { Words } from '../../resources/words/message-types';
import { translate, type Code } from '../page/language';

export type OwnWords = Words<typeof onEncryptedPage>;

const catalogues = { en: onEncryptedPage, ko: korean } as const;

export const ownWordsFor = (code: Code): OwnWords => translate(onEncryptedPage, catalogues[code], code) as OwnWords;

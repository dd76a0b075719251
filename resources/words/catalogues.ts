// All texts of every language, for the build of the pages and for checks of the texts: what runs loads its own part.
import { en, inWindow, onEncryptedPage, onEncryptedRequestPage, onRequestPage, onSharePage } from './en';
import * as korean from './ko';

export const catalogues = {
  en: {
    ...en,
    window: inWindow,
    sharePage: onSharePage,
    encryptedPage: onEncryptedPage,
    requestPage: onRequestPage,
    encryptedRequestPage: onEncryptedRequestPage,
  },
  ko: {
    ...korean.ko,
    window: korean.inWindow,
    sharePage: korean.onSharePage,
    encryptedPage: korean.onEncryptedPage,
    requestPage: korean.onRequestPage,
    encryptedRequestPage: korean.onEncryptedRequestPage,
  },
} as const;

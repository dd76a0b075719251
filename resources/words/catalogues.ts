// All texts of every language, for the build of the pages and for checks of the texts: what runs loads its own part.
import { en } from './en';
import { onEncryptedPage } from './en/pages/encrypted-page';
import { kindPage } from './en/pages/kind-page';
import { onEncryptedRequestPage, onRequestPage } from './en/pages/request-page';
import { onSharePage } from './en/pages/share-page';
import { inWindow } from './en/window';
import { ko } from './ko';
import { onEncryptedPage as koreanEncryptedPage } from './ko/pages/encrypted-page';
import { kindPage as koreanKindPage } from './ko/pages/kind-page';
import {
  onEncryptedRequestPage as koreanEncryptedRequestPage,
  onRequestPage as koreanRequestPage,
} from './ko/pages/request-page';
import { onSharePage as koreanSharePage } from './ko/pages/share-page';
import { inWindow as koreanWindow } from './ko/window';

export const catalogues = {
  en: {
    ...en,
    window: inWindow,
    kindPage,
    sharePage: onSharePage,
    encryptedPage: onEncryptedPage,
    requestPage: onRequestPage,
    encryptedRequestPage: onEncryptedRequestPage,
  },
  ko: {
    ...ko,
    window: koreanWindow,
    kindPage: koreanKindPage,
    sharePage: koreanSharePage,
    encryptedPage: koreanEncryptedPage,
    requestPage: koreanRequestPage,
    encryptedRequestPage: koreanEncryptedRequestPage,
  },
} as const;

// The guest's page that encrypts what it sends to the receiving computer.
import './sealed.css';
import { onEncryptedRequestPage } from '../../resources/words/en/pages/request-page';
import { onEncryptedRequestPage as korean } from '../../resources/words/ko/pages/request-page';
import type { Words as WordsOf } from '../../resources/words/message-types';
import { byId, element, icon } from '../page/element';
import { unlessFramed } from '../page/framed';
import { translate } from '../page/language';
import { createRemembered } from '../request-page/remembered';
import { requestIn } from '../request-page/request-in';
import { startPage } from '../request-page/start';
import { languageFor } from '../request-page/words';
import { encryptingBody } from './body';

const own = languageFor(navigator.language);
const catalogues = { en: onEncryptedRequestPage, ko: korean } as const;
const sealed = translate(onEncryptedRequestPage, catalogues[own.code], own.code) as WordsOf<
  typeof onEncryptedRequestPage
>;
const language = { ...own, words: { ...own.words, begun: { ...own.words.begun, again: sealed.again } } };

unlessFramed(language, () => {
  /** Without its key, which is kept nowhere, an upload cannot go on after the page was loaded again. */
  const remembered = createRemembered(location.pathname);
  const keyless: typeof remembered = { ...remembered, keep: (begun) => remembered.keep({ ...begun, key: '' }) };

  const request = requestIn(document);
  startPage(request, language, encryptingBody(request.recipient ?? ''), keyless);
  byId('work').before(element('p', { class: 'sealed' }, icon('sealed'), sealed.claim));
  byId('footer').prepend(element('p', {}, sealed.honest));
});

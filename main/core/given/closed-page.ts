// What stands in the place of a closed door until its old end: one small page, the same for all doors, which holds nothing of them.
import { createHash } from 'node:crypto';
import { catalogues } from '../../../resources/words/messages';
import type { SeenDoor } from './door-page';

let made: { readonly html: string; readonly script: string } | undefined;

/** The texts of every language are read when the first door is closed. */
function template() {
  if (made !== undefined) return made;
  const [en, ko] = [catalogues.en.doorPage.closed, catalogues.ko.doorPage.closed];
  const script = `if(/^ko/.test(navigator.language))document.documentElement.lang="ko",document.body.textContent=${JSON.stringify(ko)}`;
  const hash = createHash('sha256').update(script).digest('base64');
  const html =
    '<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width"><meta name=color-scheme content="light dark">' +
    '<meta name=robots content=noindex><meta name=referrer content=no-referrer>' +
    `<meta http-equiv=Content-Security-Policy content="default-src 'none';script-src 'sha256-${hash}'">` +
    `<title>Mayfly</title><body>${en}<script>${script}</script>`;
  made = { html, script };
  return made;
}

export const closedPage = (): string => template().html;

/** Whether this answer is that page, and so nothing of the door. What stands in front of the bucket may have added to it. */
export const showsClosed = ({ status, body }: SeenDoor): boolean =>
  status === 200 && body.includes(template().script) && !body.includes('data-l=');

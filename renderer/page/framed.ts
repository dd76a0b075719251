// A page inside another one can be pressed without being seen: there it does nothing, and says where it works. The header that would forbid it
// (`frame-ancestors`) only the storage can send, and a policy in the document itself cannot hold it.
import { element } from './element';
import type { Code } from './language';

interface Language {
  readonly code: Code;
  readonly words: { readonly framed: string };
}

/** Runs `start`, but for a page that another one shows. */
export function unlessFramed({ code, words }: Language, start: () => void): void {
  if (top === self) {
    start();
    return;
  }
  document.documentElement.lang = code;
  document.body.replaceChildren(element('main', {}, words.framed));
}

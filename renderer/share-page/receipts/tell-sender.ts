// Tells the sender once that a person opened the page, and lets that person decline before it happens.
import { button, byId, element } from '../../page/element';
import type { Language } from '../words';
import { readMark, writeMark } from './mark';

/** A page that is in view with the keyboard's focus for so many seconds is being read. It is time enough to read the line and to decline. */
const readAfterSeconds = 10;

/** The tab remembers for all pages of the origin that its reader declined, and not for which one. */
const declined = 'mayfly-untold';

/** Reads the mark of the tab, or sets it. False where the browser keeps nothing: then it holds until the page is loaded again. */
function isDeclined(sets?: true): boolean {
  try {
    if (sets) sessionStorage.setItem(declined, '');
    return sessionStorage.getItem(declined) !== null;
  } catch {
    return false;
  }
}

/** Keys by which somebody finds the way to the button that declines, and those that are for the browser. */
const isOnTheWay = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey || metaKey || altKey || (key.length > 1 && key !== 'Enter');

/**
 * Shows the line that the sender is told, under the actions, and writes the mark after a press or a key, or after the page was read for a while:
 * a program that fetches the page, or loads it unseen, writes nothing. `nowMs`: Unix ms on the server's clock. Gives what ends it.
 */
export function tellSender({ words }: Language, nowMs: () => number): () => void {
  const mark = readMark(document);
  const line = element('p', { class: 'told', role: 'status' });
  if (mark === undefined || nowMs() >= mark.endsAtMs) return () => undefined;
  byId('actions').after(line);
  const leave = new AbortController();
  const { signal } = leave;
  let seconds = 0;
  const rest = (text: string) => {
    leave.abort();
    clearInterval(reading);
    line.textContent = text;
  };
  const tell = () => {
    rest(words.tell.tells);
    void writeMark(mark);
  };
  const reading = setInterval(() => {
    if (document.visibilityState === 'visible' && document.hasFocus() && ++seconds === readAfterSeconds) tell();
  }, 1_000);
  for (const act of ['click', 'keydown']) {
    const onAct = (event: Event) => {
      const isOwn = line.contains(event.target as Node);
      const isWay = event instanceof KeyboardEvent && isOnTheWay(event);
      if (event.isTrusted && !isOwn && !isWay) tell();
    };
    document.addEventListener(act, onAct, { capture: true, signal });
  }
  const onPress = () => {
    isDeclined(true);
    rest(words.tell.untold);
  };
  line.append(words.tell.tells, ' ', button({ look: 'link', text: words.tell.decline, onPress }));
  if (isDeclined()) rest(words.tell.untold);
  return () => {
    rest('');
  };
}

// The window can be seen a moment before what draws it has been read. Whatever is dropped, pasted or pressed in that moment
// is kept here and done as soon as somebody can.
import { listenForDrops, listenForPaste } from '../sharing/drop-and-paste';
import type { WindowAct } from '../keyboard/keys';
import { listenForKeys } from '../keyboard/window-keys';

/** What does it. */
export interface Hands {
  readonly onFiles: (files: readonly File[]) => void;
  /** What is pasted and is no file on disk lies in the system's clipboard. */
  readonly onOther: () => void;
  readonly onAct: (act: WindowAct) => void;
}

const kept: ((hands: Hands) => void)[] = [];
let pressed: string | undefined;
let focused: string | undefined;

/** As screen readers call it: the same button of the first view and of the window have it in common. */
const nameOf = (button: Element): string => button.getAttribute('aria-label') ?? button.textContent;

const buttonAt = ({ target }: Event): Element | null => (target instanceof Element ? target.closest('button') : null);

const buttonCalled = (name: string | undefined): HTMLButtonElement | undefined =>
  name === undefined ? undefined : [...document.querySelectorAll('button')].find((button) => nameOf(button) === name);

function listenForButtons(): () => void {
  const click = (event: Event) => {
    const button = buttonAt(event);
    // Whoever presses twice because nothing has happened yet means it once.
    if (button !== null) pressed = nameOf(button);
  };
  const focus = (event: Event) => {
    const button = buttonAt(event);
    focused = button === null ? undefined : nameOf(button);
  };
  document.addEventListener('click', click);
  document.addEventListener('focusin', focus);
  return () => {
    document.removeEventListener('click', click);
    document.removeEventListener('focusin', focus);
  };
}

const ends = [
  listenForDrops((files) => kept.push(({ onFiles }) => onFiles(files))),
  listenForPaste(
    (files) => kept.push(({ onFiles }) => onFiles(files)),
    () => kept.push(({ onOther }) => onOther()),
  ),
  listenForKeys((act) => kept.push(({ onAct }) => onAct(act))),
  listenForButtons(),
];

/** Call it once the window is drawn and listens by itself: does what was kept, in its order, and gives the focus back. */
export function endFirstMoments(hands: Hands): void {
  for (const end of ends.splice(0)) end();
  buttonCalled(focused)?.focus();
  for (const each of kept.splice(0)) each(hands);
  buttonCalled(pressed)?.click();
  pressed = undefined;
  focused = undefined;
}

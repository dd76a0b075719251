// The first view is visible before React and the screens have loaded. Drops, pastes and presses in that time
// are recorded here and replayed once the window listens.
import { listenForDrops, listenForPaste } from '../sharing/drop-and-paste';
import type { WindowAct } from '../keyboard/keys';
import { listenForKeys } from '../keyboard/window-keys';

/** Callbacks of the window that replay the recorded input. */
export interface Hands {
  readonly onFiles: (files: readonly File[]) => void;
  /** A dropped text, which the preload script holds. */
  readonly onText: () => void;
  /** Pasted content without a file on disk; main reads it from the system's clipboard. */
  readonly onOther: () => void;
  readonly onAct: (act: WindowAct) => void;
}

const kept: ((hands: Hands) => void)[] = [];
let pressed: string | undefined;
let focused: string | undefined;

/** The accessible name, which a button of the first view shares with the window's. */
const nameOf = (button: Element): string => button.getAttribute('aria-label') ?? button.textContent;

const buttonAt = ({ target }: Event): Element | null => (target instanceof Element ? target.closest('button') : null);

const buttonCalled = (name: string | undefined): HTMLButtonElement | undefined =>
  name === undefined ? undefined : [...document.querySelectorAll('button')].find((button) => nameOf(button) === name);

function listenForButtons(): () => void {
  const click = (event: Event) => {
    const button = buttonAt(event);
    // Two presses before the window responds count as one.
    if (button !== null) pressed = nameOf(button);
  };
  const focus = (event: Event) => {
    const button = buttonAt(event);
    focused = button === null ? undefined : nameOf(button);
  };
  const listening = new AbortController();
  document.addEventListener('click', click, { signal: listening.signal });
  document.addEventListener('focusin', focus, { signal: listening.signal });
  return () => listening.abort();
}

const ends = [
  listenForDrops(
    (files) => kept.push(({ onFiles }) => onFiles(files)),
    () => kept.push(({ onText }) => onText()),
  ),
  listenForPaste(
    (files) => kept.push(({ onFiles }) => onFiles(files)),
    () => kept.push(({ onOther }) => onOther()),
  ),
  listenForKeys((act) => kept.push(({ onAct }) => onAct(act))),
  listenForButtons(),
];

/** Call it once the window listens by itself: replays the recorded input in order and restores the focus. */
export function endFirstMoments(hands: Hands): void {
  for (const end of ends.splice(0)) end();
  buttonCalled(focused)?.focus();
  for (const each of kept.splice(0)) each(hands);
  buttonCalled(pressed)?.click();
  pressed = undefined;
  focused = undefined;
}

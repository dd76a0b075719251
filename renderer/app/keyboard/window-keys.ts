// The window's keys are heard from its first picture on, before anything that draws has been read.
import { windowAct, type WindowAct } from './keys';

export const isMac = (): boolean => navigator.platform.startsWith('Mac');

/** Whether the element takes text input. */
export const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'));

/** A dialog, a menu or an open list has the keyboard to itself. */
export const taken = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"]') !== null ||
  (target instanceof HTMLElement && target.closest('[role="menu"], [role="listbox"]') !== null);

/** Calls `onAct` for a key of the window's; those with Ctrl or Command work in text fields too. Gives the function that ends it. */
export function listenForKeys(onAct: (act: WindowAct) => void): () => void {
  const down = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || taken(event.target)) return;
    const act = windowAct(event, isMac());
    if (act === undefined || (writes(event.target) && event.key.length === 1 && !event.ctrlKey && !event.metaKey))
      return;
    event.preventDefault();
    onAct(act);
  };
  window.addEventListener('keydown', down);
  return () => window.removeEventListener('keydown', down);
}

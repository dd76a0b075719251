// A row that goes away while it holds the focus would throw the keyboard back to the start of the window.
import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

/**
 * After each drawing of the list: when what had the focus is gone, the row now in its place gets it, itself and not its button, so that a
 * second press of the same key does nothing.
 */
export function useRowFocus(list: RefObject<HTMLUListElement | null>) {
  const last = useRef(-1);
  useLayoutEffect(() => {
    if (last.current < 0 || list.current === null || document.activeElement !== document.body) return;
    const rows = [...list.current.children].filter((row) => row instanceof HTMLElement);
    const row = rows[Math.min(last.current, rows.length - 1)];
    if (row === undefined) return;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
  });
  return {
    onFocus: (event: FocusEvent<HTMLElement>) => {
      // Focus inside a popup of a row arrives here too, through React's tree; it is in no row of the page. A row may hold a list of its own.
      const at = [...(list.current?.children ?? [])].findIndex((row) => row.contains(event.target));
      if (at >= 0) last.current = at;
    },
    onBlur(event: FocusEvent<HTMLElement>) {
      // React says nothing of an element it removes, so this is the person leaving.
      if (!event.currentTarget.contains(event.relatedTarget)) last.current = -1;
    },
  };
}

// A notice that leaves while it holds the focus would throw the keyboard back to the start of the window.
import { useLayoutEffect, useRef, type FocusEvent } from 'react';
import { focusTitle } from '../ui/use-screen-focus';

/** After each drawing of the notices: when what had the focus is gone, the element from which the focus came gets it, or else the title of the screen. */
export function useNoticeFocus() {
  const from = useRef<EventTarget>(undefined);
  useLayoutEffect(() => {
    const { current } = from;
    if (current === undefined || document.activeElement !== document.body) return;
    from.current = undefined;
    if (current instanceof HTMLElement && current.isConnected) current.focus({ preventScroll: true });
    if (document.activeElement === document.body) focusTitle();
  });
  return {
    onFocus({ currentTarget, relatedTarget }: FocusEvent) {
      if (!currentTarget.contains(relatedTarget)) from.current = relatedTarget ?? document.body;
    },
    onBlur({ currentTarget, relatedTarget }: FocusEvent) {
      // React says nothing of an element it removes, so this is the person leaving.
      if (!currentTarget.contains(relatedTarget)) from.current = undefined;
    },
  };
}

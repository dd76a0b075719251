// Moves the focus to the title of a new screen, since the focused element left with the old one.
import { useEffect, useRef } from 'react';

/** Runs after a change of `screen`; an element that still has the focus, such as the pressed button, keeps it. */
export function useScreenFocus(screen: string): void {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    if (document.activeElement === document.body) focusTitle();
  }, [screen]);
}

/** The title of the screen that is shown. */
export function focusTitle(): void {
  const title = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  title?.setAttribute('tabindex', '-1');
  title?.focus({ preventScroll: true });
}

// Begins a new screen at its top, and moves the focus to its title, since the focused element left with the old one.
import { useEffect, useRef, type RefObject } from 'react';

/**
 * Runs after a change of `screen`. All screens share `scroller`, which would keep the place of the last one. An element that still has the focus,
 * such as the pressed button, keeps it.
 */
export function useScreenFocus(screen: string, scroller: RefObject<HTMLElement | null>): void {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    scroller.current?.scrollTo({ top: 0 });
    if (document.activeElement === document.body) focusTitle();
  }, [screen, scroller]);
}

/** The title of the screen that is shown. */
export function focusTitle(): void {
  const title = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  title?.setAttribute('tabindex', '-1');
  title?.focus({ preventScroll: true });
}

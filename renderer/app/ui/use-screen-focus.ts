// A screen that goes takes the focus along; its successor's title gets it, and tells a reader where the key led.
import { useEffect, useRef } from 'react';

/** After a change of `screen`: whoever still has the focus, such as the button that was pressed, keeps it. */
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

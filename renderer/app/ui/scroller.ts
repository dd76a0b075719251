// Long lists and popups need the element that scrolls the screen, and it is set far above them.
import { createContext, type RefObject } from 'react';

/**
 * The main landmark; holds null until it is in the page, and in tests of a single component. A ref, not the element: an element that arrives
 * after the first render would have the whole window rendered twice.
 */
export const ScrollerContext = createContext<RefObject<HTMLElement | null>>({ current: null });

/** The same element, from a layout effect of a list in it: React fills the ref only after the effects of its descendants. */
export const scrollerOf = (element: Element | null): HTMLElement | null =>
  element?.closest<HTMLElement>('[data-scroller]') ?? null;

// Long lists and popups need the element that scrolls the screen, and it is set far above them.
import { createContext } from 'react';

/** The main landmark; null until it is in the page, and in tests of a single component. */
export const ScrollerContext = createContext<HTMLElement | null>(null);

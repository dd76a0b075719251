// A page that was given before its only file was stored leads to that file once it is.
import type { StateOfPage } from '../page-state';
import type { Live } from './live-times';

/** Opened by a link or an address: not read again, and not come back to. https://www.w3.org/TR/navigation-timing-2/#sec-performance-navigation-types */
function isOpened(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'navigate';
}

/** A file that the browser shows takes the place of the page; one that it saves leaves the page, which says so. */
export function forward(
  { forwardHref }: Pick<Live, 'forwardHref'>,
  state: Pick<StateOfPage, 'entries' | 'handed'>,
): void {
  const [only] = state.entries();
  if (forwardHref === undefined || only === undefined || !isOpened()) return;
  // A download that begins earlier leaves a page that loads for ever.
  addEventListener('load', () => {
    setTimeout(() => {
      state.handed(only);
      location.replace(forwardHref);
    });
  });
}

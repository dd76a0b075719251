// Puts one of the page's faces on it: the window, the shelf, or a screen to choose a part of. None loads the code of another.
import { Activity, StrictMode, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import { untilKnown } from './state/use-app-state';
import { expectedBy } from './window/expected-view';

/** By then the window stands and its first rows are drawn. */
const readScreensAfterMs = 500;

async function face() {
  const { pathname } = window.location;
  if (pathname === '/shelf.html') {
    const { Shelf } = await import('./shelf/Shelf');
    return <Shelf />;
  }
  if (pathname === '/region.html') {
    const { RegionPicker } = await import('./region/RegionPicker');
    return <RegionPicker />;
  }
  const [{ App }, { readScreens }] = await Promise.all([import('./window/App'), import('./window/LazyScreens')]);
  setTimeout(() => void readScreens(), readScreensAfterMs);
  return <App expected={expectedBy(document)} />;
}

/** The document ends with this file, which main gives once it answers; until then there is time to read and draw everything else. */
const answering = import(/* @vite-ignore */ new URL('/answering.js', window.location.href).href);

const firstRoot = document.getElementById('root');
if (firstRoot === null) throw new Error('the page has no root element');
const root = document.createElement('div');
const page = createRoot(root);
/** What is hidden is drawn a little at a time, and does and listens to nothing yet. */
const draw = (shown: ReactNode, mode: 'hidden' | 'visible') =>
  page.render(
    <StrictMode>
      <Activity mode={mode}>{shown}</Activity>
    </StrictMode>,
  );

const shown = face();
void shown.then((it) => {
  if (firstRoot.hasChildNodes()) draw(it, 'hidden');
});
void Promise.all([shown, answering.then(untilKnown)]).then(([it]) => {
  // In one task, so that no frame shows neither.
  firstRoot.replaceWith(root);
  root.id = 'root';
  flushSync(() => draw(it, 'visible'));
});

// Puts one of the page's faces on it: the window, the shelf, or a screen to choose a part of. None loads the code of another.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../../resources/words/languages';
import './tokens.css';
import './base.css';
import { formats } from './state/format';
import { untilKnown } from './state/use-app-state';
import { setLanguage, words } from './state/words';

/** By then the window stands and its first rows are drawn. */
const readScreensAfterMs = 500;

/**
 * Makes what takes longest to make when it is first used, the formats of Intl and the library of texts with placeholders, while main reads its
 * data and the page waits.
 */
function readAhead() {
  words.shares.until({ clock: formats.clock(0, 0) });
  for (const format of [formats.lifetime, formats.left, formats.bytes, formats.number]) format(86_400);
}

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
  readAhead();
  return <App />;
}

/** The document ends with this file, which main gives once it answers; until then there is time to read everything else. */
const answering = import(/* @vite-ignore */ new URL('/answering.js', window.location.href).href);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
const page = createRoot(root);
// That of the first view, until main tells its own.
setLanguage(languageOf([document.documentElement.lang]));
void Promise.all([face(), untilKnown(answering)]).then(([shown]) => page.render(<StrictMode>{shown}</StrictMode>));

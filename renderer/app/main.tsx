// Puts one of the page's two faces on it: the window, or the shelf. Neither loads the other's code.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import { untilKnown } from './state/use-app-state';

/** By then the window stands and its first rows are drawn. */
const readScreensAfterMs = 500;

async function face() {
  if (window.location.pathname !== '/shelf.html') {
    const [{ App }, { readScreens }] = await Promise.all([import('./window/App'), import('./window/LazyScreens')]);
    setTimeout(() => void readScreens(), readScreensAfterMs);
    return <App />;
  }
  const { Shelf } = await import('./shelf/Shelf');
  return <Shelf />;
}

/** The document ends with this file, which main gives once it answers; until then there is time to read everything else. */
const answering = import(/* @vite-ignore */ new URL('/answering.js', window.location.href).href);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
const page = createRoot(root);
void Promise.all([face(), answering.then(untilKnown)]).then(([shown]) => page.render(<StrictMode>{shown}</StrictMode>));

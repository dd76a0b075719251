// Why this exists: puts one of the page's two faces on it: the window, or the shelf. Neither loads the other's code.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';

/** By then the window stands and its first rows are drawn. */
const readScreensAfterMs = 500;

async function face() {
  if (window.location.hash !== '#shelf') {
    const [{ App }, { readScreens }] = await Promise.all([import('./App'), import('./screens/LaterScreens')]);
    setTimeout(() => void readScreens(), readScreensAfterMs);
    return <App />;
  }
  const { Shelf } = await import('./Shelf');
  return <Shelf />;
}

/** The document ends with a file that main gives once it answers; until then there is time to read everything else. */
const answering = new Promise<void>((resolve) => {
  document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
const page = createRoot(root);
void Promise.all([face(), answering]).then(([shown]) => page.render(<StrictMode>{shown}</StrictMode>));

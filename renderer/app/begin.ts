// The page's first script, and all there is before its first picture. The picture is in the document already (FirstView.tsx);
// what brings it to life is read meanwhile and runs when it is painted.
import './window/early-input';

/** A hidden window paints no frame and must start nevertheless. */
const longestMs = 500;

/** Resolves when the first view is on its way to the screen. */
const painted = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, longestMs);
  });

if (document.querySelector('[data-first-view]') !== null) await painted();
await import('./main');

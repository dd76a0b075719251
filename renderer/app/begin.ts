// The page's first script, and all there is before its first picture. The picture is in the document already (FirstView.tsx);
// what brings it to life is read meanwhile and runs when it is painted.
import './window/early-input';

/** A hidden window paints no frame and must start nevertheless. */
const longestMs = 500;

/** Has the window's other scripts read, all at once. */
function readScripts() {
  const scripts = document.querySelector<HTMLTemplateElement>('#scripts');
  if (scripts !== null) document.head.append(scripts.content);
}

/** Resolves when the first view is on its way to the screen. */
const painted = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      readScripts();
      setTimeout(resolve);
    });
    setTimeout(resolve, longestMs);
  });

if (document.querySelector('[data-first-view]') !== null) await painted();
await import('./main');

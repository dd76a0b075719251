// The page's own clock, by which all browsers are measured: drivers press late and look seldom.

/** Runs in the page: from the next press until the page says `words`, `tookMs` of the window is set. */
export function clock(words) {
  const parts = [...document.body.children].filter(({ localName }) => localName !== 'script');
  const from = new Promise((pressed) =>
    addEventListener('click', () => pressed(performance.now()), { capture: true, once: true }),
  );
  new MutationObserver((_changes, observer) => {
    if (!parts.some(({ textContent }) => textContent.includes(words))) return;
    observer.disconnect();
    const now = performance.now();
    void from.then((pressedMs) => (globalThis.tookMs = now - pressedMs));
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

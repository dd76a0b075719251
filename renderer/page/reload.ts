// A reload of a page whose link is over would leave the reader to the storage's XML: the page asks its own address first.

const askedMs = 10_000;

/** Reloads the page where its address still gives it; otherwise calls `stay`, which says what is so. */
export async function reloadIfThere(stay: () => void): Promise<void> {
  const leave = new AbortController();
  const waiting = setTimeout(() => leave.abort(), askedMs);
  let isThere = false;
  try {
    const response = await fetch(location.href, {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: leave.signal,
    });
    isThere = response.ok;
    await response.body?.cancel();
  } catch {
    // No answer is none that shows the page.
  }
  clearTimeout(waiting);
  if (isThere) location.reload();
  else stay();
}

const isReload = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !altKey && (key === 'F5' || ((ctrlKey || metaKey) && key.toLowerCase() === 'r'));

/** For the keys that reload: no page hears of the browser's own button. Pressed again while the page asks, they reload at once. */
export function askBeforeReload(stay: () => void): void {
  let isAsking = false;
  addEventListener('keydown', (event) => {
    if (!isReload(event) || isAsking) return;
    event.preventDefault();
    isAsking = true;
    void reloadIfThere(stay).finally(() => (isAsking = false));
  });
}

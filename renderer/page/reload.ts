// A reload of a page whose link is over would leave the reader to the storage's XML: the page asks its own address first.

import { askHere } from './ask-here';

/** Reloads the page where its address still gives it; otherwise calls `stay`, which says what is so. */
export async function reloadIfThere(stay: () => void): Promise<void> {
  const isThere = await askHere(location.href, async ({ ok, body }) => {
    await body?.cancel();
    return ok;
  });
  if (isThere === true) location.reload();
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

// A page that stays on a home screen shows its short link as its address: a phone keeps what stands there, and the page's own link ends in some days.

/** `address`: of the short link, absolute or from the root of this origin. One at another origin cannot be shown. */
export function showAddress(address: string | undefined): void {
  if (address === undefined) return;
  try {
    history.replaceState(history.state, '', address + location.hash);
  } catch {
    // Another origin.
  }
}

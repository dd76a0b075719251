// A menu that is replaced while it is open loses its submenus and moves its entries under the pointer. So a new one waits until it is closed.

/** After it closes: a click's command still belongs to the menu that was open. */
const afterCloseMs = 250;
/** For a desktop that tells only of submenus that open. */
const forgottenMs = 30_000;

export interface MenuWhenClosed<Items> {
  /** Shows these entries: at once, or when the menu closes. Equal ones are not shown again. */
  readonly show: (items: Items) => void;
  readonly opened: () => void;
  readonly closed: () => void;
  /** Drops what waits; the next entries are shown even if they are equal. */
  readonly reset: () => void;
}

/** `replace` gives the desktop a menu. The menu counts as closed when `opened` was not called for 30 s: not every desktop tells that it closes. */
export function createMenuWhenClosed<Items>(replace: (items: Items) => void): MenuWhenClosed<Items> {
  let shown = '';
  let waiting: Items | undefined;
  let open: NodeJS.Timeout | undefined;

  const replaceNow = (items: Items) => {
    waiting = undefined;
    const text = JSON.stringify(items);
    if (text === shown) return;
    shown = text;
    replace(items);
  };
  const close = () => {
    open = undefined;
    if (waiting !== undefined) replaceNow(waiting);
  };
  const closeIn = (ms: number) => {
    clearTimeout(open);
    open = setTimeout(close, ms);
    open.unref();
  };
  return {
    show(items) {
      if (open === undefined) replaceNow(items);
      else waiting = items;
    },
    opened: () => closeIn(forgottenMs),
    closed: () => closeIn(afterCloseMs),
    reset() {
      clearTimeout(open);
      open = undefined;
      waiting = undefined;
      shown = '';
    },
  };
}

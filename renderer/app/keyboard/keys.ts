// The table of the window's shortcuts; the key handler, the dialog "Keyboard" and docs/keyboard.md read it.

export type WindowAct = 'shares' | 'requests' | 'connections' | 'settings' | 'choose' | 'search' | 'help';
/** Action of a key on the focused row. */
export type RowAct = 'next' | 'previous' | 'copy' | 'revoke' | 'more' | 'remove';

/** The fields of a key event that select an action. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** `Mod` is Command on a Mac and Ctrl elsewhere. */
export const windowKeys: Readonly<Record<WindowAct, readonly string[]>> = {
  shares: ['Mod+1'],
  requests: ['Mod+2'],
  connections: ['Mod+3'],
  settings: ['Mod+4'],
  choose: ['Mod+O'],
  search: ['/', 'Mod+F'],
  help: ['?'],
};

export const rowKeys: Readonly<Record<RowAct, readonly string[]>> = {
  next: ['ArrowDown'],
  previous: ['ArrowUp'],
  copy: ['C'],
  revoke: ['R'],
  more: ['M'],
  remove: ['Delete'],
};

/** `aria-keyshortcuts` and a marker for the button that the key presses. */
export const keyedAct = (act: RowAct): { readonly 'data-act': RowAct; readonly 'aria-keyshortcuts': string } => ({
  'data-act': act,
  'aria-keyshortcuts': rowKeys[act].join(' '),
});

function pressed({ key, ctrlKey, metaKey, altKey }: Press, mac: boolean): string | undefined {
  const mod = mac ? metaKey : ctrlKey;
  if (altKey || (mac ? ctrlKey : metaKey)) return undefined;
  return (mod ? 'Mod+' : '') + (key.length === 1 ? key.toUpperCase() : key);
}

function find<A extends string>(keys: Readonly<Record<A, readonly string[]>>, press: Press, mac: boolean) {
  const name = pressed(press, mac);
  if (name === undefined) return undefined;
  return (Object.keys(keys) as A[]).find((act) => keys[act].includes(name));
}

/** Action of a key press anywhere in the window. */
export const windowAct = (press: Press, mac: boolean): WindowAct | undefined => find(windowKeys, press, mac);

/** Action of a key press on the focused row. */
export const rowAct = (press: Press, mac: boolean): RowAct | undefined => find(rowKeys, press, mac);

const signs: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Delete: 'Del' };

/** A key as it is printed: `Ctrl+O`, on a Mac `⌘O`. */
export function shownKey(key: string, mac: boolean): string {
  const plain = key.replace(/^Mod\+/, '');
  const sign = mac && plain === 'Delete' ? '⌦' : (signs[plain] ?? plain);
  if (plain === key) return sign;
  return mac ? `⌘${sign}` : `Ctrl+${sign}`;
}

// Converts key presses to an Electron accelerator, and an accelerator to the labels printed on keys.
import { isMac } from './window-keys';

const namedKeys: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
};
const plainKeys = /^([A-Z0-9,./;[\]\-=`]|F([1-9]|1\d|2[0-4])|Insert|Delete|Home|End|PageUp|PageDown|PrintScreen)$/;

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Shift or a Korean layout changes the typed character: `code` names the physical key. */
function keyOf({ key, code }: Pressed): string | undefined {
  const byPlace = /^(?:Key([A-Z])|Digit(\d))$/.exec(code);
  const found = byPlace?.[1] ?? byPlace?.[2] ?? namedKeys[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return plainKeys.test(found) || Object.values(namedKeys).includes(found) ? found : undefined;
}

/** The accelerator of a key press; `undefined` while only modifiers are held, or for keys of plain typing. */
export function shortcutOf(pressed: Pressed): string | undefined {
  const key = keyOf(pressed);
  if (key === undefined) return undefined;
  const held = [
    pressed.ctrlKey && (isMac() ? 'Control' : 'CommandOrControl'),
    pressed.metaKey && (isMac() ? 'CommandOrControl' : 'Super'),
    pressed.altKey && 'Alt',
    pressed.shiftKey && 'Shift',
  ].filter((part) => part !== false);
  const isStrong = held.some((part) => part !== 'Shift') || /^(F\d+|PrintScreen)$/.test(key);
  return isStrong ? [...held, key].join('+') : undefined;
}

const onMac: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Command: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Super: '⌘',
};
const elsewhere: Readonly<Record<string, string>> = {
  CommandOrControl: 'Ctrl',
  Control: 'Ctrl',
  Command: 'Cmd',
  Super: 'Super',
};

/** Labels printed on the keys, such as `Ctrl+Shift+U` or `⌘⇧U`. */
export function keysShown(shortcut: string): string {
  const parts = shortcut.split('+').map((part) => (part === 'Plus' ? '+' : part));
  if (isMac()) return parts.map((part) => onMac[part] ?? part).join('');
  return parts.map((part) => elsewhere[part] ?? part).join('+');
}

// Global shortcuts in Electron's notation. A shortcut that plain typing would trigger is refused.

const modifiers = ['CommandOrControl', 'Command', 'Control', 'Alt', 'Super', 'Shift'] as const;
type Modifier = (typeof modifiers)[number];

/** Modifiers that make any key a shortcut: Shift alone only types a capital letter. */
const strong: ReadonlySet<string> = new Set<Modifier>(['CommandOrControl', 'Command', 'Control', 'Alt', 'Super']);

const named =
  'Space Insert Delete Home End PageUp PageDown Up Down Left Right Plus PrintScreen , . / ; [ ] - = `'.split(' ');
const keys: ReadonlySet<string> = new Set([
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split(''),
  ...Array.from({ length: 24 }, (_none, index) => `F${index + 1}`),
  ...named,
]);

/** The default of the setting. */
export const usualAccelerator = 'CommandOrControl+Shift+U';

/**
 * Whether this can be a shortcut that works everywhere: modifiers, each once, and one key at the end. Without Control, Alt, Super or Command
 * only function keys and the Print Screen key are left, which nobody types with.
 */
export function isAccelerator(text: string): boolean {
  const parts = text.split('+');
  const key = parts.at(-1) ?? '';
  const held = parts.slice(0, -1);
  if (!keys.has(key) || new Set(held).size !== held.length) return false;
  if (!held.every((part) => modifiers.some((modifier) => modifier === part))) return false;
  return held.some((part) => strong.has(part)) || /^(F\d+|PrintScreen)$/.test(key);
}

// The settings of the desktop: start at login, tray, shelf, links, file managers and the global shortcut, in Electron's notation (accelerator).

export interface DesktopSettings {
  /** Mayfly starts with the session. */
  readonly startAtLogin: boolean;
  /** Started so, Mayfly shows only its tray icon, where there is a tray. */
  readonly startHidden: boolean;
  /** Closing the window leaves Mayfly in the tray, where there is one. */
  readonly staysInTray: boolean;
  /** The shelf opens at the edge of the screen under a drag. */
  readonly shelfAtEdge: boolean;
  /** `mayfly:` links open Mayfly. */
  readonly deepLinks: boolean;
  /** File managers have an entry “Share with Mayfly”, made for this user. */
  readonly fileManagers: boolean;
  /** The global shortcut that shares the clipboard, as `isAccelerator` takes it; empty: none. */
  readonly shortcut: string;
}

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

export const initialDesktop: DesktopSettings = {
  startAtLogin: false,
  startHidden: true,
  staysInTray: true,
  shelfAtEdge: false,
  deepLinks: false,
  fileManagers: false,
  shortcut: usualAccelerator,
};

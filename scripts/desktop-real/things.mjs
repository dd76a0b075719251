// The things around Mayfly that a step takes in its hand: a file in Thunar, the icon on the panel, the link on the clipboard.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { allSeen, click, centre, clipboard, keys, output, seen, until } from './hands.mjs';

export function expectEqual(found, wanted, what) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: ${one} instead of ${other}`);
}

/** The buttons without a name on the panel. */
export const unnamedButtons = ({ desktop }) => allSeen('button', '', desktop.panel);

/** The tray icon, which has no name on a panel: the button that was not there before Mayfly was. Electron gives it no title. */
export function trayIcon(world) {
  const isNew = (one) => !world.unnamed.some((other) => other.x === one.x && other.y === one.y);
  return until('the tray icon', async () => (await unnamedButtons(world)).find(isNew));
}

/** Opens the menu of the tray icon, and presses keys in it: panels tell no screen reader of its entries. */
export async function trayMenu(world, ...names) {
  await click(centre(await trayIcon(world)), 3);
  await sleep(800);
  if (names.length > 0) await keys(...names);
}

/** Where the first icon of Thunar's view lies in it; Thunar tells no screen reader. */
const FIRST_ICON = { x: 64, y: 44 };

/** Opens the folder, whose only file that is, in Thunar in front of all others at the left, and resolves to the middle of its icon. */
export async function fileIn(world, folder, name) {
  const title = `${folder.split('/').at(-1)} - Thunar`;
  const isOpen = async () => (await output('wmctrl', '-l')).includes(title);
  if (!(await isOpen())) {
    spawn('thunar', [folder], { stdio: 'ignore' });
    await until('Thunar', isOpen);
  }
  await output('wmctrl', '-r', title, '-e', '0,0,60,470,420');
  await output('wmctrl', '-a', title);
  const pane = await until('the files', async () => (await allSeen('directory pane', /./, 'thunar')).at(-1));
  const icon = { x: pane.x + FIRST_ICON.x, y: pane.y + FIRST_ICON.y };
  await click(icon);
  await seen('status bar', new RegExp(`"${name}"`), 'thunar');
  return icon;
}

/** Waits for a link on the clipboard, and resolves to what curl gets by it. */
export async function received() {
  const link = await until('a link on the clipboard', async () => {
    const text = await clipboard();
    return text.includes('X-Amz-Signature') && text;
  });
  return output('curl', '-s', '--fail', link);
}

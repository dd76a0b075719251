// The things around Mayfly that a step takes in its hand: a file in Thunar, the icon on the panel, the link on the clipboard.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { allSeen, click, centre, clipboard, keys, output, seen, until } from './hands.mjs';

const WATCHER = 'org.kde.StatusNotifierWatcher';

export function expectEqual(found, wanted, what) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: ${one} instead of ${other}`);
}

/** What is as large as an icon on the panel and has no name: buttons, and the boxes around icons that another process of the panel draws. */
export const iconPlaces = async ({ desktop }) =>
  (await allSeen(/^(button|panel|filler)$/, '', desktop.panel)).filter(({ width }) => width >= 16 && width <= 48);

/** The tray icon, which has no name on a panel because Electron gives it no title: the place that was not there before Mayfly was. */
export function trayIcon(world) {
  const isNew = (one) =>
    !world.places.some((other) => other.x === one.x && other.y === one.y && other.width === one.width);
  return until('the tray icon', async () => {
    const all = (await iconPlaces(world)).filter(isNew);
    return all.toSorted((one, other) => one.width - other.width)[0];
  });
}

/** The entries of the icon's menu that can be chosen, as the panel asks for them. Protocols: StatusNotifierItem, com.canonical.dbusmenu. */
export async function menuLabels() {
  const call = (name, path, ...rest) => output('gdbus', 'call', '--session', '-d', name, '-o', path, '-m', ...rest);
  const get = (name, path, of, property) =>
    call(name, path, 'org.freedesktop.DBus.Properties.Get', `org.kde.${of}`, property);
  const items = await get(WATCHER, '/StatusNotifierWatcher', 'StatusNotifierWatcher', 'RegisteredStatusNotifierItems');
  const [, owner, path] = [...items.matchAll(/'(:[\d.]+)(\/[^']*)'/g)].at(-1) ?? [];
  const [, menu] = /'(.*)'/.exec(await get(owner, path, 'StatusNotifierItem', 'Menu')) ?? [];
  const told = await call(owner, menu, 'com.canonical.dbusmenu.GetLayout', '0', '1', "['label', 'enabled']");
  return told
    .split('<(')
    .filter((entry) => !entry.includes("'enabled': <false>"))
    .flatMap((entry) => /'label': <['"](.*?)['"]>/.exec(entry)?.[1] ?? []);
}

/** Opens the menu of the tray icon and chooses an entry by the arrow keys: panels tell no screen reader where entries are. */
export async function trayMenu(world, label) {
  await click(centre(await trayIcon(world)), 3);
  await sleep(800);
  if (label !== undefined) await chooseInMenu(label);
}

/** In the open menu. */
export async function chooseInMenu(label) {
  const labels = await menuLabels();
  const index = labels.indexOf(label);
  if (index === -1) throw new Error(`no entry “${label}” among ${JSON.stringify(labels)}`);
  await keys(...Array.from({ length: index + 1 }, () => 'Down'), 'Return');
}

/** Where the first icon of Thunar's view lies in it; Thunar tells no screen reader. */
const FIRST_ICON = { x: 64, y: 44 };

/** Opens the folder, whose only file that is, in Thunar in front of all others at the left, and resolves to the middle of its icon. */
export async function fileIn(world, folder, name) {
  const title = `${folder.split('/').at(-1)} - Thunar`;
  const isOpen = async () => (await output('wmctrl', '-l')).includes(title);
  if (!(await isOpen())) {
    spawn('thunar', [folder], { stdio: 'ignore' }).unref();
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

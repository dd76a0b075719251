// Draws tray icon and menu, where the desktop has a tray.
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import { type Store, watchState } from '../../core/state/state';
import { words } from '../../../resources/words/messages';
import type { App } from '../../core/app/app';
import { createThrottle } from '../../core/async/throttle';
import { assertNever } from '../../core/model/failure';
import { oneDialogForBoth } from '../dialogs/choose-files';
import { createMenuWhenClosed } from './menu-when-closed';
import { trayFace, trayMenu, type TrayCommand, type TrayItem } from './tray-menu';
import { watchTrayHost } from './tray-host';
import { trayIconFile, type TraySign } from './tray-icon';
import type { DesktopLookWatch } from '../integration/desktop-look';
import { panelShade, type PanelShade } from '../integration/panel-shade';
import type { Clock } from '../../core/model/system';
import type { Notifier } from '../../core/ports/desktop';
import type { OpenSessionBus } from '../../core/ports/session-bus';

export interface TrayOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly resourcesDir: string;
  readonly openSessionBus: OpenSessionBus;
  readonly desktopLook: DesktopLookWatch;
  readonly onCommand: (command: TrayCommand) => void;
  /** Called when the menu opens, or one of its submenus. */
  readonly onMenuOpened: () => void;
  /** Told whether there is a tray: once before the icon is made, and with each change. */
  readonly onChange: (present: boolean) => void;
  /** Called when the desktop's tray disappears. */
  readonly onGone: () => void;
}

/** Of icon, tooltip and menu. */
const redrawMs = 1_000;

const onLinux = process.platform === 'linux';

/** `&` marks the access key of a menu entry; `&&` is the character. */
const label = (text: string) => text.replaceAll('&', '&&');

/** What waits until the menu is closed. Electron builds the menu of a Linux desktop anew with every tooltip as well. */
interface Shown {
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

interface MenuActs {
  readonly run: (command: TrayCommand) => void;
  readonly turn: (command: TrayCommand) => void;
  readonly encrypt: (isOn: boolean) => void;
}

function template(items: readonly TrayItem[], acts: MenuActs): MenuItemConstructorOptions[] {
  return items.map((item): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'command':
        return { label: label(item.label), click: () => acts.run(item.command) };
      case 'choice': {
        const { isChosen, command } = item;
        return { type: 'radio', label: label(item.label), checked: isChosen, click: () => acts.run(command) };
      }
      case 'encrypt': {
        const { isOn, isFixed } = item;
        const about = { label: label(item.label), enabled: !isFixed, click: () => acts.encrypt(!isOn) };
        return { type: 'checkbox', checked: isOn, ...about };
      }
      case 'switch': {
        const { isOn, command } = item;
        return { type: 'checkbox', label: label(item.label), checked: isOn, click: () => acts.turn(command) };
      }
      case 'words':
        return { label: label(item.label), enabled: false };
      case 'submenu':
        return { label: label(item.label), enabled: item.items.length > 0, submenu: template(item.items, acts) };
      case 'separator':
        return { type: 'separator' };
      default:
        return assertNever(item);
    }
  });
}

/** The menu and all below it: desktops of Linux tell only of submenus that open. */
const withSubmenus = (menu: Menu): readonly Menu[] => [
  menu,
  ...menu.items.flatMap(({ submenu }) => (submenu ? withSubmenus(submenu) : [])),
];

/** Not of Mayfly's own theme. An older Electron does not know the taskbar of Windows. */
function shadeNow(desktopLook: DesktopLookWatch): PanelShade {
  if (onLinux) return panelShade(process.env['XDG_CURRENT_DESKTOP'] ?? '', desktopLook.current());
  const isDark: boolean | undefined = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  return isDark === undefined ? 'any' : isDark ? 'dark' : 'light';
}

/** Creates the tray, and again whenever the desktop's tray comes back. */
export async function createTray(options: TrayOptions) {
  const { store, clock, resourcesDir, openSessionBus, desktopLook, onCommand, onMenuOpened, onChange, onGone } =
    options;
  let tray: Tray | undefined;
  /** For this session, as the switches of the drop zone. */
  let encrypts: boolean | undefined;
  let drawnIcon = '';
  let shown: Shown = { tooltip: '', items: [] };

  const iconFile = (sign: TraySign) => trayIconFile(process.platform, shadeNow(desktopLook), sign);
  const icon = (name: string): NativeImage => {
    const file = join(resourcesDir, name);
    // `new Tray` throws on a missing image; an empty one still gives a tray.
    return existsSync(file)
      ? nativeImage.createFromPath(file)
      : nativeImage.createFromPath(join(resourcesDir, 'icons', '128x128.png')).resize({ width: 22, height: 22 });
  };

  const toggleShelf = () => onCommand({ kind: 'toggle-shelf', ...(tray !== undefined && { icon: tray.getBounds() }) });
  const acts: MenuActs = {
    run(command) {
      menu.closed();
      if (command.kind === 'toggle-shelf') toggleShelf();
      else onCommand(command);
    },
    turn(command) {
      menu.reset();
      onCommand(command);
      // Electron has turned its mark over already, also where the window is still to ask: the menu is built anew.
      shown = { ...shown, items: [] };
      draw();
    },
    encrypt(isOn) {
      menu.closed();
      encrypts = isOn;
      draw();
    },
  };
  const menu = createMenuWhenClosed((next: Shown) => {
    const before = shown;
    shown = next;
    if (next.tooltip !== before.tooltip) tray?.setToolTip(next.tooltip);
    if (JSON.stringify(next.items) === JSON.stringify(before.items)) return;
    const built = Menu.buildFromTemplate(template(next.items, acts));
    for (const each of withSubmenus(built))
      each.on('menu-will-show', () => {
        menu.opened();
        onMenuOpened();
      });
    built.on('menu-will-close', menu.closed);
    tray?.setContextMenu(built);
  });
  const draw = () => {
    if (tray === undefined) return;
    const { tooltip, sign } = trayFace(store.get(), !onLinux);
    const nextIcon = iconFile(sign);
    if (nextIcon !== drawnIcon) tray.setImage(icon(nextIcon));
    drawnIcon = nextIcon;
    menu.show({ tooltip, items: trayMenu(store.get(), clock(), !oneDialogForBoth, encrypts) });
  };

  const remove = () => {
    menu.reset();
    tray?.destroy();
    tray = undefined;
  };
  const register = (present: boolean) => {
    const had = tray !== undefined;
    remove();
    onChange(present);
    if (!present) {
      if (had) onGone();
      return;
    }
    const first = iconFile('idle');
    tray = new Tray(icon(first));
    // On macOS a click opens the menu, and the icon takes dropped files.
    if (process.platform === 'darwin')
      tray.on('drop-files', (_event, paths) => onCommand({ kind: 'share-paths', paths }));
    else tray.on('click', toggleShelf);
    drawnIcon = first;
    shown = { tooltip: '', items: [] };
    draw();
  };

  const redraw = createThrottle(redrawMs, draw);
  const unwatch = watchState(store, clock, () => redraw.request());
  desktopLook.onChange(draw);
  if (!onLinux) nativeTheme.on('updated', draw);
  const host = onLinux ? await watchTrayHost(openSessionBus, register) : undefined;
  if (!onLinux) register(true);
  return {
    /** True while the user can open the window by the icon. */
    exists: () => tray !== undefined,
    destroy() {
      unwatch();
      nativeTheme.off('updated', draw);
      redraw.cancel();
      host?.stop();
      desktopLook.stop();
      remove();
    },
  };
}

/** Says once, when the window first closes into the tray, that Mayfly goes on: in a notification, because no window is left. */
export function hintAtTray({ store, saveSettings }: Pick<App, 'store' | 'saveSettings'>, notifier: Notifier): void {
  if (store.get().settings.trayHinted) return;
  saveSettings({ trayHinted: true });
  notifier.show(words.notifications.inTray, words.notifications.inTrayText);
}

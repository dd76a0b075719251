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
  /** Called when the menu opens. */
  readonly onMenuOpened: () => void;
  /** Told whether there is a tray: once before the icon is made, and with each change. */
  readonly onChange: (present: boolean) => void;
  /** Called when the desktop's tray disappears. */
  readonly onGone: () => void;
}

export interface DesktopTray {
  /** True while the user can open the window by the icon. */
  exists(): boolean;
  destroy(): void;
}

/** Redrawing a menu closes or shifts it on some desktops, so progress redraws it once a second at most. */
const redrawMs = 1_000;

const onLinux = process.platform === 'linux';

/** `&` marks the access key of a menu entry; `&&` is the character. */
const label = (text: string) => text.replaceAll('&', '&&');

function template(
  items: readonly TrayItem[],
  run: (command: TrayCommand) => void,
  onEncrypt: (isOn: boolean) => void,
): MenuItemConstructorOptions[] {
  return items.map((item): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'command':
        return { label: label(item.label), click: () => run(item.command) };
      case 'encrypt': {
        const { isOn, isFixed } = item;
        const about = { label: label(item.label), enabled: !isFixed, click: () => onEncrypt(!isOn) };
        return { type: 'checkbox', checked: isOn, ...about };
      }
      case 'submenu':
        return { label: label(item.label), submenu: template(item.items, run, onEncrypt) };
      case 'separator':
        return { type: 'separator' };
      default:
        return assertNever(item);
    }
  });
}

/** Not of Mayfly's own theme. An older Electron does not know the taskbar of Windows. */
function shadeNow(desktopLook: DesktopLookWatch): PanelShade {
  if (onLinux) return panelShade(process.env['XDG_CURRENT_DESKTOP'] ?? '', desktopLook.current());
  const isDark: boolean | undefined = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  return isDark === undefined ? 'any' : isDark ? 'dark' : 'light';
}

/** Creates the tray, and again whenever the desktop's tray comes back. */
export async function createTray(options: TrayOptions): Promise<DesktopTray> {
  const { store, clock, resourcesDir, openSessionBus, desktopLook, onCommand, onMenuOpened, onChange, onGone } =
    options;
  let tray: Tray | undefined;
  /** For this session, as the switches of the drop zone. */
  let encrypts: boolean | undefined;
  let drawn = { icon: '', tooltip: '', menu: '' };

  const iconFile = (sign: TraySign) => trayIconFile(process.platform, shadeNow(desktopLook), sign);
  const icon = (name: string): NativeImage => {
    const file = join(resourcesDir, name);
    // `new Tray` throws on a missing image; an empty one still gives a tray.
    return existsSync(file)
      ? nativeImage.createFromPath(file)
      : nativeImage.createFromPath(join(resourcesDir, 'icons', '128x128.png')).resize({ width: 22, height: 22 });
  };

  const onEncrypt = (isOn: boolean) => {
    encrypts = isOn;
    draw();
  };
  const draw = () => {
    if (tray === undefined) return;
    const face = trayFace(store.get());
    const items = trayMenu(store.get(), clock(), !oneDialogForBoth, encrypts);
    const next = { icon: iconFile(face.sign), tooltip: face.tooltip, menu: JSON.stringify(items) };
    if (next.icon !== drawn.icon) tray.setImage(icon(next.icon));
    if (next.tooltip !== drawn.tooltip) tray.setToolTip(face.tooltip);
    if (next.menu !== drawn.menu) {
      const menu = Menu.buildFromTemplate(template(items, onCommand, onEncrypt));
      menu.on('menu-will-show', onMenuOpened);
      tray.setContextMenu(menu);
    }
    drawn = next;
  };

  const remove = () => {
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
    else tray.on('click', () => onCommand({ kind: 'toggle-shelf' }));
    drawn = { icon: first, tooltip: '', menu: '' };
    draw();
  };

  const redraw = createThrottle(redrawMs, draw);
  const unwatch = watchState(store, clock, () => redraw.request());
  desktopLook.onChange(draw);
  if (!onLinux) nativeTheme.on('updated', draw);
  const host = onLinux ? await watchTrayHost(openSessionBus, register) : undefined;
  if (!onLinux) register(true);
  return {
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

// Which panel and which windows a desktop's own settings mean.
import { expect, test } from 'vitest';
import {
  panelShade,
  windowsAreDark,
  type DesktopLook,
  type PanelShade,
} from '../../../main/shell/integration/panel-shade';

test.each<[string, DesktopLook, PanelShade]>([
  ['XFCE', { xfcePanel: 'dark', gtkTheme: 'Adwaita' }, 'dark'],
  ['XFCE', { xfcePanel: 'dark', gtkTheme: 'Greybird-dark' }, 'dark'],
  ['XFCE', { xfcePanel: 'dark', gtkTheme: 'Xfce' }, 'any'],
  ['XFCE', { xfcePanel: 'dark' }, 'any'],
  ['XFCE', { xfcePanel: 'themed', gtkTheme: 'Adwaita', scheme: 'dark' }, 'light'],
  ['XFCE', { xfcePanel: 'themed', gtkTheme: 'Adwaita-dark' }, 'dark'],
  ['XFCE', { xfcePanel: 'themed', gtkTheme: 'Greybird' }, 'any'],
  ['XFCE', { xfcePanel: 'painted', gtkTheme: 'Adwaita' }, 'any'],
  ['XFCE', {}, 'any'],
  ['KDE', { scheme: 'dark' }, 'dark'],
  ['KDE', { scheme: 'light' }, 'light'],
  ['KDE', { scheme: 'light', plasmaTheme: 'breeze-dark' }, 'dark'],
  ['KDE', { scheme: 'dark', plasmaTheme: 'breeze-light' }, 'light'],
  ['KDE', {}, 'any'],
  ['ubuntu:GNOME', { scheme: 'light' }, 'dark'],
  ['X-Cinnamon', {}, 'dark'],
  ['LXQt', { scheme: 'light' }, 'any'],
  ['', {}, 'any'],
])('%s with %j has a panel that is %s', (desktop, look, shade) => {
  expect(panelShade(desktop, look)).toBe(shade);
});

test.each<[DesktopLook, boolean]>([
  [{}, false],
  [{ scheme: 'dark', gtkTheme: 'Adwaita' }, true],
  [{ scheme: 'light', gtkTheme: 'Adwaita-dark' }, false],
  [{ gtkTheme: 'Adwaita-dark' }, true],
  [{ gtkTheme: 'Mint-Y-Dark-Aqua' }, true],
  [{ gtkTheme: 'Arc-Darker' }, false],
])('with %j other windows are dark: %s', (look, dark) => {
  expect(windowsAreDark(look)).toBe(dark);
});

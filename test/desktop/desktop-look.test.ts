// How dark a desktop is, as XFCE says on a real message bus.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSessionBus } from '../../main/adapters/desktop/dbus-session';
import { watchDesktopLook } from '../../main/shell/integration/desktop-look';
import { openBareBus, type BareBus } from '../e2e/bare-bus';
import { becomeXfce } from '../e2e/look-bus';

let folder = '';
let session: BareBus;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-look-'));
  session = await openBareBus(folder);
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.address);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  session.close();
  await rm(folder, { recursive: true, force: true });
});

test('the look of XFCE is read, and followed', async () => {
  const xfce = await becomeXfce();
  xfce.set('xsettings', '/Net/ThemeName', 'Adwaita');
  const look = watchDesktopLook(openSessionBus, 'XFCE');
  await expect.poll(() => look.current()).toEqual({ gtkTheme: 'Adwaita', xfcePanel: 'themed' });
  let changes = 0;
  look.onChange(() => {
    changes += 1;
  });
  xfce.set('xfce4-panel', '/panels/dark-mode', true);
  await expect.poll(() => look.current()).toEqual({ gtkTheme: 'Adwaita', xfcePanel: 'dark' });
  xfce.set('xfce4-panel', '/panels/panel-1/background-style', 1);
  await expect.poll(() => look.current()).toEqual({ gtkTheme: 'Adwaita', xfcePanel: 'painted' });
  expect(changes).toBe(2);
  look.stop();
  await xfce.close();
});

test('without a message bus nothing is known', async () => {
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${join(folder, 'none')}`);
  const look = watchDesktopLook(openSessionBus, 'XFCE');
  expect(look.current()).toEqual({});
  look.stop();
});

test('Plasma’s own theme decides, that of the person before that of a global theme', async () => {
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  await mkdir(join(folder, 'kdedefaults'));
  await writeFile(join(folder, 'kdedefaults', 'plasmarc'), '[Theme]\nname=breeze-dark\n');
  const seen = async () => {
    const look = watchDesktopLook(openSessionBus, 'KDE');
    await expect.poll(() => look.current()).not.toEqual({});
    look.stop();
    return look.current();
  };
  expect(await seen()).toEqual({ plasmaTheme: 'breeze-dark' });
  await writeFile(join(folder, 'plasmarc'), '[Wallpapers]\nname=no\n\n[Theme]\nother=1\nname=breeze-light\n');
  expect(await seen()).toEqual({ plasmaTheme: 'breeze-light' });
});

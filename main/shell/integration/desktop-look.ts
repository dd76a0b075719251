// The colours of a Linux desktop, from its message bus: the portal's colour scheme, the theme of GTK, the panel of XFCE. Sources: XDG Desktop
// Portal, "org.freedesktop.portal.Settings"; xfconf, "org.xfce.Xfconf"; the schema of xfce4-panel, "dark-mode" and "background-style".
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenSessionBus, SessionBus } from '../../core/ports/session-bus';
import { isXfce, isKde, type DesktopLook } from './panel-shade';
import { configHome } from '../../adapters/files/profile-folder';

const portalName = 'org.freedesktop.portal.Desktop';
const portal = {
  destination: portalName,
  path: '/org/freedesktop/portal/desktop',
  interfaceName: 'org.freedesktop.portal.Settings',
};
const [appearance, gnome] = ['org.freedesktop.appearance', 'org.gnome.desktop.interface'];
const xfconfName = 'org.xfce.Xfconf';
const xfconf = { destination: xfconfName, path: '/org/xfce/Xfconf', interfaceName: xfconfName };

/** The bus may have to start the portal first. */
const answerMs = 10_000;

type Values = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

async function lookOfPortal(bus: SessionBus): Promise<DesktopLook> {
  const [all] = await bus.call(portal, 'ReadAll', 'as', [[appearance, gnome]]);
  const values = all as Readonly<Record<string, Values | undefined>>;
  const scheme = ([undefined, 'dark', 'light'] as const)[Number(values[appearance]?.['color-scheme'] ?? 0)];
  const gtkTheme = text(values[gnome]?.['gtk-theme']);
  return { ...(scheme && { scheme }), ...(gtkTheme && { gtkTheme }) };
}

async function lookOfXfce(bus: SessionBus): Promise<DesktopLook> {
  const all = (channel: string, base: string): Promise<Values> =>
    bus.call(xfconf, 'GetAllProperties', 'ss', [channel, base]).then(
      ([values]) => values as Values,
      (error: unknown) => {
        if (error instanceof Error && error.name === `${xfconfName}.Error.PropertyNotFound`) return {};
        throw error;
      },
    );
  const gtkTheme = text((await all('xsettings', '/Net'))['/Net/ThemeName']);
  const panels = await all('xfce4-panel', '/panels');
  const isPainted = Object.entries(panels).some(([key, value]) => key.endsWith('/background-style') && value !== 0);
  const xfcePanel = isPainted ? 'painted' : panels['/panels/dark-mode'] === true ? 'dark' : 'themed';
  return { ...(gtkTheme && { gtkTheme }), xfcePanel };
}

/** A global theme keeps its choice in `kdedefaults`, below that of the person. */
async function lookOfPlasma(): Promise<DesktopLook> {
  const config = configHome();
  for (const path of [join(config, 'plasmarc'), join(config, 'kdedefaults', 'plasmarc')]) {
    const content = await readFile(path, 'utf8').catch(() => '');
    const plasmaTheme = /^\[Theme\]\n(?:[^[\n].*\n)*?name=(.+)$/m.exec(content)?.[1];
    if (plasmaTheme !== undefined) return { plasmaTheme };
  }
  return {};
}

/** Follows the look of the desktop that `XDG_CURRENT_DESKTOP` names; without a message bus it stays unknown. */
export function watchDesktopLook(openSessionBus: OpenSessionBus, desktop: string) {
  const listeners = new Set<() => void>();
  let look: DesktopLook = {};
  let bus: SessionBus | undefined;
  let stopped = false;
  let asked = 0;

  const read = async (from: SessionBus) => {
    asked += 1;
    const number = asked;
    const parts = await Promise.all([
      lookOfPortal(from).catch(() => ({})),
      // Asked elsewhere, the bus would start a program of XFCE.
      isXfce(desktop) ? lookOfXfce(from).catch(() => ({})) : {},
      isKde(desktop) ? lookOfPlasma() : {},
    ]);
    const next: DesktopLook = Object.assign({}, ...parts);
    if (number !== asked || stopped || JSON.stringify(next) === JSON.stringify(look)) return;
    look = next;
    for (const changed of listeners) changed();
  };

  const start = async () => {
    const opened = await openSessionBus(answerMs);
    bus = opened;
    if (stopped) return opened.close();
    opened.onSignal(({ interfaceName, member }) => {
      const isOurs =
        (interfaceName === portal.interfaceName && member === 'SettingChanged') ||
        (interfaceName === xfconfName && /^Property(Changed|Removed)$/.test(member));
      if (isOurs) void read(opened);
    });
    for (const namespace of [appearance, gnome])
      await opened.listen(`type='signal',interface='${portal.interfaceName}',arg0='${namespace}'`);
    if (isXfce(desktop))
      for (const channel of ['xsettings', 'xfce4-panel'])
        await opened.listen(`type='signal',interface='${xfconfName}',arg0='${channel}'`);
    await read(opened);
  };
  void start().catch(() => bus?.close());
  return {
    /** Knows nothing before the first answer. */
    current: (): DesktopLook => look,
    onChange: (changed: () => void) => void listeners.add(changed),
    stop: () => {
      stopped = true;
      bus?.close();
    },
  };
}

export type DesktopLookWatch = ReturnType<typeof watchDesktopLook>;

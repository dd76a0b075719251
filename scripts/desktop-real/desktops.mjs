// The desktops on which `npm run test:desktop-real` runs: their Debian packages, how they start, and where their panels are.
import { spawn } from 'node:child_process';
import { allSeen, output, until } from './hands.mjs';

/** What the test itself needs. */
const HANDS = [
  { commands: ['xdotool'], packages: ['xdotool'] },
  { commands: ['xclip'], packages: ['xclip'] },
  { commands: ['xprop'], packages: ['x11-utils'] },
  { commands: ['wmctrl'], packages: ['wmctrl'] },
  { commands: ['import'], packages: ['imagemagick'] },
  { commands: ['curl'], packages: ['curl'] },
  { commands: ['thunar'], packages: ['thunar', 'adwaita-icon-theme'] },
  { commands: ['xfwm4'], packages: ['xfwm4'] },
  { commands: ['dbus-update-activation-environment'], packages: ['dbus-bin'] },
];
/** Libraries, which no command shows: for the places of things on the screen. */
export const LIBRARIES = {
  test: ['/usr/bin/python3', ['-c', "import gi; gi.require_version('Atspi', '2.0')"]],
  packages: ['python3-gi', 'gir1.2-atspi-2.0', 'at-spi2-core'],
};

const LXQT = '"$XDG_CONFIG_HOME/lxqt"';
/** LXQt's daemon has a tray icon of its own for the notifications that nobody answered. */
const NO_SECOND_ICON = `printf "[General]\\nunattendedMaxNum=0\\n" > ${LXQT}/notifications.conf`;

export const desktops = {
  xfce: {
    title: 'XFCE',
    name: 'XFCE',
    programs: [
      ...HANDS,
      { commands: ['xfce4-panel'], packages: ['xfce4-panel'] },
      { commands: ['xfsettingsd'], packages: ['xfce4-settings'] },
      { commands: ['xfdesktop'], packages: ['xfdesktop4'] },
      { commands: ['xfconf-query'], packages: ['xfconf'] },
      { commands: ['xfce4-notifyd-config'], packages: ['xfce4-notifyd'] },
    ],
    parts: ['xfsettingsd', 'xfwm4', 'xfdesktop', 'xfce4-panel'],
    panel: 'xfce4-panel',
    notifier: 'xfce4-notifyd',
    /** What makes the panel look so. */
    looks: {
      light: [xsettings('Adwaita'), darkPanel('false')],
      dark: [xsettings('Adwaita'), darkPanel('true')],
    },
  },
  lxqt: {
    title: 'LXQt',
    name: 'LXQt',
    programs: [
      ...HANDS,
      { commands: ['lxqt-panel'], packages: ['lxqt-panel', 'lxqt-themes', 'breeze-icon-theme'] },
      { commands: ['lxqt-notificationd'], packages: ['lxqt-notificationd'] },
    ],
    parts: ['xfwm4', 'lxqt-notificationd', 'lxqt-panel'],
    panel: 'lxqt-panel',
    notifier: 'lxqt-notificationd',
    env: { XDG_CONFIG_DIRS: '/etc/xdg:/usr/share', QT_LINUX_ACCESSIBILITY_ALWAYS_ON: '1' },
    before: [['sh', '-c', `mkdir -p ${LXQT} && ${NO_SECOND_ICON}`], lxqtTheme('frost')],
    looks: {
      light: [lxqtTheme('light')],
      dark: [lxqtTheme('dark')],
    },
  },
};

function xsettings(theme) {
  return ['xfconf-query', '-c', 'xsettings', '-p', '/Net/ThemeName', '-n', '-t', 'string', '-s', theme];
}

/** LXQt's panel watches its file. */
function lxqtTheme(theme) {
  const write = `printf "[General]\\ntheme=%s\\nicon_theme=breeze\\n" "$1" > ${LXQT}/lxqt.conf`;
  return ['sh', '-c', write, 'sh', theme];
}

function darkPanel(value) {
  return ['xfconf-query', '-c', 'xfce4-panel', '-p', '/panels/dark-mode', '-n', '-t', 'bool', '-s', value];
}

/** Starts the desktop's programs on this display, one after the other; they end with the session. */
export async function startDesktop({ parts, panel, name, env = {}, before = [] }) {
  // The private session forbids GTK to tell screen readers anything.
  Object.assign(process.env, env, { XDG_CURRENT_DESKTOP: name, NO_AT_BRIDGE: '0' });
  // Programs that the bus starts, as the daemon of the notifications, find the display by it.
  await output('dbus-update-activation-environment', '--all');
  for (const [program, ...args] of before) await output(program, ...args);
  for (const part of parts)
    spawn(part, [], { stdio: 'ignore' })
      .on('error', () => {}) // its absence is told below
      .unref();
  await until('a window manager', async () =>
    (await output('xprop', '-root', '_NET_SUPPORTING_WM_CHECK')).includes('#'),
  );
  await until('a panel', async () => (await allSeen(/./, /./, panel)).length > 0);
  const watcher = ['--session', '-d', 'org.kde.StatusNotifierWatcher', '-o', '/StatusNotifierWatcher', '-m'];
  const ask = [
    'org.freedesktop.DBus.Properties.Get',
    'org.kde.StatusNotifierWatcher',
    'IsStatusNotifierHostRegistered',
  ];
  await until('a tray', async () => (await output('gdbus', 'call', ...watcher, ...ask)).includes('true'));
}

// What the desktops of Debian install about who opens which file: menu entries and lists of defaults, unpacked side by side and not installed.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, step } from '../setup/progress.mjs';
import { run, tail } from '../setup/run-command.mjs';

/** Of each: what `XDG_CURRENT_DESKTOP` is, and the packages that open what people double-click. */
export const desktops = {
  XFCE: ['thunar', 'mousepad', 'ristretto', 'atril', 'xarchiver', 'parole', 'xfce4-session', 'xfce4-settings'],
  GNOME: ['nautilus', 'gnome-text-editor', 'evince', 'file-roller', 'totem', 'loupe', 'gnome-session-common'],
  KDE: ['dolphin', 'kate', 'okular', 'ark', 'dragonplayer', 'gwenview', 'plasma-workspace-data', 'plasma-desktop-data'],
};

/** The types that an installation of Mayfly took over once. */
export const doubleClicked = [
  'text/plain',
  'application/pdf',
  'application/zip',
  'text/csv',
  'video/mp4',
  'image/svg+xml',
  'inode/directory',
];

/** A place that knows the types of files, as every system does, and no program. */
export const typesOnly = '/desktops/types';

/** Unpacks a desktop's packages below /desktops in that system, and resolves to the folder as it is called inside. Throws SetupError. */
export async function unpackDesktop(system, name) {
  const place = `/desktops/${name}`;
  const outside = join(system.root, place);
  const debs = join(outside, 'debs');
  mkdirSync(debs, { recursive: true });
  await step(`Fetching what ${name} installs`, async () => {
    const fetched = await system.run([
      'sh',
      '-c',
      `cd ${place}/debs && apt-get -q download "$@"`,
      'sh',
      ...desktops[name],
    ]);
    if (fetched.code !== 0)
      throw new SetupError(`what ${name} installs could not be fetched:\n${tail(fetched.stderr)}`);
    for (const deb of readdirSync(debs)) await run('dpkg-deb', ['-x', join(debs, deb), outside]);
  });
  rmSync(debs, { recursive: true });
  await system.run(['update-desktop-database', `${place}/usr/share/applications`]);
  await system.run(['mkdir', '-p', `${typesOnly}/usr/share`]);
  await system.run(['ln', '-sfn', '/usr/share/mime', `${typesOnly}/usr/share/mime`]);
  return place;
}

/** Who opens each type, as GLib and as xdg-mime tell it. `places` come in the order of XDG_DATA_DIRS. */
export async function openers(system, places, desktop) {
  const env = {
    XDG_DATA_DIRS: places.map((place) => `${place}/usr/share`).join(':'),
    XDG_CONFIG_DIRS: places.map((place) => `${place}/etc/xdg`).join(':'),
    // GLib knows no entry whose program is not there.
    PATH: [...places.map((place) => `${place}/usr/bin`), '/usr/bin', '/bin'].join(':'),
    ...(desktop && { XDG_CURRENT_DESKTOP: desktop }),
  };
  const script = 'for t; do gio mime "$t" | head -n 1; xdg-mime query default "$t"; done';
  const { stdout, stderr } = await system.run(['sh', '-c', script, 'sh', ...doubleClicked], { asUser: true, env });
  // In words where there is nothing to tell.
  return stdout === '' ? stderr : stdout;
}

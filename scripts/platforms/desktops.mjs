// Unpacks, without installing, the menu entries and lists of default programs of Debian's desktops.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, step } from '../setup/progress.mjs';
import { run, tail } from '../setup/run-command.mjs';

/** For each desktop: its `XDG_CURRENT_DESKTOP`, and the packages of its default programs. */
export const desktops = {
  XFCE: ['thunar', 'mousepad', 'ristretto', 'atril', 'xarchiver', 'parole', 'xfce4-session', 'xfce4-settings'],
  GNOME: ['nautilus', 'gnome-text-editor', 'evince', 'file-roller', 'totem', 'loupe', 'gnome-session-common'],
  KDE: ['dolphin', 'kate', 'okular', 'ark', 'dragonplayer', 'gwenview', 'plasma-workspace-data', 'plasma-desktop-data'],
};

/** The file types that an installation of Mayfly once took over. */
export const doubleClicked = [
  'text/plain',
  'application/pdf',
  'application/zip',
  'text/csv',
  'video/mp4',
  'image/svg+xml',
  'inode/directory',
];

/** A data folder with the MIME database and no program. */
export const typesOnly = '/desktops/types';

/** Unpacks a desktop's packages below /desktops in that system, and resolves to the folder's path inside. Throws SetupError. */
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

/** The default program of each type by GLib and by xdg-mime. `places` come in the order of XDG_DATA_DIRS. */
export async function openers(system, places, desktop) {
  const env = {
    XDG_DATA_DIRS: places.map((place) => `${place}/usr/share`).join(':'),
    XDG_CONFIG_DIRS: places.map((place) => `${place}/etc/xdg`).join(':'),
    // GLib ignores an entry whose program does not exist.
    PATH: [...places.map((place) => `${place}/usr/bin`), '/usr/bin', '/bin'].join(':'),
    ...(desktop && { XDG_CURRENT_DESKTOP: desktop }),
  };
  const script = 'for t; do gio mime "$t" | head -n 1; xdg-mime query default "$t"; done';
  const { stdout, stderr } = await system.run(['sh', '-c', script, 'sh', ...doubleClicked], { asUser: true, env });
  // Text for a type without a default program.
  return stdout === '' ? stderr : stdout;
}

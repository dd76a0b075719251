// A package is more than the app: what lands on the PATH, in menus and in file managers works, and all of it goes again.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, packagedProgram, test } from './fixtures';
import { receive, sha256 } from './recipient';

const runProgram = promisify(execFile);
const onPath = (name: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));

interface Packaging {
  readonly packDeb: (options: { readonly output: string; readonly compression: string }) => Promise<string>;
}

async function packaging(): Promise<Packaging> {
  const script = join(import.meta.dirname, '..', '..', 'scripts', 'setup', 'packaged-app.mjs');
  return (await import(pathToFileURL(script).href)) as Packaging;
}

const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** A system of its own, for dpkg: nothing outside of the folder changes. Who is not root pretends to be, for the owners of files. */
async function emptySystem(root: string) {
  const state = join(root, 'var', 'lib', 'dpkg');
  for (const name of ['updates', 'info', 'triggers']) await mkdir(join(state, name), { recursive: true });
  await writeFile(join(state, 'status'), '');
  const pretend = process.getuid?.() === 0 ? [] : ['fakeroot', '--'];
  const words = ['--force-script-chrootless', '--force-unsafe-io', '--force-not-root', '--force-depends'];
  const [program = '', ...first] = [...pretend, 'dpkg', `--root=${root}`, `--log=${join(root, 'log')}`, ...words];
  return (...args: readonly string[]) => runProgram(program, [...first, ...args]);
}

/** What people open by a double click, and what an installation took over once. */
const doubleClicked = [
  'text/plain',
  'application/pdf',
  'application/zip',
  'text/csv',
  'video/mp4',
  'image/svg+xml',
  'inode/directory',
];

/** Which of these a system with nothing but the installed menu entry leaves to Mayfly, as desktops ask (GLib). */
async function openedByMayfly(root: string, entry: string, folder: string): Promise<readonly string[]> {
  const applications = join(folder, 'asked', 'applications');
  await mkdir(applications, { recursive: true });
  // GLib knows no entry whose program is not there, and it is below that system's root.
  const text = (await readFile(entry, 'utf8')).replaceAll('/opt/Mayfly', join(root, 'opt', 'Mayfly'));
  await writeFile(join(applications, basename(entry)), text);
  await runProgram('update-desktop-database', [applications]);
  const asked = join(folder, 'asked');
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_DATA_DIRS: asked, XDG_CONFIG_DIRS: asked, LC_ALL: 'C' };
  const told = await Promise.all(
    doubleClicked.map(async (type) => [type, (await runProgram('gio', ['mime', type], { env })).stdout] as const),
  );
  return told.filter(([, answer]) => /mayfly/i.test(answer)).map(([type]) => type);
}

test('the .deb is installed, shares from the terminal, is in every menu, and leaves nothing behind @deep', async ({
  folder,
  file,
}) => {
  test.skip(!onPath('dpkg-deb') || (process.getuid?.() !== 0 && !onPath('fakeroot')), 'no dpkg here');
  const program = await packagedProgram();
  const { packDeb } = await packaging();
  const deb = await packDeb({ output: join('dist', 'e2e'), compression: 'none' });
  const root = join(folder, 'system');
  const dpkg = await emptySystem(root);
  await dpkg('--install', deb);
  await rm(deb);

  // The terminal, with no display and no session: the app's own Electron runs it, which is no Node for anybody else.
  const env = { PATH: `${join(root, 'usr', 'bin')}${delimiter}/usr/bin${delimiter}/bin`, HOME: folder };
  const mayfly = (...args: readonly string[]) => runProgram('mayfly', args, { env });
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { readonly version: string };
  expect(await mayfly('--version')).toEqual({ stdout: `${version}\n`, stderr: '' });
  const built = JSON.parse((await mayfly('--version', '--json')).stdout) as Readonly<Record<string, unknown>>;
  expect(built).toMatchObject({ version, electron: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  expect(String(built['commit'])).toMatch(/^(?:[0-9a-f]{40}(?:-dirty)?|null)$/);
  expect(await readFile(String(built['licences']), 'utf8')).toContain('Mayfly (MIT)');
  expect((await mayfly()).stdout).toContain('mayfly share PATH...');
  await expect(mayfly('shrae', 'a.txt', '--json')).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^\{"schemaVersion":1,"error":\{"code":"bad-request".*\}\n$/),
  });
  // What is not installed has it too: this folder is what the archive holds.
  const unpacked = join(program, '..', 'bin', 'mayfly');
  expect((await runProgram(unpacked, ['--version'], { env })).stdout).toBe(`${version}\n`);

  const shared = await file('-- installed.txt', 'from the package');
  // With the session's keychain, which this computer's bucket keeps its keys in.
  const sharing = spawn('mayfly', ['share', shared, '--json', '--profile-dir', join(folder, 'profile')], {
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: process.env['DBUS_SESSION_BUS_ADDRESS'] },
  });
  const ended = once(sharing, 'exit');
  const said: string[] = [];
  sharing.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const [line] = (await once(createInterface(sharing.stdout), 'line')) as [string];
  const { url, key } = JSON.parse(line) as { readonly url: string; readonly key: string };
  expect((await receive(url)).sha256).toBe(sha256(Buffer.from('from the package')));
  expect(key).not.toMatch(/^session-/);
  expect(said.join('')).toMatch(/^\{"schemaVersion":1,"serving":\{.*\}\}\n$/);
  sharing.kill('SIGINT');
  expect(await ended).toEqual([130, null]);

  // The menus.
  const entry = join(root, 'usr', 'share', 'applications', 'app.mayfly.Mayfly.desktop');
  if (onPath('desktop-file-validate')) await runProgram('desktop-file-validate', [entry]);
  const text = await readFile(entry, 'utf8');
  expect(text).toContain('\nExec=/opt/Mayfly/mayfly --propose %U\n');
  expect(await openedByMayfly(root, entry, folder), 'no other program is here, and still not Mayfly').toEqual([]);
  expect(text, 'it is the entry of the windows').toContain('\nStartupWMClass=app.mayfly.Mayfly\n');
  for (const action of /\nActions=(.*);\n/.exec(text)?.[1]?.split(';') ?? ['none is named'])
    expect(text).toMatch(
      new RegExp(`\\n\\[Desktop Action ${action}\\]\\nName=.+\\nName\\[ko\\]=.+\\nExec=/opt/Mayfly/mayfly --`),
    );
  const installed = await filesBelow(root);
  expect(installed).toEqual(
    expect.arrayContaining([
      'usr/share/icons/hicolor/16x16/apps/mayfly.png',
      'usr/share/icons/hicolor/512x512/apps/mayfly.png',
      'usr/share/nautilus-python/extensions/mayfly-share.py',
      'usr/share/kio/servicemenus/mayfly-share.desktop',
      'usr/share/nemo/actions/mayfly-share.nemo_action',
      'usr/share/Thunar/sendto/mayfly-share.desktop',
      'usr/share/file-manager/actions/mayfly-share.desktop',
    ]),
  );
  expect((await stat(join(root, 'opt', 'Mayfly', 'chrome-sandbox'))).mode & 0o777).toBe(0o755);
  expect(existsSync(join(root, 'opt', 'Mayfly', 'mayfly'))).toBe(true);

  await dpkg('--purge', 'mayfly');
  expect((await filesBelow(root)).filter((path) => !path.startsWith('var/lib/dpkg/') && path !== 'log')).toEqual([]);
  expect((await readdir(root)).sort()).toEqual(['log', 'var']);
});

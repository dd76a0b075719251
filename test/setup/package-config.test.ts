// Most packages are built where this machine is not, and a wrong word in their configuration would show there first.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { nextWords } from '../../main/terminal/arguments/grammar';
import { installedFiles } from '../../main/terminal/shells/installed-files';

/** electron-builder's own packages, as it finds them. */
const builder = createRequire(createRequire(resolve('package.json')).resolve('electron-builder/package.json'));
const library = createRequire(builder.resolve('app-builder-lib/package.json'));

interface Configuration {
  readonly appId: string;
  readonly files: readonly string[];
  readonly linux: {
    readonly target: readonly string[];
    readonly extraFiles: readonly { readonly from: string }[];
    readonly maintainer: string;
    readonly synopsis: string;
    readonly executableName: string;
    readonly vendor: string;
  };
  readonly mac: { readonly target: readonly { readonly target: string }[] };
  readonly win: { readonly target: readonly { readonly target: string }[] };
  readonly nsis: { readonly include: string };
  readonly deb: PackageOptions;
  readonly rpm: PackageOptions;
}

interface PackageOptions {
  readonly afterInstall: string;
  readonly afterRemove: string;
  readonly fpm: readonly string[];
}

const { load } = library('js-yaml') as { readonly load: (text: string) => unknown };
const read = () => load(readFileSync('electron-builder.yml', 'utf8')) as Configuration;
const check = (configuration: unknown): void => {
  const { validateSchema } = library('./out/util/config/schemaValidator.js') as {
    readonly validateSchema: (schema: unknown, data: unknown) => void;
  };
  validateSchema(library('./scheme.json'), structuredClone(configuration));
};

test('electron-builder’s own schema takes the configuration, and no other word', () => {
  expect(() => check(read())).not.toThrow();
  expect(() => check({ ...read(), linux: { ...read().linux, targets: ['deb'] } })).toThrow(/configuration\.linux/);
  expect(() => check({ ...read(), nsis: { oneClick: 'sometimes' } })).toThrow(/oneClick/);
});

test('every package of the three systems is made', () => {
  const { linux, mac, win } = read();
  expect(linux.target).toEqual(['AppImage', 'deb', 'rpm', 'snap', 'tar.gz']);
  expect(mac.target.map(({ target }) => target)).toEqual(['dmg', 'zip']);
  expect(win.target.map(({ target }) => target)).toEqual(['nsis', 'zip']);
});

test('who made the packages is said alike everywhere', () => {
  const { homepage, author, license } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
  const { maintainer, vendor } = read().linux;
  // The name stands under `.invalid` (RFC 2606) until the project has one: this holds that one change changes all.
  const { hostname } = new URL(homepage ?? '');
  expect({ author, maintainer, license }).toEqual({
    author: `${vendor} <maintainers@${hostname}>`,
    maintainer: author,
    license: 'MIT',
  });
  expect(homepage).toBe(`https://${hostname}`);
  const copyright = readFileSync('resources/linux/copyright', 'utf8');
  expect(copyright).toContain(`Source: ${homepage}\n`);
  const words = (text: string) =>
    text
      .replaceAll(/^ \.?| \.$/gm, '')
      .split(/\s+/)
      .join(' ');
  expect(words(copyright)).toContain(
    words(readFileSync('LICENSE', 'utf8').replace(/^[^]*\nCopyright .*\n/, '')).trim(),
  );
  for (const document of ['SECURITY.md', 'CODE_OF_CONDUCT.md']) {
    expect(readFileSync(document, 'utf8').match(/(?<=`\w+@)[^`]+/g)).toEqual([hostname]);
  }
});

test('every file that packages are asked for is there', () => {
  const { deb, rpm, nsis, linux } = read();
  expect(rpm.fpm).toEqual(deb.fpm);
  const named = [deb, rpm].flatMap(({ afterInstall, afterRemove, fpm }) => [
    afterInstall,
    afterRemove,
    ...fpm.map((line) => line.slice(0, line.indexOf('='))),
  ]);
  // Made when it is built or packed.
  const made = Object.keys(installedFiles('1.2.3', '2026-01-31')).map(
    (path) => `out/terminal/${path}${path.endsWith('.1') ? '.gz' : ''}`,
  );
  expect(named).toEqual(expect.arrayContaining(made));
  const missing = [...named, nsis.include, ...linux.extraFiles.map(({ from }) => from)].filter(
    (path) => !existsSync(path) && !made.includes(path) && path !== 'out/terminal',
  );
  expect(missing).toEqual([]);
  expect(statSync('resources/linux/mayfly.sh').mode & 0o111).toBe(0o111);
});

test('the program on the PATH knows every command that the terminal has, and every switch of the app', () => {
  const switches = [...readFileSync('main/shell/startup/intent.ts', 'utf8').matchAll(/^ {2}'(--[\w-]+)',$/gm)];
  const program = readFileSync('resources/linux/mayfly.sh', 'utf8').split(/[\s|)]+/);
  expect(switches).toHaveLength(5);
  for (const word of [...nextWords(''), ...switches.map(([, option]) => option)]) expect(program).toContain(word);
});

test('of files on the command line none becomes a switch of Chromium’s: such a switch can name a program to run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-named-'));
  try {
    mkdirSync(join(folder, 'bin'));
    copyFileSync('resources/linux/mayfly.sh', join(folder, 'bin', 'mayfly'));
    writeFileSync(join(folder, 'mayfly'), `#!/bin/sh\nprintf '%s\\n' "$@"\n`, { mode: 0o755 });
    const names = ['a.txt', '--gpu-launcher=sh x', '--hidden', 'mayfly:z', 'z'];
    mkdirSync(join(folder, 'files'));
    for (const name of names) writeFileSync(join(folder, 'files', name), '');
    const run = (...given: readonly string[]) =>
      spawnSync('sh', ['../bin/mayfly', ...given], { cwd: join(folder, 'files'), encoding: 'utf8' }).stdout.split('\n');
    expect(run(...names)).toEqual(['--', ...names, '']);
    expect(run('--gpu-launcher=sh x', 'a.txt')).toEqual(['--', '--gpu-launcher=sh x', 'a.txt', '']);
    // A shell may give any of them first, and a switch of the app's own may be typed before them.
    for (const first of ['--hidden', 'mayfly:z'])
      expect(run(first, '--gpu-launcher=sh x')).toEqual(['--', first, '--gpu-launcher=sh x', '']);
    expect(run('--share', '--gpu-launcher=sh x', 'z')).toEqual(['--', '--share', '--gpu-launcher=sh x', 'z', '']);
    expect(run('--share', '--profile-dir=/tmp/x', '--', 'z')).toEqual([
      '--share',
      '--profile-dir=/tmp/x',
      '--',
      'z',
      '',
    ]);
    expect(run('mayfly://open/shares')).toEqual(['mayfly://open/shares', '']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('software centres are told what the packages say', () => {
  const { appId, linux } = read();
  const file = `resources/linux/${appId}.metainfo.xml`;
  const checked = spawnSync('appstreamcli', ['validate', '--no-net', '--no-color', file], { encoding: 'utf8' });
  // Undefined where the program is not there.
  expect(checked.stdout ?? 'successful').toContain('successful');
  const { homepage, license, desktopName } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
  const told = [...readFileSync(file, 'utf8').matchAll(/<(\w+)[^>]*>([^<]+)<\/\1>/g)].map(
    ([, tag, text]) => `${tag}: ${text}`,
  );
  expect(told).toEqual(
    expect.arrayContaining([
      `id: ${appId}`,
      `launchable: ${desktopName}`,
      `url: ${homepage}`,
      `project_license: ${license}`,
      `name: ${linux.vendor}`,
      `summary: ${linux.synopsis}`,
      `icon: ${linux.executableName}`,
    ]),
  );
});

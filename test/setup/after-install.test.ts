// Whether Chromium's helper needs the rights of root is a question about ordinary users, and packages are installed by root.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-after-install-'));
afterAll(() => rmSync(folder, { recursive: true }));
chmodSync(folder, 0o755);

const template = readFileSync('resources/linux/after-install.tpl', 'utf8');
const script = join(folder, 'postinst');
writeFileSync(script, template.replaceAll('${sanitizedProductName}', 'Mayfly').replaceAll('${executable}', 'mayfly'));

/** The mode of the helper after an installation into an empty root. `path`: folders of programs. */
function modeAfter(name: string, path: string): string {
  const root = join(folder, name);
  const helper = join(root, 'opt', 'Mayfly', 'chrome-sandbox');
  mkdirSync(join(root, 'opt', 'Mayfly'), { recursive: true });
  writeFileSync(helper, '');
  const { status, stderr } = spawnSync('/bin/sh', [script], { env: { PATH: path, DPKG_ROOT: root }, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return (statSync(helper).mode & 0o7777).toString(8);
}

/** A folder with these programs of the system, and with an `unshare` as kernels have it that give namespaces to root alone. */
function programs(name: string, known: readonly string[]): string {
  const place = join(folder, `${name}-programs`);
  mkdirSync(place);
  for (const program of known) {
    const found = spawnSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(found, join(place, program));
  }
  writeFileSync(join(place, 'unshare'), '#!/bin/sh\n[ "$(id -u)" = 0 ]\n', { mode: 0o755 });
  return place;
}

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('where packages are installed by root', () => {
  test.each([
    ['setpriv', ['chmod', 'id', 'setpriv']],
    ['runuser', ['chmod', 'id', 'runuser']],
    ['neither', ['chmod', 'id']],
  ])('a kernel that gives namespaces to root alone makes the helper one of root: %s', (name, known) => {
    expect(modeAfter(name, programs(name, known))).toBe('4755');
  });

  test('on this system it is what an ordinary user gets here', () => {
    const asked = spawnSync('setpriv', [
      '--reuid',
      '65534',
      '--regid',
      '65534',
      '--clear-groups',
      'unshare',
      '--user',
      'true',
    ]);
    expect(modeAfter('here', process.env['PATH'] ?? '')).toBe(asked.status === 0 ? '755' : '4755');
  });
});

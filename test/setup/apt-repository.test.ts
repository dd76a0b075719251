// apt itself takes what the release publishes, and nothing that was changed or signed by somebody else.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const takes = ['dpkg-deb', 'gpg', 'apt-get'];
const missing = takes.filter((program) => spawnSync(program, ['--version']).status !== 0);
const folder = mkdtempSync(join(tmpdir(), 'mayfly-apt-repository-'));
const repository = join(folder, 'repository');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** A new private key of nobody. */
function newKey(name: string): string {
  const home = join(folder, name);
  mkdirSync(home, { mode: 0o700 });
  const env = { ...process.env, GNUPGHOME: home };
  const gpg = (...words: readonly string[]) =>
    execFileSync('gpg', ['--batch', '--quiet', '--passphrase', '', ...words], { env, encoding: 'utf8' });
  gpg('--quick-generate-key', `${name} <${name}@example.com>`, 'ed25519', 'sign', 'never');
  const key = gpg('--armor', '--export-secret-keys');
  spawnSync('gpgconf', ['--kill', 'all'], { env });
  return key;
}

const make = (place: string, key: string | undefined) =>
  spawnSync(process.execPath, ['scripts/apt-repository.mjs', place], {
    encoding: 'utf8',
    env: { ...process.env, MAYFLY_APT_KEY: key },
  });

/** What apt says to the repository, on a system that has nothing else and trusts `key` alone. */
function apt(name: string, place: string, key = join(place, 'mayfly-archive-keyring.asc')) {
  const root = join(folder, name);
  for (const part of ['etc', 'state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(root, part), { recursive: true });
  writeFileSync(join(root, 'status'), '');
  writeFileSync(
    join(root, 'etc', 'mayfly.sources'),
    `Types: deb\nURIs: file:${place}\nSuites: ./\nSigned-By: ${key}\nArchitectures: amd64\n`,
  );
  const settings = {
    'Dir::Etc::sourcelist': join(root, 'etc', 'mayfly.sources'),
    'Dir::Etc::sourceparts': '-',
    'Dir::State': join(root, 'state'),
    'Dir::State::status': join(root, 'status'),
    'Dir::Cache': join(root, 'cache'),
    'APT::Architecture': 'amd64',
    'APT::Sandbox::User': '',
    'Debug::NoLocking': 'true',
  };
  const options = Object.entries(settings).flatMap(([setting, value]) => ['-o', `${setting}=${value}`]);
  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('apt-get', [...options, '-q', '-y', ...words], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };
  const update = run('update', '--error-on=any');
  const install = run('install', '--download-only', 'mayfly');
  return { update, install };
}

describe.skipIf(missing.length > 0)(
  `an apt repository${missing.length > 0 ? ` (missing here: ${missing.join(', ')})` : ''}`,
  () => {
    let key: string;
    beforeAll(() => {
      const content = join(folder, 'content');
      mkdirSync(join(content, 'DEBIAN'), { recursive: true });
      writeFileSync(
        join(content, 'DEBIAN', 'control'),
        'Package: mayfly\nVersion: 1.2.3\nArchitecture: amd64\nMaintainer: Ann <ann@example.com>\nDescription: a package\n of the test\n',
      );
      mkdirSync(repository);
      execFileSync(
        'dpkg-deb',
        ['--root-owner-group', '--build', content, join(repository, 'Mayfly-1.2.3-linux-amd64.deb')],
        { stdio: 'ignore' },
      );
      key = newKey('ann');
    });

    test('is made of no folder without a package or a key', () => {
      expect(make(repository, undefined)).toMatchObject({
        status: 1,
        stderr: 'mayfly: MAYFLY_APT_KEY holds no key.\n',
      });
      expect(make(repository, 'no key').status).toBe(1);
      const empty = mkdtempSync(join(folder, 'empty-'));
      expect(make(empty, key)).toMatchObject({ status: 1, stderr: expect.stringContaining('there is no .deb') });
      expect(readdirSync(repository)).toEqual(['Mayfly-1.2.3-linux-amd64.deb']);
    });

    test('is taken by apt, which finds the package and its checksum', () => {
      expect(make(repository, key)).toMatchObject({ status: 0 });
      const { update, install } = apt('person', repository);
      expect(update).toMatchObject({ status: 0 });
      expect(install).toMatchObject({ status: 0 });
      expect(install.said).toMatch(/1 newly installed/);
      expect(
        readdirSync(repository)
          .map((name) => readFileSync(join(repository, name), 'latin1'))
          .join(''),
      ).not.toContain('PRIVATE KEY');
    });

    test('is refused when it was changed, or signed by somebody else', () => {
      const changed = join(folder, 'changed');
      cpSync(repository, changed, { recursive: true });
      appendFileSync(join(changed, 'Packages'), '\nPackage: other\n');
      expect(apt('of-changed', changed).update.status).not.toBe(0);
      const other = join(folder, 'other-package');
      cpSync(repository, other, { recursive: true });
      appendFileSync(join(other, 'Mayfly-1.2.3-linux-amd64.deb'), '\n');
      const { update: known, install } = apt('of-other-package', other);
      expect([known.status, install.status]).toEqual([0, 100]);
      const others = join(folder, 'others');
      cpSync(repository, others, { recursive: true });
      expect(make(others, newKey('mallory')).status).toBe(0);
      expect(apt('of-other', others, join(repository, 'mayfly-archive-keyring.asc')).update.status).not.toBe(0);
      const { update } = apt('of-itself', others);
      expect(update).toMatchObject({ status: 0 });
    });
  },
);

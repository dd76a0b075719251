// Why this exists: a file manager hands over whatever names lie in a folder; they must arrive as names, never as switches or as shell.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createFileManagers, withCommand } from '../../main/shell/share-entries';

const templates = join(import.meta.dirname, '..', '..', 'resources', 'linux');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-managers-'));
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const program = () => {
  const path = join(folder, "my 'app' $HOME");
  writeFileSync(path, `#!/bin/sh\nfor a in "$@"; do printf '%s\\0' "$a"; done\n`, { mode: 0o755 });
  return path;
};

describe.skipIf(process.platform === 'win32')('the entries', () => {
  test('are made for the user and taken away again, and nothing else is', () => {
    const managers = createFileManagers([program(), '--profile-dir=/p q'], templates);
    expect(managers.isOn()).toBe(false);
    managers.set(true);
    expect(managers.isOn()).toBe(true);
    const dolphin = join(folder, 'data', 'kio', 'servicemenus', 'mayfly-share.desktop');
    expect(readFileSync(dolphin, 'utf8')).toMatch(/^Exec=".*" "--profile-dir=\/p q" --share -- %F$/m);
    expect(statSync(dolphin).mode & 0o777).toBe(0o700);
    managers.set(false);
    expect([managers.isOn(), existsSync(dolphin)]).toEqual([false, false]);
  });

  test('of GNOME Files give every name as it is, absolute, after --', () => {
    createFileManagers([program(), '--profile-dir=/p q'], templates).set(true);
    const shown = join(folder, 'on show');
    mkdirSync(shown);
    const names = ['-rf', '--propose', 'a b', "quote's", '$(id)', '`id`', '*', 'new\nline', '/elsewhere/é'];
    const script = join(folder, 'data', 'nautilus', 'scripts', 'Share with Mayfly');
    const told = execFileSync(script, names, { cwd: shown, encoding: 'utf8' }).split('\0').slice(0, -1);
    const absolute = names.map((name) => (name.startsWith('/') ? name : `${shown}/${name}`));
    expect(told).toEqual(['--profile-dir=/p q', '--share', '--', ...absolute]);
    expect(execFileSync(script, [], { cwd: shown, encoding: 'utf8' })).toBe('');
  });
});

describe('the files of the packages', () => {
  const files = ['mayfly-share.dolphin.desktop', 'mayfly-share.nemo_action', 'mayfly-share.py', 'nautilus-script.sh'];

  test.each(files)('%s starts the installed program with --share and what is behind --', (file) => {
    const text = readFileSync(join(templates, file), 'utf8');
    expect(text).toMatch(/\/opt\/Mayfly\/mayfly"?,? "?--share"?,? "?--/);
    expect(withCommand(text, '$& /x')).toContain('$& /x');
  });

  test('the extension of GNOME Files is Python', () => {
    const check = 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf8").read())';
    expect(spawnSync('python3', ['-c', check, join(templates, 'mayfly-share.py')]).stderr?.toString() ?? '').toBe('');
  });

  test('the installer of Windows removes all that it adds', () => {
    const text = readFileSync(join(templates, '..', 'windows', 'share-with-mayfly.nsh'), 'utf8');
    const [install = '', uninstall = ''] = text.split('!macro customUnInstall');
    const added = new Set([...install.matchAll(/WriteRegStr SHCTX "([^"]*Mayfly\.Share)/g)].map(([, key]) => key));
    expect(added.size).toBe(2);
    for (const key of added) expect(uninstall).toContain(`DeleteRegKey SHCTX "${key}"`);
    expect(uninstall).toContain('Delete "$SENDTO\\Mayfly.lnk"');
    expect(install.match(/--share "%1"/g)).toHaveLength(2);
  });
});

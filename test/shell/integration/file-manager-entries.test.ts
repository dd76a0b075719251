// A file manager hands over whatever names lie in a folder; they must arrive as names, never as switches or as shell.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { inWindow as en } from '../../../resources/words/en/window';
import { inWindow as ko } from '../../../resources/words/ko/window';
import {
  createFileManagers,
  offersFileManagers,
  withCommand,
} from '../../../main/shell/integration/file-manager-entries';

const resources = join(import.meta.dirname, '../../..', 'resources');
const templates = join(resources, 'linux');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-managers-'));
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
  vi.stubEnv('HOME', folder);
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

test.each([
  ['linux', false, false, true],
  ['linux', true, false, false],
  ['linux', true, true, true],
  ['darwin', false, false, true],
  ['win32', false, false, false],
] as const)('on %s, installed %j, switched on %j, own entries are offered: %j', (platform, installed, isOn, offered) =>
  expect(offersFileManagers({ isOn: () => isOn }, platform, () => installed)).toBe(offered),
);

describe.skipIf(process.platform === 'win32')('the entries', () => {
  test('are made for the user and taken away again, and nothing else is', () => {
    const managers = createFileManagers([program(), '--profile-dir=/p q'], resources, 'linux');
    expect(managers.isOn()).toBe(false);
    managers.set(true);
    expect(managers.isOn()).toBe(true);
    const dolphin = join(folder, 'data', 'kio', 'servicemenus', 'mayfly-share.desktop');
    expect(readFileSync(dolphin, 'utf8')).toMatch(/^Exec=".*" "--profile-dir=\/p q" --share -- %F$/m);
    expect(statSync(dolphin).mode & 0o777).toBe(0o700);
    managers.set(false);
    expect([managers.isOn(), existsSync(dolphin)]).toEqual([false, false]);
  });

  test('are valid entries that Thunar, Dolphin and PCManFM can read, named in the settings', () => {
    createFileManagers([program(), '--profile-dir=/p q'], resources, 'linux').set(true);
    const thunar = join(folder, 'data', 'Thunar', 'sendto', 'mayfly-share.desktop');
    expect(readFileSync(thunar, 'utf8')).toMatch(/^Exec=".*" "--profile-dir=\/p q" --share -- %F$/m);
    const checked = spawnSync('desktop-file-validate', [thunar], { encoding: 'utf8' });
    // Empty where the program is not there.
    expect(`${checked.stdout ?? ''}${checked.stderr ?? ''}`).toBe('');
    for (const { fileManagersHint } of [en.desktop, ko.desktop])
      for (const name of ['Thunar', 'Dolphin', 'Nemo', 'PCManFM', 'GNOME']) expect(fileManagersHint).toContain(name);
  });

  test('of GNOME Files give every name as it is, absolute, after --', () => {
    createFileManagers([program(), '--profile-dir=/p q'], resources, 'linux').set(true);
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

describe.skipIf(process.platform === 'win32')('the Quick Action of macOS', () => {
  const read = (path: string) =>
    JSON.parse(
      execFileSync('python3', [
        '-c',
        'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))',
        path,
      ]).toString(),
    ) as unknown;
  const bundle = () => join(folder, 'Library', 'Services', 'Share with Mayfly.workflow');

  test('is made for the user and taken away whole', () => {
    const managers = createFileManagers([program()], resources, 'darwin');
    expect(managers.isOn()).toBe(false);
    managers.set(true);
    expect(managers.isOn()).toBe(true);
    expect(read(join(bundle(), 'Contents', 'Info.plist'))).toMatchObject({
      NSServices: [
        {
          NSMenuItem: { default: 'Share with Mayfly' },
          NSMessage: 'runWorkflowAsService',
          NSSendFileTypes: ['public.item'],
        },
      ],
    });
    managers.set(false);
    expect([managers.isOn(), existsSync(bundle())]).toEqual([false, false]);
  });

  test('gives every name as it is, behind --', async () => {
    const told = join(folder, 'told');
    const teller = join(folder, "a & <b> 'teller'");
    writeFileSync(
      teller,
      `#!/bin/sh\nfor a in "$@"; do printf '%s\\0' "$a"; done >'${told}.new'; mv '${told}.new' '${told}'\n`,
      {
        mode: 0o755,
      },
    );
    createFileManagers([teller, '--profile-dir=/p q'], resources, 'darwin').set(true);
    const workflow = read(join(bundle(), 'Contents', 'document.wflow')) as {
      readonly actions: readonly {
        readonly action: {
          readonly ActionParameters: { readonly COMMAND_STRING: string; readonly inputMethod: number };
        };
      }[];
    };
    const { COMMAND_STRING: command = '', inputMethod } = workflow.actions[0]?.action.ActionParameters ?? {};
    expect(inputMethod).toBe(1);
    const names = ['/-rf', '/a b', "/quote's", '/$(id)', '/`id`', '/new\nline', '/é&<x>'];
    execFileSync('/bin/sh', ['-c', command, 'sh', ...names]);
    // Nobody waits for Mayfly, so nothing tells when it has started.
    await expect.poll(() => existsSync(told)).toBe(true);
    expect(readFileSync(told, 'utf8').split('\0').slice(0, -1)).toEqual([
      '--profile-dir=/p q',
      '--share',
      '--',
      ...names,
    ]);
    rmSync(told);
    execFileSync('/bin/sh', ['-c', command, 'sh']);
    expect(existsSync(told)).toBe(false);
  });
});

describe('the files of the packages', () => {
  const files = [
    'mayfly-share.dolphin.desktop',
    'mayfly-share.nemo_action',
    'mayfly-share.thunar.desktop',
    'mayfly-share.action.desktop',
    'mayfly-share.py',
    'nautilus-script.sh',
  ];

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

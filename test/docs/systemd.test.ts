// The units of docs/systemd.md: systemd takes them, and Mayfly takes their commands.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArguments } from '../../main/terminal/arguments/arguments';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'systemd.md'), 'utf8');
const units = [...page.matchAll(/`~\/\.config\/systemd\/user\/([\w@-]+\.service)`.*?```ini\n(.*?)```/gs)].map(
  ([, name = '', text = '']) => ({ name, text }),
);
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test('there is one for each way', () => {
  expect(units.map(({ name }) => name)).toEqual(['mayfly-watch.service', 'mayfly-receive@.service']);
});

describe.each(units)('$name', ({ name, text }) => {
  test('runs a command that Mayfly takes', () => {
    const [, typed = ''] = /^ExecStart=\/usr\/bin\/mayfly (.*)$/m.exec(text) ?? [];
    expect(readArguments(typed.split(' ')).kind).toBe(name.startsWith('mayfly-watch') ? 'watch' : 'receive');
  });

  test.skipIf(!hasSystemd)(`systemd takes it${hasSystemd ? '' : ', which is not installed here'}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'mayfly-units-'));
    const path = join(folder, name.replace('@.', '@5b2e8f.'));
    // What it runs need not be installed here.
    writeFileSync(path, text.replace('/usr/bin/mayfly', process.execPath));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--user', '--man=no', path], {
      encoding: 'utf8',
      env: { ...process.env, XDG_RUNTIME_DIR: folder },
    });
    rmSync(folder, { recursive: true });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

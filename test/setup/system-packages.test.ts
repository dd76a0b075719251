// The set-up may become root where CI lets it, and nowhere else: a person is shown the command.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-apt-'));
  const program = (name: string, text: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  for (const name of ['sudo', 'apt-get']) program(name, `echo "$(basename "$0") $*" >> '${folder}/ran'`);
  program('fc-list', 'exit 0');
  program('apt-cache', "printf 'fonts-nanum:\\n  Installed: (none)\\n  Candidate: 1\\n'");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Asks for a font with Korean letters as this user; resolves to what ran, and what was said. */
function ask(user: number, env: NodeJS.ProcessEnv) {
  const script = pathToFileURL(resolve('scripts/setup/system-packages.mjs')).href;
  const code = `process.getuid = () => ${user}; await (await import('${script}')).ensureKoreanFont();`;
  const { stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    env: { ...process.env, MAYFLY_SUDO: '', PATH: `${folder}:${process.env['PATH']}`, ...env },
  });
  const ran = join(folder, 'ran');
  return { said: stderr + stdout, ran: existsSync(ran) ? readFileSync(ran, 'utf8') : '' };
}

test.runIf(process.platform === 'linux').each([
  ['root', 0, {}, /^apt-get .*install .*fonts-nanum\n$/],
  ['a runner of CI', 1000, { MAYFLY_SUDO: '1' }, /^sudo -n env \S+ \S+ apt-get .*install .*fonts-nanum\n$/],
  ['a person', 1000, {}, /^$/],
])('as %s the set-up installs only what it may', (_who, user, env, expected) => {
  const { said, ran } = ask(user, env);
  expect(ran).toMatch(expected);
  expect(said.includes('sudo apt-get install -y fonts-nanum')).toBe(ran === '');
});

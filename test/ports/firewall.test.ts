// Whether a firewall keeps others away: files as ufw writes them, and a program in the place of firewall-cmd.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firewallBefore } from '../../main/adapters/reach/firewall';
import { onPosix } from '../platform';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-firewall-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

interface Machine {
  readonly conf?: string;
  readonly rules?: string;
  /** What the program prints by its first argument; absent: there is no program. */
  readonly answers?: Readonly<Record<string, string>>;
}

async function found({ conf, rules, answers }: Machine) {
  if (conf !== undefined) writeFileSync(at('ufw.conf'), conf);
  if (rules !== undefined) writeFileSync(at('user.rules'), rules);
  if (answers !== undefined) {
    const cases = Object.entries(answers).map(([asked, said]) => `${asked}) ${said} ;;`);
    const lines = [`echo "$1 $LC_ALL" >> '${at('asked')}'`, 'case "$1" in', ...cases, '*) exit 1 ;;', 'esac'];
    writeFileSync(at('firewall-cmd'), `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(at('firewall-cmd'), 0o755);
  }
  return firewallBefore(20_001, {
    ufwConf: at('ufw.conf'),
    ufwRules: at('user.rules'),
    firewallCmd: at('firewall-cmd'),
  });
}

const asShell = onPosix('firewalls are asked by programs of a shell');
const on = 'LOGLEVEL=low\nENABLED=yes\n';
const running = '--state';
const query = '--query-port=20001/tcp';

test.runIf(asShell).each<[string, Machine, string | undefined]>([
  ['no firewall at all', {}, undefined],
  ['ufw, whose rules root alone reads', { conf: on }, 'ufw'],
  ['ufw that is switched off', { conf: 'ENABLED=no\n' }, undefined],
  ['ufw as a comment', { conf: '# ENABLED=yes\n' }, undefined],
  ['ufw with quotation marks', { conf: 'ENABLED="yes"' }, 'ufw'],
  [
    'ufw with a rule for the port',
    { conf: on, rules: '### tuple ### allow tcp 20001 0.0.0.0/0 any 0.0.0.0/0 in\n' },
    undefined,
  ],
  ['ufw with a rule for a longer port', { conf: on, rules: '### tuple ### allow tcp 200011 0.0.0.0/0 any\n' }, 'ufw'],
  ['ufw with a rule that denies', { conf: on, rules: '### tuple ### deny tcp 20001 0.0.0.0/0 any\n' }, 'ufw'],
  ['firewalld', { answers: { [running]: 'echo running', [query]: 'echo no; exit 1' } }, 'firewalld'],
  ['firewalld that lets the port in', { answers: { [running]: 'echo running', [query]: 'echo yes' } }, undefined],
  ['firewalld that does not run', { answers: { [running]: 'echo "not running"; exit 252' } }, undefined],
  ['ufw beside firewalld that does not run', { conf: on, answers: { [running]: 'exit 252' } }, 'ufw'],
])('%s', async (_which, machine, firewall) => {
  expect(await found(machine)).toBe(firewall);
});

test.runIf(asShell)('a program that never answers counts as none, and is asked in no language', async () => {
  expect(await found({ answers: { [running]: 'exec sleep 30' } })).toBeUndefined();
  expect(readFileSync(at('asked'), 'utf8')).toBe('--state C\n');
});

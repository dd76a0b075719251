// A Node that is too old gets one line, before anything is installed, and not the syntax errors of files that it cannot read.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-node-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { scripts, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};
const check = ['-r', './scripts/node-version.cjs'];

/** What Node `version` answers to what npm runs, without the script itself. */
function asNode(version: string) {
  const fake = join(folder, `${version}.cjs`);
  writeFileSync(fake, `Object.defineProperty(process, 'version', { value: '${version}' });`);
  return spawnSync(process.execPath, ['-r', fake, ...check, '-e', 'console.log("ran")'], { encoding: 'utf8' });
}

test('every script of the project that npm runs asks first', () => {
  const own = Object.values(scripts).filter((command) => command.includes('scripts/'));
  expect(own.length).toBeGreaterThan(10);
  expect(own.filter((command) => !command.startsWith(`node ${check.join(' ')} scripts/`))).toEqual([]);
});

test.each(['v8.17.0', 'v12.22.12', 'v18.20.8', 'v20.9.0', 'v20.14.0'])('%s is told what Mayfly takes', (version) => {
  const { status, stdout, stderr } = asNode(version);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^mayfly: [^\n]*\n$/);
  expect(stderr).toContain(version);
  expect(stderr).toContain(engines.node.replace('>=', ''));
});

test.each(['v20.15.0', 'v22.0.0', 'v24.1.0'])('%s runs the script', (version) => {
  expect(asNode(version)).toMatchObject({ status: 0, stdout: 'ran\n', stderr: '' });
});

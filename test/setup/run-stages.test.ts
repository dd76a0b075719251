// `npm test` runs steps side by side: what they write stays whole, what they found is counted, and a signal ends all of them.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadScript } from './scripts';

interface Options {
  readonly output?: (text: string) => void;
}
interface Step {
  readonly name: string;
  readonly run: (reportFile: string, options: Options) => Promise<number>;
}
interface Row {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
}
const { runStages } = await loadScript<{
  runStages: (stages: readonly (readonly (readonly Step[])[])[], write: (text: string) => void) => Promise<Row[]>;
}>('testing/run-stages.mjs');
const { follow } = await loadScript<{
  follow: (command: string, args: readonly string[], options: Options) => Promise<number>;
}>('setup/run-command.mjs');

const folder = mkdtempSync(join(tmpdir(), 'mayfly-stages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = (name: string, code: string): Step => ({
  name,
  run: (_report, options) => follow(process.execPath, ['-e', code], options),
});
/** Says that it is there, waits until the others are, and ends. */
const meeting = (name: string, others: readonly string[], end: string) =>
  program(
    name,
    `const { existsSync, writeFileSync } = require('node:fs');
     writeFileSync(${JSON.stringify(join(folder, name))}, '');
     console.log('${name} begins');
     setInterval(() => {
       if (!${JSON.stringify(others.map((other) => join(folder, other)))}.every(existsSync)) return;
       console.error('${name} ends');
       ${end}
     }, 5);`,
  );

test('tracks run side by side, and each step’s output comes whole and in the order of the plan', async () => {
  let written = '';
  const rows = await runStages(
    [
      [
        [meeting('a', ['c'], 'process.exit(0)'), meeting('b', [], 'process.exit(3)')],
        [meeting('c', ['a', 'b'], 'process.exit(0)')],
      ],
    ],
    (text) => (written += text),
  );
  const said = (name: string) => `\n== ${name}\n${name} begins\n${name} ends\n`;
  expect(written).toBe(said('a') + said('b') + said('c'));
  expect(rows.map(({ name, passed, failed }) => [name, passed, failed])).toEqual([
    ['a', 1, 0],
    ['b', 0, 1],
    ['c', 1, 0],
  ]);
});

test('after a signal no further step starts', async () => {
  const rows = await runStages(
    [
      [
        [
          program('stopped', "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)"),
          meeting('never', [], ''),
        ],
        [program('beside', '')],
      ],
      [[meeting('never', [], '')]],
    ],
    () => undefined,
  );
  expect(rows.map(({ name, failed }) => [name, failed])).toEqual([
    ['stopped', 1],
    ['beside', 0],
  ]);
  expect(existsSync(join(folder, 'never'))).toBe(false);
});

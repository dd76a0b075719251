// What continuous integration reads is the last line of .ci/run and its exit code: both must be true of `npm test`, of it at full volume and of the other platforms.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { onPosix } from '../platform';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-ci-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.runIf(onPosix('a shell')).each<[string, string, number, string, number, string, number, string, number]>([
  ['all passed', '5 passed, 0 failed', 0, '3 passed, 0 failed', 0, '2 passed, 0 failed', 0, '10 passed, 0 failed', 0],
  [
    'a test failed',
    '5 passed, 2 failed',
    1,
    '3 passed, 0 failed',
    0,
    '2 passed, 0 failed',
    0,
    '10 passed, 2 failed',
    1,
  ],
  [
    'one of many failed',
    '5 passed, 0 failed',
    0,
    '3 passed, 1 failed',
    1,
    '2 passed, 0 failed',
    0,
    '10 passed, 1 failed',
    1,
  ],
  [
    'a test failed elsewhere',
    '5 passed, 0 failed',
    0,
    '3 passed, 0 failed',
    0,
    '2 passed, 3 failed',
    1,
    '10 passed, 3 failed',
    1,
  ],
  ['a set-up failed', 'no network', 1, '3 passed, 0 failed', 0, '2 passed, 0 failed', 0, '5 passed, 1 failed', 1],
  ['all were cut off', '5 passed, 0 failed', 143, '3 passed, 0 failed', 143, 'x', 137, '8 passed, 3 failed', 1],
])('%s', (name, here, hereCode, deep, deepCode, elsewhere, elsewhereCode, last, code) => {
  const project = join(folder, name.replaceAll(' ', '-'));
  const bin = join(project, 'bin');
  mkdirSync(bin, { recursive: true });
  cpSync('.ci', join(project, '.ci'), { recursive: true });
  writeFileSync(
    join(bin, 'npm'),
    `#!/bin/sh\nif [ "$1" = test ]; then printf '✗ a link dies\\n    why\\n${here}\\n'; exit ${hereCode}; fi\nif [ "$2" = test:deep ]; then echo '${deep}'; exit ${deepCode}; fi\necho '${elsewhere}'; exit ${elsewhereCode}\n`,
  );
  chmodSync(join(bin, 'npm'), 0o755);
  const { status, stdout } = spawnSync(join(project, '.ci', 'run'), {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` },
  });
  const lines = stdout.trimEnd().split('\n');
  expect([lines.at(-1), status]).toEqual([last, code]);
  expect(lines.at(-5)).toBe(here.endsWith(', 0 failed') && hereCode === 0 ? '' : '✗ a link dies');
});

// Suites that notice too few changes must fail the command, whichever file they are of.
import { expect, test } from 'vitest';
import { loadScript } from './scripts';

type Status = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'CompileError' | 'RuntimeError';
type Report = Record<string, { readonly mutants: readonly { readonly status: Status }[] }>;
const { mutationScore } = await loadScript<{
  mutationScore: (
    report: Report,
    known?: string,
    names?: readonly string[],
  ) => { readonly table: string; readonly under: readonly string[] };
}>('mutants/score.mjs');

const file = (counts: Partial<Record<Status, number>>) => ({
  mutants: Object.entries(counts).flatMap(([status, count]) =>
    Array.from({ length: count }, () => ({ status: status as Status })),
  ),
});

test.each<[string, Report, readonly string[]]>([
  ['everything is noticed', { a: file({ Killed: 20 }) }, []],
  ['a change that never ends is noticed', { a: file({ Killed: 10, Timeout: 10 }) }, []],
  [
    'what does not compile, or changes nothing, counts not',
    { a: file({ Killed: 1, CompileError: 9, RuntimeError: 9, Ignored: 9 }) },
    [],
  ],
  [
    '95 % of all, and 85 % of one',
    { a: file({ Killed: 17, Survived: 3 }), 'main/core/b.ts': file({ Killed: 40 }) },
    [],
  ],
  ['less than 95 % of all', { a: file({ Killed: 94, Survived: 6 }) }, ['all: 94.0 % killed, 95 % are asked for']],
  [
    'less than 85 % of one',
    { 'main/core/a.ts': file({ Killed: 5, NoCoverage: 1 }), b: file({ Killed: 100 }) },
    ['a.ts: 83.3 % killed, 85 % are asked for'],
  ],
])('%s', (_what, report, under) => {
  expect(mutationScore(report).under).toEqual(under);
});

test('the table has a row for each file, and one for all', () => {
  const report = {
    'main/core/b.ts': file({ Killed: 3, Survived: 1 }),
    'main/core/a.ts': file({ Killed: 2, Ignored: 1 }),
  };
  expect(mutationScore(report).table.split('\n').slice(2)).toEqual([
    '| a.ts | 2 | 2 | 1 | 100.0 |',
    '| b.ts | 4 | 3 | 0 | 75.0 |',
    '| all | 6 | 5 | 1 | 83.3 |',
  ]);
});

test('what was measured takes the place of its row; other rows stay while their files are measured at all', () => {
  const known = ['a.ts', 'b.ts', 'gone.ts', 'all'].map(
    (name) => `| ${name.padEnd(8)} |     10 |      8 |       1 |     80.0 |`,
  );
  const { table } = mutationScore({ 'main/core/a.ts': file({ Killed: 2 }) }, known.join('\n'), ['a.ts', 'b.ts']);
  expect(table.split('\n').slice(2)).toEqual([
    '| a.ts | 2 | 2 | 0 | 100.0 |',
    '| b.ts | 10 | 8 | 1 | 80.0 |',
    '| all | 12 | 10 | 1 | 83.3 |',
  ]);
});

// In continuous integration a test that failed is run once more; everywhere else the first word counts.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadScript } from './scripts';

interface Failure {
  readonly test: string;
  readonly reason: string;
  readonly file?: string;
}
interface Row {
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly failures: readonly Failure[];
  readonly remark?: string;
}
type RunAgain = (failures: readonly Failure[]) => Promise<Row>;
const { afterSecondTry } = await loadScript<{
  afterSecondTry: (first: Row, runAgain: RunAgain, canRepeat?: (failure: Failure) => boolean) => Promise<Row>;
}>('testing/second-try.mjs');

const slow = { test: 'a slow one', reason: 'timed out', file: 'slow.test.ts' };
const broken = { test: 'a broken one', reason: 'false', file: 'broken.test.ts' };
const outside = { test: 'outside any test', reason: 'a worker did not end' };
const first: Row = { passed: 7, failed: 2, seconds: 10, failures: [slow, broken] };
const second: Row = { passed: 3, failed: 1, seconds: 2, failures: [broken] };

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('what passes the second time is counted and named, what fails again stays failed', async () => {
  vi.stubEnv('CI', 'true');
  const runAgain = vi.fn<RunAgain>(async () => second);
  expect(await afterSecondTry(first, runAgain)).toEqual({
    passed: 8,
    failed: 1,
    seconds: 12,
    failures: [broken],
    remark: 'at the second try: a slow one',
  });
  expect(runAgain).toHaveBeenCalledWith([slow, broken]);
});

test('a group of a platform, which is repeated whole, keeps its remark', async () => {
  vi.stubEnv('CI', 'true');
  const group = { ...first, remark: 'without Electron', failures: [slow, outside] };
  const repeated = { passed: 9, failed: 0, seconds: 9, failures: [] };
  const row = await afterSecondTry(
    group,
    async () => repeated,
    () => true,
  );
  expect(row).toMatchObject({
    passed: 9,
    failed: 0,
    remark: 'without Electron; at the second try: a slow one, outside any test',
  });
});

test.each<[string, string | undefined, Row]>([
  ['on a person’s own machine', undefined, first],
  ['where nothing failed', 'true', { ...first, failed: 0, failures: [] }],
  ['where something failed outside any test', 'true', { ...first, failures: [slow, outside] }],
  ['where a failure has no name', 'true', { ...first, failures: [slow] }],
])('%s nothing is run again', async (_, ci, row) => {
  vi.stubEnv('CI', ci);
  const runAgain = vi.fn<RunAgain>(async () => second);
  expect(await afterSecondTry(row, runAgain)).toBe(row);
  expect(runAgain).not.toHaveBeenCalled();
});

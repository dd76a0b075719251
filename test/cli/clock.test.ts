// The real command on a computer whose clock is wrong: the upload works, the link works, ends in time, and the clock is told.
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interrupt, runCli, startCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';

/**
 * Debian's; `npm test` sees to it. Only its library is used: the program shares a memory named after its process id with what it starts, leaves it
 * behind when it is interrupted, and fails where another one had the same id.
 */
const { error, stdout: library } = spawnSync('faketime', ['-f', '+1s', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
const hasFaketime = error === undefined;
const wrongBy = (skew: string) => ({ LD_PRELOAD: library.trim(), FAKETIME: skew });

let served: ServedBucket;
let path: string;

beforeAll(async () => {
  served = await serveBucket();
  path = join(served.folder, 'a.txt');
  await writeFile(path, 'abc');
});
afterAll(() => served.close());

describe.runIf(hasFaketime).concurrent('a clock that is wrong by', () => {
  test.each([
    ['+16m', /clock is 1[56] min .*ahead of/],
    ['-24h', /clock is (1 day|23 hr).* behind/],
  ])('%s breaks no link of another server, and is told', async (skew, told) => {
    const to = [...served.there, '--expires', '1h'];
    const profile = ['--profile-dir', join(served.folder, `client${skew}`)];
    const { code, stdout, stderr } = await runCli(['share', path, ...to, ...profile], {
      env: { ...keys, ...wrongBy(skew) },
    });
    const answer = await fetch(stdout.trim());
    expect([code, answer.status, await answer.text()]).toEqual([0, 200, 'abc']);
    expect(stderr).toMatch(told);
    // Signed for the server's time: it ends an hour from now, whatever is thought here.
    const signed = /X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(stdout)?.slice(1).map(Number) ?? [];
    const [year = 0, month = 0, ...rest] = signed;
    expect(Math.abs(Date.UTC(year, month - 1, ...rest) - Date.now())).toBeLessThan(60_000);
  });

  test('+24h breaks no link of the bucket on this computer', async () => {
    const skew = '+24h';
    const serving = startCli(['share', path, '--profile-dir', join(served.folder, `own${skew}`)], {
      env: wrongBy(skew),
    });
    const answer = await fetch(await serving.firstLine());
    expect([answer.status, await answer.text()]).toEqual([200, 'abc']);
    await interrupt(serving);
  });
});

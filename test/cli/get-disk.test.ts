// A disk that does not take what a link gives: full, or of files up to some size.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli';
import { keys, serveBucket, type ServedBucket } from './served-bucket';
import { mayMount, onSmallDisk } from './small-disk';

let served: ServedBucket;
let link: string;
let to: string;

/** In blocks of 512 bytes, or of 1,024. */
const smallFiles = ['sh', '-c', 'ulimit -f 1000; exec "$0" "$@"'];

beforeAll(async () => {
  served = await serveBucket();
  to = join(served.folder, 'to');
  const shared = join(served.folder, 'shared');
  for (const folder of [to, shared]) await mkdir(folder);
  await writeFile(join(shared, 'big.bin'), Buffer.alloc(3_000_000, 1));
  const made = await runCli(['share', shared, ...served.there, '--quiet'], {
    env: { ...keys, MAYFLY_PROFILE_DIR: join(served.folder, 'client') },
  });
  link = made.stdout.trim();
});
afterAll(() => served.close());

const get = (runner: readonly string[]) => runCli(['get', link, '--to', to], { runner });

test.runIf(mayMount)('a full disk is said with the name of the file that does not fit', async () => {
  const { code, stdout, stderr } = await get(onSmallDisk(to, 1));
  expect([code, stdout]).toEqual([5, '']);
  expect(stderr).toContain('mayfly: The disk is full: “big.bin” does not fit.');
});

test.runIf(process.platform === 'linux')('a disk that takes no file that large is said to be that', async () => {
  const { code, stdout, stderr } = await get(smallFiles);
  expect([code, stdout]).toEqual([5, '']);
  expect(stderr).toContain('could not be saved in “to”: its disk takes no file that large.');
  expect(await readdir(to)).toEqual([]);
});

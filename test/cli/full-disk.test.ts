// The bucket on this computer, on a disk that is full.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli';
import { mayMount, onSmallDisk } from './small-disk';

test.runIf(mayMount).each([
  ['en', 'The disk of this computer is full.', 'Free some space and try again.'],
  ['ko', '이 컴퓨터의 디스크가 가득 찼어요.', '공간을 비우고 다시 시도해 주세요.'],
])('is said (%s) to be full, and not a server to have a quota', async (language, message, next) => {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-full-'));
  try {
    const file = join(folder, 'big.bin');
    await writeFile(file, Buffer.alloc(12_000_000));
    const disk = join(folder, 'disk');
    await mkdir(disk);
    const env = { MAYFLY_PROFILE_DIR: join(disk, 'profile'), LC_ALL: `${language}.UTF-8` };
    const { code, stdout, stderr } = await runCli(['share', file, '--json'], { env, runner: onSmallDisk(disk, 4) });
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toContain('"storage-full"');
    expect(stderr).toContain(message);
    expect(stderr).toContain(next);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

// Small pictures outlive their files; they are the owner's alone, few, small, and go when they are told to.
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createKeptPictures } from '../../../main/adapters/files/kept-pictures';
import { onPosix } from '../../platform';

let folders: string[] = [];
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders = [];
});

function pictures(shrink = async (picture: Uint8Array): Promise<Uint8Array | undefined> => picture) {
  const above = mkdtempSync(join(tmpdir(), 'mayfly-pictures-'));
  folders.push(above);
  const folder = join(above, 'pictures');
  return { folder, kept: createKeptPictures(folder, shrink) };
}
const pathOf = (n: number) => `/profile/temp/clip-${n}/Screenshot.png`;

test('a picture is there until it is forgotten, by the folder of its file alone', async () => {
  const { folder, kept } = pictures();
  await kept.keep(pathOf(1), Buffer.from('small'));
  expect(await kept.of(pathOf(1))).toEqual(Buffer.from('small'));
  expect(await kept.of(pathOf(2))).toBeUndefined();
  kept.forget(pathOf(2));
  kept.forget(pathOf(1));
  expect(await kept.of(pathOf(1))).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(onPosix('file modes'))('is for its owner only', async () => {
  const { folder, kept } = pictures();
  await kept.keep(pathOf(1), Buffer.from('small'));
  const modes = [folder, join(folder, 'clip-1.png')].map((path) => (statSync(path).mode & 0o777).toString(8));
  expect(modes).toEqual(['700', '600']);
});

test('what is no picture, or is not small, is not kept, and no folder is made for it', async () => {
  const undecoded = pictures(async () => undefined);
  await undecoded.kept.keep(pathOf(1), Buffer.from('x'));
  const large = pictures(async () => new Uint8Array(131_073));
  await large.kept.keep(pathOf(1), Buffer.from('x'));
  for (const { folder, kept } of [undecoded, large]) {
    expect(await kept.of(pathOf(1))).toBeUndefined();
    expect(() => statSync(folder)).toThrow('ENOENT');
    kept.forget(pathOf(1));
  }
});

test('two hundred are kept, and the oldest goes first', async () => {
  const { folder, kept } = pictures();
  for (let n = 0; n < 200; n += 1) {
    await kept.keep(pathOf(n), Buffer.from('x'));
    utimesSync(join(folder, `clip-${n}.png`), n + 1, n + 1);
  }
  await kept.keep(pathOf(200), Buffer.from('x'));
  expect(readdirSync(folder)).toHaveLength(200);
  expect([await kept.of(pathOf(0)), await kept.of(pathOf(1))]).toEqual([undefined, Buffer.from('x')]);
});

test('a link in the place of a picture is not followed', async () => {
  const { folder, kept } = pictures();
  await kept.keep(pathOf(1), Buffer.from('x'));
  writeFileSync(join(folder, 'elsewhere'), 'secret');
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'clip-2.png'));
  expect(await kept.of(pathOf(2))).toBeUndefined();
});

// What is kept of an unfinished sending: a process that was killed leaves it to the next one, and nobody else's file is believed.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBegunSends } from '../../../main/adapters/files/sending/begun-sends';
import { onPosix } from '../../platform';

const place = 'https://s3.example/files/p/AAAA/index.html';
const send = { path: 'day/a.bin', sizeBytes: 5, stamp: '1 2 3', slot: 4, key: 'k', batch: 'b' } as const;
const other = { path: 'b.bin', sizeBytes: 6, stamp: '1 2 4', key: '', batch: '', isWhole: true } as const;

let folder: string;
const alive = new Set<number>();
const openAs = (pid: number, of = place) => createBegunSends(folder, pid, (one) => alive.has(one)).open(of);
const files = () => readdirSync(folder);

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'mayfly-begun-')), 'sending');
  alive.clear();
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

test('the next process has it, once the one before is dead; the newest of each file counts', async () => {
  alive.add(1);
  const first = await openAs(1);
  expect(first.left).toEqual([]);
  first.keep({ ...send, slot: 3 });
  first.keep(other);
  first.keep(send);
  first.forget(other);
  expect((await openAs(2)).left).toEqual([]);
  alive.delete(1);
  expect((await openAs(2, `${place}2`)).left).toEqual([]);
  const [name = ''] = files();
  writeFileSync(join(folder, name), `${readFileSync(join(folder, name), 'utf8')}{"path":"torn`);
  const second = await openAs(2);
  expect(second.left).toEqual([send]);
  second.keep(other);
  expect(files()).toHaveLength(1);
  expect((await openAs(3)).left).toEqual([send, other]);
});

test('it is gone with the last file, and holds no link', async () => {
  const list = await openAs(1);
  list.keep(send);
  const [name = ''] = files();
  expect(name + readFileSync(join(folder, name), 'utf8')).not.toMatch(/s3\.example|index\.html/);
  list.remove();
  expect(files()).toEqual([]);
});

test.runIf(onPosix('file modes'))('others can neither read it nor put one there', async () => {
  (await openAs(1)).keep(send);
  const [name = ''] = files();
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  chmodSync(join(folder, name), 0o666);
  expect((await openAs(2)).left).toEqual([]);
});

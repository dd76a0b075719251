// A part is gone on with by the next process, by one only, and never where it is of another content.
import { createHash } from 'node:crypto';
import { chown, link, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPartFiles } from '../../../main/adapters/files/part-files';

const of = { place: 'https://s3.example.com/b/k', version: '"etag" 10' };
const options = { sizeBytes: 10, unitBytes: 1, wantsHash: true };
const alive = new Set<number>();
const by = (pid: number) => createPartFiles(pid, (id) => alive.has(id));
const bytes = (text: string) => [Buffer.from(text)];
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-parts-'));
  alive.clear();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As a process leaves it that was killed. */
async function leftBy(pid: number, text: string, version = of.version) {
  const part = await by(pid).begin(folder, { ...of, version }, options);
  await part.write(bytes(text));
  await part.leave();
}

test.each([1, 2])('goes on with what an ended process left, also one that had the same id: %i', async (pid) => {
  await leftBy(1, 'half ');
  const part = await by(pid).begin(folder, of, options);
  expect(part.keptBytes).toBe(5);
  await part.write([...bytes('of'), ...bytes(''), ...bytes(' it')]);
  expect(await part.finish('https://s3.example.com')).toEqual({ sizeBytes: 10, sha256: sha256('half of it') });
  expect(await part.publish('a.txt')).toBe(true);
  expect(await readdir(folder)).toEqual(['a.txt']);
  expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('half of it');
});

test('leaves the part of a process that runs to it', async () => {
  await leftBy(1, 'half ');
  alive.add(1);
  const part = await by(2).begin(folder, of, options);
  expect(part.keptBytes).toBe(0);
  expect(await readdir(folder)).toHaveLength(2);
  await part.discard();
  expect(await readdir(folder)).toHaveLength(1);
});

test('removes parts of another content, and keeps those of another object', async () => {
  await leftBy(1, 'old', '"other" 10');
  await writeFile(join(folder, `.mayfly-get-${'0'.repeat(24)}-${'0'.repeat(24)}-1.part`), 'x');
  const part = await by(2).begin(folder, of, options);
  expect(part.keptBytes).toBe(0);
  expect(await readdir(folder)).toHaveLength(2);
  await part.discard();
});

test('keeps whole units of it, and never more than the file has', async () => {
  await leftBy(1, 'half of');
  const units = await by(2).begin(folder, of, { ...options, unitBytes: 4 });
  expect(units.keptBytes).toBe(4);
  await units.write(bytes('xyz'));
  await units.leave();
  const [name = ''] = await readdir(folder);
  expect(await readFile(join(folder, name), 'utf8')).toBe('halfxyz');
  await truncate(join(folder, name), 4_000);
  expect((await by(3).begin(folder, of, options)).keptBytes).toBe(10);
});

test('a part whose process was killed once it had its name is not written to', async () => {
  await leftBy(1, 'half of it');
  const [name = ''] = await readdir(folder);
  await link(join(folder, name), join(folder, 'a.txt'));
  const part = await by(2).begin(folder, of, { ...options, unitBytes: 4 });
  expect(part.keptBytes).toBe(0);
  await part.leave();
  expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('half of it');
});

test('of an object that is saved already nothing stays, but of running processes and other objects', async () => {
  await leftBy(1, 'half ');
  await leftBy(2, 'half ', '"other" 10');
  await leftBy(3, 'half ');
  alive.add(3);
  await by(4).removeLeft(folder, of.place);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/-3\.part$/)]);
  await by(4).removeLeft(folder, 'https://s3.example.com/b/other');
  await by(4).removeLeft(join(folder, 'nowhere'), of.place);
  expect(await readdir(folder)).toHaveLength(1);
});

test('two of one object in one process are two files', async () => {
  const files = by(1);
  const [one, other] = [await files.begin(folder, of, options), await files.begin(folder, of, options)];
  await one.write(bytes('one'));
  await other.write(bytes('other'));
  expect([await one.publish('1'), await other.publish('2')]).toEqual([true, true]);
  expect([await readFile(join(folder, '1'), 'utf8'), await readFile(join(folder, '2'), 'utf8')]).toEqual([
    'one',
    'other',
  ]);
});

test('two of one object that begin at once are two files', async () => {
  const files = by(1);
  const begun = await Promise.all(['a', 'b', 'c'].map(() => files.begin(folder, of, options)));
  await Promise.all(begun.map((part, at) => part.write(bytes(`${at}`))));
  expect(await Promise.all(begun.map((part, at) => part.publish(`${at}`)))).toEqual([true, true, true]);
  expect(await Promise.all(begun.map((_, at) => readFile(join(folder, `${at}`), 'utf8')))).toEqual(['0', '1', '2']);
});

test('of two parts, one of a process with the same id, one is gone on with', async () => {
  await leftBy(1, 'half ');
  await leftBy(2, 'ha');
  const part = await by(2).begin(folder, of, options);
  expect(part.keptBytes).toBeGreaterThan(0);
  expect(await readdir(folder)).toHaveLength(1);
});

test.runIf(process.getuid?.() === 0)('a part that another user made is not gone on with', async () => {
  for (const [pid, byPid] of [
    [1, 2],
    [2, 2],
  ] as const) {
    await leftBy(pid, 'evil ');
    const [name = ''] = await readdir(folder);
    await chown(join(folder, name), 65_534, 65_534);
    const part = await by(byPid).begin(folder, of, options);
    expect(part.keptBytes).toBe(0);
    const [own = ''] = await readdir(folder);
    expect((await stat(join(folder, own))).uid).toBe(0);
    await part.discard();
  }
});

test('writes through no link that has its name', async () => {
  await leftBy(1, 'x');
  const [name = ''] = await readdir(folder);
  await rm(join(folder, name));
  await writeFile(join(folder, 'mine.txt'), 'mine');
  await symlink(join(folder, 'mine.txt'), join(folder, name));
  await expect(by(2).begin(folder, of, options)).rejects.toMatchObject({ code: 'folder-unusable' });
  expect(await readFile(join(folder, 'mine.txt'), 'utf8')).toBe('mine');
});

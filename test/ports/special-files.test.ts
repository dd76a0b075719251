// What lies on a disk and is no ordinary file, twenty-five times: none is shared in silence, and none makes anybody wait.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFiles } from '../../main/adapters/files/files';
import { collectFiles } from '../../main/core/sharing/collect-files';
import type { NamedLink } from '../../main/core/ports/desktop';
import { rejected } from '../fakes/failing';

const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'mayfly-special-'));
const at = (name: string) => join(folder, name);
let socket: net.Server;

beforeAll(async () => {
  writeFileSync(at('secret'), 'the private key');
  mkdirSync(at('folder'));
  writeFileSync(at('folder/inside'), 'inside');
  execFileSync('mkfifo', [at('pipe')]);
  socket = net.createServer();
  await new Promise<void>((done) => socket.listen(at('socket'), done));
  if (isRoot) execFileSync('mknod', [at('zero'), 'c', '1', '5']);
  const links = {
    'to a file': 'secret',
    'photo.jpg': '/etc/passwd',
    'to a folder': 'folder',
    'to a link': 'to a file',
    'to a pipe': 'pipe',
    'to a socket': 'socket',
    'to a device': '/dev/zero',
    'to nothing': 'nowhere',
    circle: 'circle',
    'to this process': '/proc/self/mem',
    'to standard input': '/dev/stdin',
    'up and down': '../../../../../../../../etc/passwd',
  };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, at(name));
  mkdirSync(at('mixed'));
  for (const [name, target] of Object.entries({ a: '/etc/passwd', b: '..', c: '/dev/zero', d: 'nowhere' }))
    symlinkSync(target, at(`mixed/${name}`));
  execFileSync('mkfifo', [at('mixed/pipe')]);
  mkdirSync(at('empty'));
  mkdirSync(at('closed'));
  chmodSync(at('closed'), 0o000);
});
afterAll(() => {
  socket.close();
  chmodSync(at('closed'), 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** What would travel, what was said instead, and what was asked before. */
async function look(path: string, answer: boolean) {
  const asked: NamedLink[] = [];
  const { entries, skippedLinks } = await collectFiles(createFiles(), [path], async (links) => {
    asked.push(...links);
    return answer;
  });
  return {
    files: entries.flatMap((entry) => ('file' in entry ? [entry.file.path] : [])),
    codes: entries.flatMap((entry) => ('refused' in entry && !entry.refused.ok ? [entry.refused.failure.code] : [])),
    asked: asked.map(({ target }) => target),
    skippedLinks,
  };
}

describe.runIf(process.platform === 'linux')('of what is no ordinary file', () => {
  test.each<[string, string]>([
    ['a named pipe', at('pipe')],
    ['a socket', at('socket')],
    ['a device that never ends', '/dev/zero'],
    ['a device that is always empty', '/dev/null'],
    ['a device that waits', '/dev/random'],
    ['a terminal', '/dev/ptmx'],
    ['a device of one’s own making', isRoot ? at('zero') : '/dev/full'],
    ['a link to a pipe', at('to a pipe')],
    ['a link to a socket', at('to a socket')],
    ['a link to a device', at('to a device')],
    ['a link to nothing', at('to nothing')],
    ['a link to itself', at('circle')],
    ['a file that is said to be empty and is not', '/proc/cpuinfo'],
    ['an empty folder', at('empty')],
    ['a path through a file', at('secret/further')],
    ['a name with nothing in it', ''],
    ['a name that ends early', at('secret\0.txt')],
  ])('%s is refused in words, and nothing is asked', async (_what, path) => {
    const { files, codes, asked } = await look(path, true);
    expect({ files, asked }).toEqual({ files: [], asked: [] });
    expect(codes).toHaveLength(1);
  });

  test.each<[string, string, string]>([
    ['a link to a file', at('to a file'), at('secret')],
    ['a link with another name', at('photo.jpg'), '/etc/passwd'],
    ['a link to a folder', at('to a folder'), at('folder')],
    ['a link to a link', at('to a link'), at('secret')],
    ['a link out of the folder', at('up and down'), '/etc/passwd'],
  ])('%s is shared only by who has seen where it leads', async (_what, path, target) => {
    expect(await look(path, false)).toEqual({ files: [], codes: ['cancelled'], asked: [target], skippedLinks: 0 });
    const taken = await look(path, true);
    expect(taken).toMatchObject({ codes: [], asked: [target] });
    expect(taken.files[0]?.startsWith(target)).toBe(true);
  });

  test('what a folder holds besides files is left out and counted', async () => {
    expect(await look(at('mixed'), true)).toEqual({
      files: [],
      codes: ['file-not-regular'],
      asked: [],
      skippedLinks: 4,
    });
  });

  test('a file that is said to be empty and is not is refused by what it is, in a folder too, and where it is opened', async () => {
    const files = createFiles();
    expect((await look('/proc/cpuinfo', true)).codes).toEqual(['file-size-untold']);
    const { files: found, refused } = await files.find('/proc/sys/kernel/random');
    expect(found).toEqual([]);
    expect(refused.map(({ failure }) => failure.code)).toContain('file-size-untold');
    expect((await rejected(files.open('/proc/cpuinfo'))).code).toBe('file-size-untold');
  });

  test.skipIf(isRoot)('a folder that may not be opened is refused', async () => {
    expect((await look(at('closed'), true)).codes).toEqual(['file-unreadable']);
  });

  test.each([
    ['the memory of this process', at('to this process')],
    ['what stands on standard input', at('to standard input')],
  ])('%s is not shared in silence', async (_what, path) => {
    const { files, asked } = await look(path, false);
    expect(files).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(1);
  });

  test('many links are one question', async () => {
    const questions: number[] = [];
    const paths = ['to a file', 'photo.jpg', 'to a folder', 'secret'].map(at);
    const { entries } = await collectFiles(createFiles(), paths, async (links) => {
      questions.push(links.length);
      return false;
    });
    expect(questions).toEqual([3]);
    expect(
      entries.map((entry) => ('file' in entry ? entry.file.name : entry.refused.ok ? '' : entry.refused.name)),
    ).toEqual(['to a file', 'photo.jpg', 'to a folder', 'secret']);
  });
});

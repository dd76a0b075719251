// The archive the recipient's page makes is opened by other people's programs: here by 7-Zip, which is asked what it finds.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as nodeCrc32 } from 'node:zlib';
import { path7za } from '7zip-bin';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { archiveBytes, blobSink, createArchive } from '../../renderer/share-page/archive';
import { savedPaths, safeName } from '../../renderer/share-page/saved-paths';
import type { Streamed } from '../../renderer/share-page/requests';
import type { Server } from '../../renderer/share-page/server';
import type { Entry } from '../../renderer/share-page/share';
import { crc32, localHeader, zipEnd } from '../../renderer/share-page/zip';
import { hostileNames } from '../hostile-names';
import { isDeep, volume } from '../volume';
import { anyCharacter } from '../any-character';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sevenZip = (...args: readonly string[]): string => {
  chmodSync(path7za, 0o755);
  return execFileSync(path7za, [...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    maxBuffer: 2 ** 26,
  });
};

const entryOf = (path: string, body: string, index = 0): Entry => ({
  index,
  path,
  sizeBytes: Buffer.byteLength(body),
  contentType: '',
  href: body,
});

/** Every entry's link is its body; `breaking` bodies end too early, or with an error. */
const server: Server = {
  ask: async () => 'there',
  read: async () => ({ answer: 'there' }),
  nowMs: () => 0,
  async stream({ href }): Promise<Streamed> {
    if (href === 'gone') return { answer: 'gone' };
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(href === 'short' ? 'sh' : href));
        if (href === 'broken') controller.error(new TypeError('network error'));
        else controller.close();
      },
    });
    return { answer: 'there', body };
  },
};

async function archiveOf(
  entries: readonly Entry[],
): Promise<{ readonly path: string; readonly answers: readonly string[] }> {
  const paths = savedPaths(entries);
  const sink = blobSink();
  const archive = createArchive(sink, server, () => undefined);
  const answers: string[] = [];
  for (const entry of entries) {
    answers.push(await archive.add(entry, paths.get(entry) ?? '', new AbortController().signal).catch(() => 'raised'));
  }
  await archive.end();
  const path = join(folder, `${answers.length}-${String(readdirSync(folder).length)}.zip`);
  writeFileSync(path, Buffer.from(await sink.blob().arrayBuffer()));
  return { path, answers };
}

describe('an archive', () => {
  test('holds every file, byte for byte, under its own name', async () => {
    const bodies = {
      'a.txt': 'hello',
      '사진/바다 🌊.png': 'picture',
      'empty.txt': '',
      '사진/old/x.bin': '\u0000\u0001',
    };
    const { path } = await archiveOf(Object.entries(bodies).map(([name, body], index) => entryOf(name, body, index)));
    const out = `${path}.out`;
    expect(sevenZip('t', path)).toContain('Everything is Ok');
    sevenZip('x', path, `-o${out}`);
    for (const [name, body] of Object.entries(bodies)) expect(readFileSync(join(out, name), 'utf8')).toBe(body);
  });

  test('has the size that was told before, whatever the names', async () => {
    const files = fc.record({
      path: fc.string({ unit: anyCharacter, maxLength: 40 }),
      body: fc.string({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(files, { maxLength: 6 }), async (all) => {
        const entries = all.map(({ path, body }, index) => ({ ...entryOf(path, `x${body}`, index), index }));
        const paths = savedPaths(entries);
        const sink = blobSink();
        const archive = createArchive(sink, server, () => undefined);
        for (const entry of entries) {
          expect(await archive.add(entry, paths.get(entry) ?? '', new AbortController().signal)).toBe('there');
        }
        await archive.end();
        expect(archiveBytes(entries)).toBe(sink.blob().size);
      }),
      { numRuns: volume(50) },
    );
  });

  test('leaves out what is gone, came short or broke off, and is whole without it', async () => {
    const all = ['one', 'gone', 'short', 'broken', 'two'];
    const { path, answers } = await archiveOf(all.map((body, index) => entryOf(`${body}.txt`, body, index)));
    expect(answers).toEqual(['there', 'gone', 'unsure', 'unreachable', 'there']);
    expect(sevenZip('t', path)).toContain('Everything is Ok');
    expect(sevenZip('l', '-ba', '-slt', path).match(/^Path = .*$/gm)).toEqual(['Path = one.txt', 'Path = two.txt']);
  });

  test('of every hostile name has as many files as there were', async () => {
    const entries = hostileNames.map(([, name], index) => entryOf(name, String(index), index));
    const { path } = await archiveOf(entries);
    expect(sevenZip('t', path)).toContain(`Files: ${entries.length}`);
  });

  /** With holes for the bytes of its files: nothing of them is on the disk. */
  const hollow = (path: string, files: readonly { readonly name: string; readonly sizeBytes: number }[]) => {
    const file = openSync(path, 'w');
    let at = 0;
    const members = files.map(({ name, sizeBytes }) => {
      const member = { name, sizeBytes, crc: 0, offset: at };
      const header = localHeader(member, 0);
      writeSync(file, header, 0, header.length, at);
      at += header.length + sizeBytes;
      return member;
    });
    const end = Buffer.concat(zipEnd(members, at, 0));
    writeSync(file, end, 0, end.length, at);
    closeSync(file);
    return sevenZip('l', path).trim().split('\n').at(-1) ?? '';
  };
  const large = { name: '바다.bin', sizeBytes: 5 * 2 ** 30 };

  test('beyond 4 GiB is read by its 64-bit fields, and has the size that was told before', () => {
    const path = join(folder, 'large.zip');
    const files = [large, { name: 'after.bin', sizeBytes: 7 }, { ...large, name: 'more.bin' }];
    expect(hollow(path, files)).toMatch(
      new RegExp(`${2 * large.sizeBytes + 7}\\s+${2 * large.sizeBytes + 7}\\s+3 files`),
    );
    const told = files.map(({ name, sizeBytes }, index) => ({ ...entryOf(name, '', index), sizeBytes }));
    expect(statSync(path).size).toBe(archiveBytes(told));
  });

  test('of more than 65,535 files is read by its 64-bit fields', ({ skip }) => {
    skip(!isDeep, 'held by npm run test:deep');
    const files = Array.from({ length: 65_600 }, (_, index) => ({ name: `${index}.bin`, sizeBytes: 0 }));
    const listed = hollow(join(folder, 'many.zip'), files);
    expect(listed).toContain('65600 files');
    expect(listed).not.toContain('Warning');
  });

  test('the checksum is CRC-32, in any portions', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, two) => {
        expect(crc32(two, crc32(one, 0))).toBe(nodeCrc32(Buffer.concat([one, two])));
      }),
    );
  });
});

describe('paths on the reader’s disk', () => {
  const pathsOf = (...paths: readonly string[]) => [
    ...savedPaths(paths.map((path, index) => entryOf(path, '', index))).values(),
  ];

  test.each([
    [
      ['a.txt', 'a.txt', 'A.TXT'],
      ['a.txt', 'a (1).txt', 'A (2).TXT'],
    ],
    [
      ['a (1).txt', 'a.txt', 'a.txt'],
      ['a (1).txt', 'a.txt', 'a (2).txt'],
    ],
    [
      ['a', 'a/b'],
      ['a (1)', 'a/b'],
    ],
    [
      ['../../etc/passwd', '/etc/passwd'],
      ['_/_/etc/passwd', 'etc/passwd'],
    ],
    [
      ['..\\x', 'C:\\y', 'con', 'nul.txt', 'end. '],
      ['.._x', 'C__y', '_con', '_nul.txt', 'end'],
    ],
    [
      ['cafe\u0301', 'caf\u00e9'],
      ['caf\u00e9', 'caf\u00e9 (1)'],
    ],
  ] as const)('%j become %j', (given, made) => {
    expect(pathsOf(...given)).toEqual(made);
  });

  test('whatever the name, each part of a path is one a disk takes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: anyCharacter }), fc.constantFrom(...hostileNames.map(([, name]) => name))),
        (name) => {
          const safe = safeName(name);
          expect(safe).not.toMatch(/^\.{0,2}$|[/\\:\p{Cc}]|[. ]$/u);
          expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
          expect(safe.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

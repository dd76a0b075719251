// The rules of the recipient's page that need no browser: answers, folders, previews, words, one download after another.
import { describe, expect, test } from 'vitest';
import { answerOf } from '../../renderer/share-page/answer';
import { getAll, mostAttempts, partsOf, retryPausesMs } from '../../renderer/share-page/download';
import { decodeText, previewOf } from '../../renderer/share-page/preview-kind';
import { readShare } from '../../renderer/share-page/read-share';
import { hexOf } from '../../renderer/page/page-data';
import type { Entry } from '../../renderer/share-page/share';
import { foldersByPath, shownOrder, treeOf } from '../../renderer/share-page/tree';
import { languageFor } from '../../renderer/share-page/words';
import { buildSharePage } from '../../main/core/pages/rules/share-page';
import { memorySharePage } from '../fakes/memory-share-page';
import type { PageForm } from '../../main/core/pages/rules/share-page-list';

const entry = (path: string, change: Partial<Entry> = {}): Entry => ({
  index: 0,
  path,
  sizeBytes: 10,
  contentType: '',
  href: `/b/${path}`,
  ...change,
});

describe('what an answer says', () => {
  const endMs = 1_000_000;
  test.each([
    [200, 0, 'there'],
    [206, 0, 'there'],
    [206, endMs + 60_000, 'there'],
    // An empty object has no first byte.
    [416, 0, 'there'],
    [404, 0, 'gone'],
    [410, 0, 'gone'],
    [403, 0, 'gone'],
    [401, 0, 'gone'],
    // Amazon S3 says so for the link of a temporary credential that has ended.
    [400, 0, 'gone'],
    [403, endMs, 'expired'],
    [400, endMs, 'expired'],
    // Tidied away after the end: not taken back.
    [404, endMs + 1, 'expired'],
    // The clock is known to two seconds.
    [403, endMs - 1999, 'expired'],
    [403, endMs - 2001, 'gone'],
    [500, 0, 'unsure'],
    [503, endMs, 'unsure'],
    [429, 0, 'unsure'],
    [302, 0, 'unsure'],
  ] as const)('%d at %d: %s', (status, nowMs, answer) => {
    expect(answerOf(status, nowMs, endMs)).toBe(answer);
  });
});

describe('folders', () => {
  const entries = ['z.txt', 'b/one', 'b/c/deep', 'a/two', 'b/three', 'a.txt'].map((path, index) =>
    entry(path, { index }),
  );
  const tree = treeOf(entries);

  test('files before folders, both in the order of the sender', () => {
    expect(shownOrder(tree).map(({ path }) => path)).toEqual([
      'z.txt',
      'a.txt',
      'b/one',
      'b/three',
      'b/c/deep',
      'a/two',
    ]);
  });

  test('every folder counts what is in it and below', () => {
    const counts = [...foldersByPath(tree)].map(([path, { name, count, sizeBytes }]) => [path, name, count, sizeBytes]);
    expect(counts).toEqual([
      ['', '', 6, 60],
      ['b/', 'b', 3, 30],
      ['b/c/', 'c', 1, 10],
      ['a/', 'a', 1, 10],
    ]);
  });

  test.each(['/etc/passwd', '//x', 'a//b', '/', '../../x'])(
    '%s, as no program of ours writes it, does not hang the page',
    (path) => {
      const tree = treeOf([entry(path)]);
      expect(shownOrder(tree).map((found) => found.path)).toEqual([path]);
      expect([...foldersByPath(tree).values()].map(({ count }) => count)).toEqual(path.split('/').map(() => 1));
    },
  );

  test.each(['__proto__/constructor', 'toString/a'])('%s is a folder like others', (path) => {
    expect(shownOrder(treeOf([entry(path)])).map((found) => found.path)).toEqual([path]);
  });
});

describe('previews', () => {
  test.each([
    ['a.png', 'image/png', { kind: 'image', type: 'image/png' }],
    ['a.JPG', '', { kind: 'image', type: 'image/jpeg' }],
    ['a.jpg', 'image/webp', { kind: 'image', type: 'image/webp' }],
    ['a.mp3', 'audio/mpeg', { kind: 'audio' }],
    ['a.webm', 'video/webm', { kind: 'video' }],
    ['a.txt', 'text/plain', { kind: 'text' }],
    ['a.html', 'text/html', { kind: 'text' }],
    ['a.csv', 'text/csv', { kind: 'text' }],
    ['a.json', 'application/json', { kind: 'text' }],
    // These run scripts, or are no text at all.
    ['a.svg', 'image/svg+xml', undefined],
    ['a.svg', '', undefined],
    ['a.png', 'image/svg+xml', undefined],
    ['a.pdf', 'application/pdf', undefined],
    ['a.pdf', 'text/plain', undefined],
    ['a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', undefined],
    ['a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', undefined],
    ['a.tiff', 'image/tiff', undefined],
    ['a.zip', 'application/zip', undefined],
    ['a', 'application/octet-stream', undefined],
  ] as const)('%s of type %j', (path, contentType, preview) => {
    expect(previewOf(entry(path, { contentType }))).toEqual(preview);
  });

  test.each([
    ['UTF-8', [0xed, 0x95, 0x9c], false, 'ko', '한'],
    ['UTF-8 cut within a character', [0x61, 0xed, 0x95], true, 'en', 'a'],
    ['Korean of old', [0xc7, 0xd1], false, 'ko', '한'],
    ['western of old', [0xe9], false, 'en', 'é'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], false, 'en', 'a'],
    ['UTF-16, the other way round', [0xfe, 0xff, 0x00, 0x61], false, 'en', 'a'],
    ['nothing', [], false, 'en', ''],
    ['no text', [0x61, 0x00, 0x62], false, 'en', undefined],
  ] as const)('text: %s', (_what, bytes, cut, language, text) => {
    expect(decodeText(Uint8Array.from(bytes), cut, language)).toBe(text);
  });
});

describe('languages', () => {
  const atMs = Date.UTC(2026, 10, 27, 14, 5);
  test.each([
    ['en-GB', 'en', 'Fri 27 Nov, 14:05', '2.1 MB', '3 files'],
    ['en-US', 'en', 'Fri Nov 27, 2:05 PM', '2.1 MB', '3 files'],
    ['ko-KR', 'ko', '11월 27일 (금) 오후 2:05', '2.1MB', '파일 3개'],
    ['ko', 'ko', '11월 27일 (금) 오후 2:05', '2.1MB', '파일 3개'],
    ['fr-FR', 'en', 'Fri 27 Nov, 14:05', '2.1 MB', '3 files'],
    ['kok', 'en', 'Fri 27 Nov, 14:05', '2.1 MB', '3 files'],
  ] as const)('%s', (preferred, code, clock, size, files) => {
    const language = languageFor(preferred, 'UTC');
    expect([
      language.code,
      language.clock(atMs),
      language.bytes(2_100_000),
      language.words.files({ count: 3 }),
    ]).toEqual([code, clock, size, files]);
  });

  test('one and many', () => {
    const { words } = languageFor('en-GB');
    expect([words.files({ count: 1 }), words.files({ count: 1000 }), words.run.missing({ count: 2 })]).toEqual([
      '1 file',
      '1,000 files',
      '2 files are no longer there.',
    ]);
  });
});

describe('what the builder wrote', () => {
  const signature = 'f0'.repeat(32);
  const url = (path: string) => `https://h.example/b/f/r/${path}?X-Amz-Expires=60&X-Amz-Signature=${signature}&a=b%20c`;
  const files = [
    { path: 'a & b/<c>.txt', sizeBytes: 3, contentType: 'text/plain', sha256: signature, url: url('0/c.txt') },
    { path: 'photo\u202egnp.exe', sizeBytes: 0, contentType: '', url: url('1/photo.exe') },
  ];
  test.each<PageForm>(['links', 'signatures'])('is read back: %s', (form) => {
    const html = buildSharePage(
      memorySharePage.replace('<ul>', '<ul id="plain">'),
      { title: 'x', createdAtMs: 1, expiresAtMs: 2, files },
      form,
    );
    const share = readShare(new DOMParser().parseFromString(html, 'text/html'));
    expect([share.createdAtMs, share.expiresAtMs]).toEqual([1, 2]);
    expect(
      share.entries.map(({ href, ...rest }) => ({ ...rest, href: new URL(href, 'https://h.example').href })),
    ).toEqual([
      {
        index: 0,
        path: 'a & b/<c>.txt',
        sizeBytes: 3,
        contentType: 'text/plain',
        sha256: '8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PA',
        href: `https://h.example/b/f/r/0/c.txt?X-Amz-Expires=60&a=b%20c&X-Amz-Signature=${signature}`,
      },
      {
        index: 1,
        path: 'photo\u202egnp.exe',
        sizeBytes: 0,
        contentType: '',
        href: `https://h.example/b/f/r/1/photo.exe?X-Amz-Expires=60&a=b%20c&X-Amz-Signature=${signature}`,
      },
    ]);
    expect(hexOf(share.entries[0]?.sha256 ?? '')).toBe(signature);
  });
});

describe('one file after another', () => {
  const entries = ['a', 'b', 'c', 'd'].map((path, index) => entry(path, { index }));
  type Answers = Readonly<
    Record<string, readonly ('there' | 'gone' | 'expired' | 'unreachable' | 'unsure' | 'damaged' | 'no room')[]>
  >;
  const run = async (answers: Answers, stopAt?: string) => {
    const controller = new AbortController();
    const log: string[] = [];
    const left = new Map(Object.entries(answers).map(([path, all]) => [path, [...all]]));
    const { got, ...counts } = await getAll(entries, {
      async get({ path }) {
        log.push(path);
        if (path === stopAt) controller.abort();
        const answer = left.get(path)?.shift() ?? 'there';
        if (answer === 'no room') throw new Error(answer);
        return answer;
      },
      onProgress: (done, { path }) => void log.push(`${done}${path}?`),
      pause: async (delayMs) => void log.push(String(delayMs)),
      signal: controller.signal,
    });
    return { ...counts, got: got.map(({ path }) => path).join(''), log: log.join(' ') };
  };
  const none = { missing: 0, failed: 0, damaged: 0 };

  test.each<readonly [string, Answers, string | undefined, object]>([
    ['all there', {}, undefined, { ...none, got: 'abcd', log: '0a? a 1b? b 2c? c 3d? d' }],
    ['one gone', { b: ['gone'] }, undefined, { ...none, missing: 1, got: 'acd', log: '0a? a 1b? b 2c? c 3d? d' }],
    [
      'a server in trouble is asked again, after growing pauses',
      { b: ['unsure', 'unreachable'] },
      undefined,
      { ...none, got: 'abcd', log: '0a? a 1b? b 1000 1b? b 3000 1b? b 2c? c 3d? d' },
    ],
    [
      'a damaged one is not asked for again',
      { b: ['damaged'] },
      undefined,
      { ...none, damaged: 1, got: 'acd', log: '0a? a 1b? b 2c? c 3d? d' },
    ],
    ['the end', { b: ['expired'] }, undefined, { ...none, got: 'a', ended: 'expired', log: '0a? a 1b? b' }],
    ['stopped', {}, 'b', { ...none, got: 'a', ended: 'stopped', log: '0a? a 1b? b' }],
    [
      'one that cannot be saved does not keep the others back',
      { b: ['no room'] },
      undefined,
      { ...none, failed: 1, got: 'acd', log: '0a? a 1b? b 2c? c 3d? d' },
    ],
  ])('%s', async (_what, answers, stopAt, result) => {
    expect(await run(answers, stopAt)).toEqual(result);
  });

  test('no network ends it, after as many tries as there are pauses', async () => {
    const always = Array.from({ length: retryPausesMs.length + 1 }, () => 'unreachable' as const);
    expect(await run({ a: always })).toMatchObject({ ...none, got: '', ended: 'unreachable' });
    expect(await run({ a: always.slice(1) })).toMatchObject({ ...none, got: 'abcd' });
  });

  test('a server that is away between two files is waited for ten minutes, because an archive without its end is lost', async () => {
    const away = Array.from({ length: mostAttempts + 1 }, () => 'unreachable' as const);
    expect(await run({ b: away.slice(1) })).toMatchObject({ ...none, got: 'abcd' });
    const { log, ...ended } = await run({ b: away });
    expect(ended).toEqual({ ...none, got: 'a', ended: 'unreachable' });
    const waitedMs = log.split(' ').reduce((sum, word) => sum + (/^\d+$/.test(word) ? Number(word) : 0), 0);
    expect(waitedMs).toBe(613_000);
  });
});

describe('what goes in one download', () => {
  const sizes = (mostBytes: number, all: readonly number[]) =>
    partsOf(
      all.map((sizeBytes, index) => entry(String(index), { index, sizeBytes })),
      mostBytes,
    ).map(({ entries }) => entries.map(({ sizeBytes }) => sizeBytes));

  test.each([
    [10, [3, 3, 4, 1], [[3, 3, 4], [1]]],
    [10, [30, 1, 30], [[30], [1], [30]]],
    [10, [0, 10, 0], [[0, 10, 0]]],
    [Number.POSITIVE_INFINITY, [30, 1, 30], [[30, 1, 30]]],
  ] as const)('at most %d bytes of %j', (mostBytes, all, parts) => {
    expect(sizes(mostBytes, all)).toEqual(parts);
  });
});

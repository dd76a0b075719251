// What the product's own builders write into pages is what `mayfly get` reads of them; of anything else it reads nothing.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../../main/core/pages/rules/read-manifest';
import { readPage } from '../../../main/core/pages/rules/read-page';
import { doorPage } from '../../../main/core/given/door-page';
import { closedPage } from '../../../main/core/given/door-objects';
import { manifestText } from '../../../main/core/encryption/rules/share-manifest';
import { displayName } from '../../../main/core/model/file-name';
import { visibleLine } from '../../../main/core/model/visible-text';
import { buildEncryptedPage } from '../../../main/core/pages/rules/encrypted-page';
import { buildSharePage, type SharePage } from '../../../main/core/pages/rules/share-page';
import { buildRequestPage } from '../../../main/core/requests/rules/request-page';
import { hostileNames } from '../../hostile-names';
import { memoryRequestPage } from '../../fakes/memory-share-page';

/** The build puts in the words of the page, among them the end of the share, and its head with the policy. */
const template = (name: string) =>
  readFileSync(`renderer/${name}/index.html`, 'utf8')
    .replace('<!--build:until-->', '<!--mayfly:ends-->')
    .replace('<!--build:head-->', '<!--mayfly:door-->');
const [sharePage, encryptedPage] = [template('share-page'), template('encrypted-page')];

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60';
const urlOf = (key: string) => `http://127.0.0.1:9000/b/${key}?${query}&X-Amz-Signature=${hex(32)}`;
const times = { createdAtMs: 1_000, expiresAtMs: 90_000 };
const file = (path: string, sizeBytes = 5) => ({
  path,
  sizeBytes,
  contentType: 'text/plain',
  sha256: hex(32),
  url: urlOf(`f/x/1/a-b_c.txt`),
});
const page = (files: SharePage['files']): SharePage => ({ ...times, title: 't', message: 'm', files });
const absolute = (href: string) => new URL(href, 'http://127.0.0.1:9000/b/p/x/index.html').href;

/** The path that a page shows of a name: a page makes of each part a name that disks take. */
const onPage = (path: string) => path.split('/').filter(Boolean).map(displayName).join('/') || displayName('');

describe('a share page', () => {
  test.each(['links', 'signatures'] as const)('gives the files of both its forms: %s', (form) => {
    const paths = ['plain.txt', 'a&b<c>"d\'.txt', 'day 1/사진.jpg', '🦋.png', ...hostileNames.map(([, name]) => name)];
    const files = paths.map((path, index) => file(path, index));
    const read = readPage(buildSharePage(sharePage, page(files), form));
    expect(read?.kind).toBe('share');
    if (read?.kind !== 'share') return;
    expect(read.files.map(({ sizeBytes, sha256 }) => [sizeBytes, sha256])).toEqual(
      files.map(({ sizeBytes, sha256 }) => [sizeBytes, sha256]),
    );
    expect(read.files.map(({ href }) => absolute(href))).toEqual(files.map(({ url }) => url));
    // A list of links shows folders as a reader sees them.
    const shown = (path: string) => {
      const whole = onPage(path);
      const cut = whole.lastIndexOf('/') + 1;
      return form === 'links' ? visibleLine(whole.slice(0, cut)) + whole.slice(cut) : whole;
    };
    expect(read.files.map(({ path }) => path)).toEqual(paths.map(shown));
    expect(read.expiresAtMs).toBe(times.expiresAtMs);
  });

  test('with a list of its own inside a name, and with its status while files are sent', () => {
    const status = '/b/p/y/status.json?X-Amz-Signature=1';
    const html = buildSharePage(sharePage, { ...page([file('</bdi></a></ul><a href=x>')]), status }, 'links');
    expect(readPage(html)).toMatchObject({ kind: 'share', status, files: [{ sizeBytes: 5 }] });
  });
});

test.each([true, false])(
  'an encrypted page gives its objects in the order of its manifest: password %s',
  (needsPassword) => {
    const objects = [1, 2].map((at) => ({ storedBytes: 200 + at, url: urlOf(`f/x/${at}.bin`) }));
    const manifest = randomBytes(300);
    const html = buildEncryptedPage(encryptedPage, { ...times, files: objects, manifest, needsPassword });
    expect(html).toMatch(needsPassword ? /id="manifest" data-password>/ : /id="manifest">/);
    const read = readPage(html);
    expect(read).toMatchObject({ kind: 'encrypted', manifest, needsPassword });
    if (read?.kind !== 'encrypted') return;
    expect(read.objects.map(({ href, sizeBytes }) => [absolute(href), sizeBytes])).toEqual(
      objects.map(({ url, storedBytes }) => [url, storedBytes]),
    );
  },
);

describe('a manifest', () => {
  const sent = { path: 'a/b', sizeBytes: 3, contentType: 'x', sha256: hex(32), headSha256: 'h' };
  /** Of a file that is still sent there are no hashes. */
  const sending = { path: 'c', sizeBytes: 3, contentType: 'x', headSha256: '' };
  const text = manifestText({ title: 't', message: undefined, identity: 'AGE-SECRET-KEY-1', files: [sent, sending] });
  const written = JSON.parse(text) as { readonly files: readonly (readonly unknown[])[] };

  test('is read as it was written', () => {
    expect(readManifest(text)).toStrictEqual({
      identity: 'AGE-SECRET-KEY-1',
      files: [sent, { ...sending, sha256: undefined }],
    });
  });

  test.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['another version', { version: 2 }],
    ['no identity', { identity: 1 }],
    ['no list of files', { files: {} }],
  ])('is none of %s', (_what, wrong) => {
    expect(readManifest(typeof wrong === 'string' ? wrong : JSON.stringify({ ...written, ...wrong }))).toBeUndefined();
  });

  test.each([
    ['a path', 0, 1],
    ['a size', 1, -3],
    ['a type', 2, 1],
    ['a hash', 3, 'x'],
    ['a text as hash', 3, 1],
    ['the hash of a head', 4, 1],
  ])('is none where one file has not %s', (_what, at, value) => {
    const [file = [], ...others] = written.files;
    expect(readManifest(JSON.stringify({ ...written, files: [...others, file.with(at, value)] }))).toBeUndefined();
    expect(readManifest(JSON.stringify({ ...written, files: [file, {}] }))).toBeUndefined();
  });
});

test('the page of a short link, and of one that was closed', () => {
  const url = urlOf('p/x/index.html');
  expect(readPage(doorPage({ url, linkEndsAtMs: 5, untilMs: 9, signedAtMs: 1 }))).toEqual({
    kind: 'door',
    url,
    linkEndsAtMs: 5,
    untilMs: 9,
  });
  expect(readPage(closedPage())).toEqual({ kind: 'closed-door' });
});

test('the page of a file request gives no files', () => {
  const html = buildRequestPage(memoryRequestPage, {
    ...times,
    title: 't',
    state: 'closed',
    way: 'forms',
    limits: { files: 1, bytes: 1, types: 'any' },
    isOnce: false,
    leaseEndsAtMs: 1,
    slots: [],
  });
  expect(readPage(html)).toEqual({ kind: 'request' });
});

describe('what is no page of Mayfly’s', () => {
  const share = buildSharePage(sharePage, page([file('a'), file('b')]), 'signatures');

  test.each<[string, string]>([
    ['nothing', ''],
    ['any page', '<title>Mayfly</title><a href="https://example.com">x</a>'],
    ['a refusal of the storage', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
    ['a size below nothing', share.replace('"a",5', '"a",-5')],
    ['a size that is no number', share.replace('"a",5', '"a","5"')],
    ['a signature that is none', share.replace(/"[\w-]{43}"/, '"x"')],
    ['a table that is none', share.replace('"files":[', '"files":{},"x":[')],
    ['a member of every object', share.replace('"folder"', '"__proto__":{"folder":"/x"},"other"')],
  ])('%s', (_what, html) => {
    expect(readPage(html)).toBeUndefined();
  });

  test('whatever is cut off or put in, it raises nothing', () => {
    fc.assert(
      fc.property(fc.nat(share.length), fc.nat(share.length), fc.string(), (from, to, text) => {
        const read = readPage(share.slice(0, from) + text + share.slice(to));
        expect(read?.kind ?? 'share').toBe('share');
      }),
    );
  });
});

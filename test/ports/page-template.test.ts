// Whoever makes a page must get the built template, or be told that the build lacks it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createPageTemplate } from '../../main/adapters/files/page-template';
import { compressPage } from '../../main/core/pages/compress-page';
import { buildSharePage } from '../../main/core/pages/rules/share-page';
import { buildRequestPage } from '../../main/core/requests/rules/request-page';
import { fillTemplate } from '../../main/core/pages/rules/fill-template';
import { packedEnd } from '../../scripts/build/packed-pages';
import {
  encryptedPageTemplate,
  encryptedRequestPageTemplate,
  requestPageTemplate,
  sharePageTemplate,
  withEnd,
} from '../page-templates';
import { rejected } from '../fakes/failing';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-template-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const empty = { title: 'Nothing', createdAtMs: 0, expiresAtMs: 0, files: [] };
const noSlots = {
  title: 'Nothing',
  state: 'closed',
  way: 'forms',
  limits: { files: 1, bytes: 1, types: 'any' },
  isOnce: false,
  createdAtMs: 0,
  expiresAtMs: 0,
  leaseEndsAtMs: 0,
  slots: [],
} as const;

test('an incomplete build is a failure, and a later one is read', async () => {
  const path = join(folder, 'index.html');
  const read = createPageTemplate(path);
  expect((await rejected(read())).detail.reason).toBe('this build has no share page');
  writeFileSync(path, '<!--mayfly:title--><p>built</p>');
  expect((await rejected(read())).detail.reason).toBe('this build has no share page');
  writeFileSync(join(folder, 'end.deflate'), packedEnd('<!--mayfly:title--><p>built</p>'));
  const { text, end } = await read();
  expect(text).toBe('<!--mayfly:title--><p>built</p>');
  expect(end?.plain.toString()).toBe('<p>built</p>');
});

const policyIn = (html: string) =>
  (/http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '')
    .split('; ')
    .map((rule) => rule.replace(/'sha256-[\w+/]{43}='/, 'HASH'));

const ownPolicy = [
  "default-src 'none'",
  'style-src HASH',
  "connect-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

test.each([
  {
    page: 'share page',
    template: sharePageTemplate,
    make: (text: string) => buildSharePage(text, empty, 'signatures'),
    allows: ['img-src blob: data:', "media-src 'self'", "form-action 'none'"],
    most: 80,
    mostZipped: 29_130,
    scripts: 'HASH',
  },
  {
    page: 'page of an encrypted share',
    template: encryptedPageTemplate,
    make: (text: string) => fillTemplate(text, { ends: '', door: '', times: '', data: '', manifest: '' }),
    allows: ['img-src blob: data:', 'media-src blob:', "form-action 'none'"],
    most: 133,
    mostZipped: 48_000,
    scripts: "HASH 'wasm-unsafe-eval'",
  },
  {
    page: 'request page',
    template: requestPageTemplate,
    make: (text: string) => buildRequestPage(text, noSlots),
    allows: ['img-src data:', "form-action 'self'"],
    most: 68,
    mostZipped: 25_580,
    scripts: 'HASH',
  },
  {
    page: 'encrypted request page',
    template: encryptedRequestPageTemplate,
    make: (text: string) => buildRequestPage(text, noSlots),
    allows: ['img-src data:', "form-action 'none'"],
    most: 110,
    mostZipped: 37_400,
    scripts: "HASH 'wasm-unsafe-eval'",
  },
])(
  'the built template of the $page fits its builder, is small, and allows nothing but itself',
  async ({ template, make, allows, most, mostZipped, scripts }) => {
    const text = await template();
    const html = make(text);
    expect(Buffer.byteLength(html)).toBeLessThan(most * 1024);
    const zipped = await compressPage(Buffer.from(html), withEnd(text).end);
    expect(gunzipSync(zipped).toString()).toBe(html);
    expect(zipped.length).toBeLessThan(mostZipped);
    expect(policyIn(html).toSorted()).toEqual([...ownPolicy, `script-src ${scripts}`, ...allows].toSorted());
    // The policy stands before everything it rules.
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(style|script|link|title)/));
    // The same for every page of its kind: a chat shows no name and no title.
    expect(html).toMatch(/property="og:title" content="(Files for you|Send files here)"/);
    expect(html).toMatch(/property="og:description" content="Somebody [\w ]+\. The link works for a limited time\."/);
    expect(html.match(/<script(?! type="application\/json")/g)).toHaveLength(1);
    expect(html).not.toMatch(/ (src|style|on\w+)=|https?:\/\/(?!www\.w3\.org)/);
  },
);

test('a page that does not end as its template is compressed whole', async () => {
  const { end } = withEnd('<!--mayfly:title--><p>this</p>');
  const told = async (html: string) => gunzipSync(await compressPage(Buffer.from(html), end)).toString();
  for (const html of ['<p>this</p>', 'A page <p>this</p>', 'A page <p>that</p>', '<p>'])
    expect(await told(html)).toBe(html);
});

test('a packaged app has the template of every page', () => {
  const config = readFileSync(join(import.meta.dirname, '../../scripts/build/pages.ts'), 'utf8');
  const packaged = readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
  const pages = Array.from(config.matchAll(/^ +\['([\w-]+)', \w+Template\]/gm), ([, page = '']) => page);
  expect(pages).toContain('share-page');
  expect(pages.filter((page) => !packaged.includes(`- out/${page}/**\n`))).toEqual([]);
});

// Whoever makes a page must get the built template, or be told that the build lacks it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createPageTemplate } from '../../main/adapters/files/page-template';
import { buildSharePage } from '../../main/core/pages/rules/share-page';
import { sharePageTemplate } from '../../share-page.config';
import { rejected } from '../fakes/failing';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-template-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const empty = { title: 'Nothing', createdAtMs: 0, expiresAtMs: 0, files: [] };

test('an incomplete build is a failure, and a later one is read', async () => {
  const path = join(folder, 'index.html');
  const read = createPageTemplate(path);
  expect((await rejected(read())).detail.reason).toBe('this build has no share page');
  writeFileSync(path, 'built');
  expect(await read()).toBe('built');
});

test('the built template fits the builder, is small, and allows nothing but itself', async () => {
  const template = await sharePageTemplate();
  expect(Buffer.byteLength(template)).toBeLessThan(60 * 1024);
  const html = buildSharePage(template, empty, 'signatures');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
  expect(policy.split('; ').map((rule) => rule.replace(/'sha256-[\w+/]{43}='/, 'HASH'))).toEqual([
    "default-src 'none'",
    'script-src HASH',
    'style-src HASH',
    'img-src blob: data:',
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  // The policy stands before everything it rules.
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(style|script|link|title)/));
  expect(html.match(/<script(?! type="application\/json")/g)).toHaveLength(1);
  expect(html).not.toMatch(/ (src|style|on\w+)=|https?:\/\/(?!www\.w3\.org)/);
});

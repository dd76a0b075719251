// @vitest-environment happy-dom
// Whatever its files are called, a share page lists each under its own name and holds nothing else that came from a name.
import { expect, test } from 'vitest';
import { buildSharePage, type SharePage } from '../../../main/core/pages/rules/share-page';
import { memorySharePage as template } from '../../fakes/memory-share-page';
import { hostileNames } from '../../hostile-names';
import { displayName } from '../../../main/core/model/file-name';
import type { PageForm } from '../../../main/core/pages/rules/share-page-list';
import { visibleLine, visibleText } from '../../../main/core/model/visible-text';

const signature = '5f'.repeat(32);
const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=${signature}&X-Amz-SignedHeaders=host`;
const page = (title: string, names: readonly string[]): SharePage => ({
  title,
  message: title,
  createdAtMs: 0,
  expiresAtMs: 60_000,
  files: names.map((path, index) => ({
    path,
    sizeBytes: index,
    contentType: 'text/plain',
    url: `https://files.example.com/b/f/random/${index}/file?${query}`,
  })),
});

const open = (title: string, form: PageForm, names: readonly string[]) =>
  new DOMParser().parseFromString(buildSharePage(template, page(title, names), form), 'text/html');
const allNames = hostileNames.map(([, name]) => name);

/** Slashes make folders; every other name must come through the rule for names that disks can take, and nothing further. */
const pathOf = (name: string): string => {
  const names = name.split('/').filter((part) => part !== '');
  return (names.length === 0 ? [''] : names).map(displayName).join('/');
};

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

test('with links, every file has one, shown under its name and saved under its name', () => {
  const links = [...open('Trip', 'links', allNames).querySelectorAll('a')];
  expect(links).toHaveLength(hostileNames.length);
  for (const [index, [what, name]] of hostileNames.entries()) {
    const link = links[index];
    const path = pathOf(name);
    const shown = link?.querySelector('bdi')?.textContent ?? '';
    expect([what, shown]).toEqual([what, visibleLine(path)]);
    // Without a value the text beside it is the name, to the character.
    expect([what, fileName(link?.getAttribute('download') || shown)]).toEqual([what, fileName(path)]);
    expect([what, link?.getAttribute('data-size')]).toEqual([what, String(index)]);
    expect(link?.getAttributeNames().sort()).toEqual(['data-size', 'data-type', 'download', 'href']);
  }
});

test('with signatures, a script finds every name unchanged', () => {
  const data = open('Trip', 'signatures', allNames).getElementById('data')?.textContent ?? '';
  const { files } = JSON.parse(data) as { readonly files: readonly (readonly unknown[])[] };
  expect(files.map(([path]) => path)).toEqual(hostileNames.map(([, name]) => pathOf(name)));
});

test.each(hostileNames)('%s: as title and message it is text, and the page has no element more', (_what, name) => {
  const elements = (opened: Document) => [...opened.querySelectorAll('*')].map(({ tagName }) => tagName);
  const opened = open(name, 'links', ['a.txt']);
  expect(elements(opened)).toEqual(elements(open('Trip', 'links', ['a.txt'])));
  expect(opened.querySelector('title')?.textContent).toBe(visibleLine(name));
  expect(opened.querySelector('h1')?.textContent).toBe(visibleLine(name));
  expect(opened.querySelector('p')?.textContent).toBe(visibleText(name.trim()));
});

// What a page is made of is found as a browser finds it, however strange the page, and no page fills the memory.
import { describe, expect, test } from 'vitest';
import { pageElements, type PageElements } from '../../../main/core/pages/rules/page-elements';

const link = { href: '', download: undefined, size: '', sha256: '', type: '', text: '' };
const refs = ({ links }: PageElements) => links.map(({ href }) => href).join('');

test('a page of nothing has nothing', () => {
  expect(pageElements('')).toStrictEqual({
    scripts: new Map(),
    needsPassword: false,
    links: [],
    door: undefined,
    text: '',
  });
});

test('of scripts the first of an id counts, and one without an id is none', () => {
  const { scripts, text } = pageElements('a<script id="x">1<b></script><script id="x">2</script><script>3</script>b');
  expect([[...scripts], text]).toEqual([[['x', '1<b>']], 'ab']);
});

test.each([
  ['<script id="manifest" data-password></script>', true],
  ['<script id="manifest"></script>', false],
  ['<script id="manifest"></script><script id="x" data-password></script>', false],
  ['<p id="manifest" data-password></p>', false],
])('%s: a password %s', (html, needed) => {
  expect(pageElements(html).needsPassword).toBe(needed);
});

describe('links', () => {
  test('have what they say of their files', () => {
    const said = 'href="x" download="d" data-size="5" data-type="a/b" data-sha256="h"';
    expect(pageElements(`<ul id="plain"><a ${said}>o<b>n</b>e</a><a>two</a></ul>`)).toMatchObject({
      links: [
        { href: 'x', download: 'd', size: '5', type: 'a/b', sha256: 'h', text: 'one' },
        { ...link, text: 'two' },
      ],
      text: '',
    });
  });

  test.each([
    [
      'of the list alone',
      '<a href="o"></a><ul><a href="o"></a></ul><ul id="plain"><a href="x"></a></ul><a href="o"></a>',
      'x',
    ],
    [
      'of lists in the list',
      '<ul id="plain"><a href="x"></a><ul><a href="y"></a></ul><a href="z"></a></ul><a href="o"></a>',
      'xyz',
    ],
    ['of no other element', '<ol id="plain"><a href="o"></a></ol><ul id="plain"><p href="o"></p></ul>', ''],
  ])('are those %s', (_what, html, found) => {
    expect(refs(pageElements(html))).toBe(found);
  });

  test('are no more than any page has', () => {
    expect(pageElements(`<ul id="plain">${'<a></a>'.repeat(100_001)}`).links).toHaveLength(100_000);
  });
});

test.each([
  ['<a id="a" href="x" data-l="1" data-u="2"></a><a id="a" href="y"></a>', { href: 'x', linkEnds: '1', until: '2' }],
  ['<a id="a"></a>', { href: '', linkEnds: '', until: '' }],
  ['<a id="b" href="x"></a><p id="a" href="y"></p>', undefined],
])('the short link of %s', (html, door) => {
  expect(pageElements(html).door).toEqual(door);
});

test.each([
  ['x'.repeat(5_000), 4_096],
  [`${'x'.repeat(4_096)}<b>y</b>`, 4_096],
  [`${'x'.repeat(4_095)}<b>y</b><b>z</b>`, 4_096],
])('of a long text there is the beginning (%#)', (html, length) => {
  expect(pageElements(html).text).toHaveLength(length);
});

// A link that a page carries in pieces must be the link that was signed: one other byte, and nobody can open it.
import { describe, expect, test } from 'vitest';
import { references, shareQuery } from '../../../main/core/pages/rules/page-link-encoding';
import { caught } from '../../fakes/failing';

const hex = (digit: string) => digit.repeat(64);
const origin = 'https://s3.example.com';
const signed = (path: string, digit: string, query = 'X-Amz-Expires=60&response=a%2Fb') =>
  `${origin}${path}?${query}&X-Amz-Signature=${hex(digit)}`;

/** As the page's script puts them together again. */
const joined = ({ query, folder, links }: ReturnType<typeof shareQuery>) =>
  links.map(
    ({ rest, signature }) =>
      `${folder}${rest}?${query}&X-Amz-Signature=${Buffer.from(signature, 'base64url').toString('hex')}`,
  );

describe('a reference', () => {
  test.each([
    ['/files/f/x/0/a.txt', '/files/f/x/0/a.txt'],
    ['/a%20b/%C3%BC', '/a%20b/%C3%BC'],
    ['/', '/'],
    // A path that begins with two slashes would name another host.
    ['//evil.example/a', '/.//evil.example/a'],
  ])('to %s opens the same object at the page’s own origin', (path, written) => {
    const [reference] = references([signed(path, 'a')]);
    expect(reference).toBe(`${written}?X-Amz-Expires=60&response=a%2Fb&X-Amz-Signature=${hex('a')}`);
    expect(new URL(reference ?? '', `${origin}/p/index.html`).href).toBe(signed(path, 'a'));
  });

  test('has its signature last, wherever it stood', () => {
    const url = `${origin}/k?a=1&X-Amz-Signature=${hex('0')}&b=2`;
    expect(references([url, url])).toEqual(Array.from({ length: 2 }, () => `/k?a=1&b=2&X-Amz-Signature=${hex('0')}`));
  });

  test('may be one of plain HTTP', () => {
    expect(references([`http://127.0.0.1:9000/k?a=1&X-Amz-Signature=${hex('0')}`])).toEqual([
      `/k?a=1&X-Amz-Signature=${hex('0')}`,
    ]);
  });
});

describe('what URLs share', () => {
  test.each([
    [['/files/f/x/0/a', '/files/f/x/1/b'], '/files/f/x/', ['0/a', '1/b']],
    [['/files/a/bc', '/files/a/bd'], '/files/a/', ['bc', 'bd']],
    [['/files/ab/c', '/files/a/c', '/files/abc'], '/files/', ['ab/c', 'a/c', 'abc']],
    [['/files/a/b/c', '/other'], '/', ['files/a/b/c', 'other']],
    [['/files/a/'], '/files/a/', ['']],
    [['/a'], '/', ['a']],
  ])('%j: the folder %s', (paths, folder, rests) => {
    const urls = paths.map((path, index) => signed(path, String(index)));
    const shared = shareQuery(urls);
    expect(shared).toMatchObject({ folder, query: 'X-Amz-Expires=60&response=a%2Fb' });
    expect(shared.links.map(({ rest }) => rest)).toEqual(rests);
    expect(shared.links.map(({ signature }) => signature.length)).toEqual(paths.map(() => 43));
    expect(joined(shared).map((reference) => origin + reference)).toEqual(urls);
  });

  test('of no URLs is nothing', () => {
    expect([references([]), shareQuery([])]).toEqual([[], { query: '', folder: '/', links: [] }]);
  });
});

describe('what is refused, without a word of the URL', () => {
  const noUrl = 'a link that is no presigned URL';
  const unsigned = 'a link without a SigV4 signature';
  test.each([
    ['', noUrl],
    [`ftp://h/k?X-Amz-Signature=${hex('a')}`, noUrl],
    [`x${signed('/k', 'a')}`, noUrl],
    [`https://h?X-Amz-Signature=${hex('a')}`, noUrl],
    [`https:///k?X-Amz-Signature=${hex('a')}`, noUrl],
    ['https://h/k', noUrl],
    ['https://h/k?', noUrl],
    [`${signed('/k', 'a')}#part`, noUrl],
    [`https://h/k#a?X-Amz-Signature=${hex('a')}`, noUrl],
    ['https://h/k?a=1', unsigned],
    [`https://h/k?X-Amz-Signature=${'a'.repeat(63)}`, unsigned],
    [`https://h/k?X-Amz-Signature=${'a'.repeat(65)}`, unsigned],
    [`https://h/k?X-Amz-Signature=${'A'.repeat(64)}`, unsigned],
    [`https://h/k?X-Amz-SignatureOf=${hex('a')}`, unsigned],
  ])('%s', (url, reason) => {
    for (const refused of [() => references([url]), () => shareQuery([url])]) {
      const { code, detail } = caught(refused);
      expect([code, detail]).toEqual(['unexpected', { reason }]);
    }
  });

  test('links at two origins, whose page could name but one', () => {
    const urls = [signed('/a', 'a'), signed('/b', 'b').replace('s3.', 'other.')];
    for (const refused of [() => references(urls), () => shareQuery(urls)]) {
      expect(caught(refused).detail).toEqual({ reason: 'links of one page at two origins' });
    }
  });

  test('links that were not signed alike', () => {
    const urls = [signed('/a', 'a'), signed('/b', 'b', 'X-Amz-Expires=61')];
    expect(caught(() => shareQuery(urls)).detail).toEqual({
      reason: 'links of one page that do not share their query',
    });
    expect(references(urls)).toHaveLength(2);
  });
});

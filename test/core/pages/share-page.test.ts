// A page is built once and opened by anybody: what it carries must be exactly what was signed, and nothing more.
import { describe, expect, test } from 'vitest';
import { buildSharePage, pageForm, type SharePage } from '../../../main/core/pages/rules/share-page';
import { fixedEnd } from '../../../main/core/pages/rules/fill-template';
import { caught } from '../../fakes/failing';
import { memorySharePage as template } from '../../fakes/memory-share-page';
import { hostileNames } from '../../hostile-names';
import { displayName } from '../../../main/core/model/file-name';
import { bytes, type SharePageFile } from '../../../main/core/pages/rules/share-page-list';
import { visibleLine } from '../../../main/core/model/visible-text';

const signature = 'ab'.repeat(32);
const short = 'q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s';
const query = (value = signature) =>
  `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=${value}&X-Amz-SignedHeaders=host&response-content-disposition=attachment`;
const url = (path: string, value?: string) => `https://files.example.com${path}?${query(value)}`;

const file = (change: Partial<SharePageFile> = {}): SharePageFile => ({
  path: 'a.txt',
  sizeBytes: 12,
  contentType: 'text/plain',
  url: url('/b/f/random/0/a.txt'),
  ...change,
});
const page = (change: Partial<SharePage> = {}): SharePage => ({
  title: 'Trip',
  createdAtMs: Date.UTC(2026, 10, 24, 20),
  expiresAtMs: Date.UTC(2026, 10, 27, 14, 5, 59),
  files: [file()],
  ...change,
});
const links = (change?: Partial<SharePage>) => buildSharePage(template, page(change), 'links');
const data = (files: readonly SharePageFile[]): unknown =>
  JSON.parse(/id="data">(.*)<\/script>/.exec(buildSharePage(template, page({ files }), 'signatures'))?.[1] ?? '');

describe('which form', () => {
  test.each([
    [1, true, 'links'],
    [1_000, true, 'links'],
    [1_001, true, 'signatures'],
    [1, false, 'signatures'],
  ] as const)('%d files, gzip kept %s: %s', (count, gzipKept, form) => {
    expect(pageForm(count, gzipKept)).toBe(form);
  });
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [99_499, '99.5 kB'],
  [99_500, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [2_100_000_000, '2.1 GB'],
  [3e12, '3.0 TB'],
  [2e15, '2000 TB'],
])('%d bytes are %s', (count, shown) => {
  expect(bytes(count)).toBe(shown);
});

describe('links in the HTML', () => {
  test('one item a file: a path-absolute link, name, size, type and hash', () => {
    const html = links({ files: [file({ path: 'photos/a.txt', sizeBytes: 2_100_000, sha256: signature })] });
    expect(html).toContain(
      `<li><a href="/b/f/random/0/a.txt?${`${query().replace(`&X-Amz-Signature=${signature}`, '')}&X-Amz-Signature=${signature}`.replaceAll('&', '&amp;')}"` +
        ` download data-size="2100000" data-type="text/plain" data-sha256="${short}"><bdi>photos/a.txt</bdi></a> <span>2.1 MB</span></li>`,
    );
    expect(html).toContain('id="data">null</script>');
  });

  test('one line an item', () => {
    expect(links({ files: [file(), file()] })).toMatch(/<ul id="plain">\n<li>.*<\/li>\n<li>.*<\/li>\n<\/ul>/);
  });

  test.each([
    ['/a//b.txt/', 'a/b.txt'],
    ['', 'file'],
    ['//', 'file'],
  ])('the path %j is shown as %s', (path, shown) => {
    expect(links({ files: [file({ path })] })).toContain(`<bdi>${shown}</bdi>`);
  });

  test('no hash, no attribute for it, and no message, no text', () => {
    expect(links()).not.toContain('sha256');
    expect(links()).toContain('<p></p>');
  });

  test('the name to save under stands beside a text that shows it differently', () => {
    expect(links({ files: [file({ path: 'a/photo\u202egnp.exe' })] })).toContain(
      ' download="photo\u202egnp.exe" data-size="12" data-type="text/plain"><bdi>a/photo\ufffdgnp.exe</bdi>',
    );
  });

  test('a path that begins with two slashes stays at this origin', () => {
    const [, href = ''] = /href="([^"]+)"/.exec(links({ files: [file({ url: url('//evil.example/x') })] })) ?? [];
    const opened = new URL(href.replaceAll('&amp;', '&'), 'https://files.example.com/b/p/random/index.html');
    expect([opened.origin, opened.pathname]).toEqual(['https://files.example.com', '//evil.example/x']);
  });

  test.each(hostileNames)('%s: text and name, never markup', (_what, name) => {
    const html = links({ title: name, message: name, files: [file({ path: name })] });
    const rest = html.replaceAll(/<\/?(title|h1|p|script|ul|li|a|bdi|span)( [a-z0-9-]+(="[^"<>]*")?)*>/g, '');
    expect(rest).not.toMatch(/[<>]/);
    const [, shown = ''] = /<bdi>([^<]*)<\/bdi>/.exec(html) ?? [];
    // The window's twin of this rule is tested in renderer; here: no character is invisible.
    expect(visibleLine(shown)).toBe(shown);
    expect(html).toContain('id="times">{"created":');
  });
});

describe('signatures for a script', () => {
  test('the HTML has no list', () => {
    expect(buildSharePage(template, page(), 'signatures')).toContain('<ul id="plain">\n\n</ul>');
  });

  test('query, folder and types once; per file what differs', () => {
    expect(
      data([
        file({ url: url('/b/f/random/0/a.txt', '00'.repeat(32)) }),
        file({
          path: 'photos/b c.png',
          contentType: 'image/png',
          url: url('/b/f/random/1/b-c.png'),
          sha256: signature,
        }),
        file({ path: 'c.txt', sizeBytes: 0, url: url('/b/f/random/2/c.txt') }),
      ]),
    ).toEqual({
      query: query().replace(`&X-Amz-Signature=${signature}`, ''),
      folder: '/b/f/random/',
      types: ['text/plain', 'image/png'],
      files: [
        ['a.txt', 12, 0, '0/a.txt', 'A'.repeat(43), ''],
        ['photos/b c.png', 12, 1, '1/b-c.png', short, short],
        ['c.txt', 0, 0, '2/c.txt', short, ''],
      ],
    });
  });

  test.each([
    ['one file', ['/b/f/0/a.txt'], '/b/f/0/', ['a.txt']],
    ['the same beginning of two names', ['/b/f/10/a', '/b/f/1/b'], '/b/f/', ['10/a', '1/b']],
    ['nothing in common', ['/x/a', '/y/b'], '/', ['x/a', 'y/b']],
    ['two slashes', ['//h/a', '//h/b'], '/.//h/', ['a', 'b']],
  ])('folder of %s', (_what, paths, folder, rests) => {
    const made = data(paths.map((path) => file({ url: url(path) }))) as { folder: string; files: readonly string[][] };
    expect([made.folder, made.files.map((row) => row[3])]).toEqual([folder, rests]);
  });

  test.each(hostileNames)('%s comes back as a name a disk can take', (_what, name) => {
    const made = data([file({ path: name })]) as { files: readonly string[][] };
    const shown = made.files[0]?.[0] ?? '';
    expect(shown.split('/').map(displayName).join('/')).toBe(shown);
    expect(shown.split('/')).not.toContain('..');
  });

  test('no file at all', () => {
    expect(data([])).toEqual({ query: '', folder: '/', types: [], files: [] });
  });
});

describe('what is no page', () => {
  const alike = file();
  test.each<[string, readonly SharePageFile[], 'links' | 'signatures']>([
    ['another origin', [alike, file({ url: `https://other.example/b/f/x?${query()}` })], 'links'],
    ['another scheme', [alike, file({ url: url('/b').replace('https', 'http') })], 'links'],
    ['no signature', [file({ url: 'https://files.example.com/b/f/x?a=1' })], 'links'],
    ['a signature that is none', [file({ url: url('/b', 'x"y') })], 'links'],
    ['a fragment', [file({ url: `${url('/b')}#x` })], 'links'],
    ['no URL', [file({ url: 'javascript:alert(1)' })], 'links'],
    ['queries that differ', [alike, file({ url: url('/b/f/x').replace('Expires=60', 'Expires=61') })], 'signatures'],
  ])('%s', (_what, files, form) => {
    const failure = caught(() => buildSharePage(template, page({ files }), form));
    expect(failure.code).toBe('unexpected');
    expect(JSON.stringify(failure.detail)).not.toContain('X-Amz');
  });

  test.each([
    ['a missing slot', template.replace('<!--mayfly:times-->', '')],
    ['an unknown slot', `${template}<!--mayfly:other-->`],
    ['a slot of another name', template.replace('mayfly:times', 'mayfly:other')],
    ['an empty file', ''],
  ])('a template of another version: %s', (_what, other) => {
    expect(caught(() => buildSharePage(other, page(), 'links'))).toMatchObject({
      code: 'unexpected',
      detail: { reason: 'the share page’s template is another version’s' },
    });
  });
});

describe('the frame', () => {
  test('title, message, end and times', () => {
    const html = links({ title: 'a & b', message: ' Hello,\r\nthere. ' });
    expect(html).toContain('<title>a &amp; b</title>');
    expect(html).toContain('<p>Hello,\nthere.</p>');
    expect(html).toContain('<p>2026-11-27 14:05 UTC</p>');
    expect(html).toContain('id="times">{"created":1795550400000,"expires":1795788359000}</script>');
  });

  test('its short link behind the sources of its policy, and that it may grow', () => {
    expect(links()).toMatch(/^\n<title>/);
    expect(links({ grows: false })).not.toContain('grows');
    const html = links({ door: 'https://go.example.com/a&b', grows: true });
    expect(html).toMatch(/^ https:\/\/go\.example\.com\/a&amp;b\n<title>/);
    expect(html).toContain('"grows":true');
  });

  test('what follows its last slot is the same on every page', () => {
    expect(fixedEnd('<p><!--mayfly:a--></p><!-- --><p><!--mayfly:b--></p><!-- -->')).toBe('</p><!-- -->');
  });

  test('what looks like a slot or a replacement pattern is text', () => {
    const html = links({ title: '<!--mayfly:list--> $& $1', message: 'mayfly:data' });
    expect(html).toContain('<h1>&lt;!--mayfly:list--&gt; $&amp; $1</h1>');
    expect(html.match(/<li>/g)).toHaveLength(1);
  });

  test('the same input gives the same bytes', () => {
    expect(links()).toBe(links());
  });
});

// Whatever a file is called, the text on the clipboard shows its name, tells its end, and holds one link: the right one.
import { Parser, type Node } from 'commonmark';
import { describe, expect, test } from 'vitest';
import { initialSettings } from '../../../main/core/model/settings';
import { linkText, type TextLink, type TextOptions } from '../../../main/core/wording/link-text';
import { hostileNames } from '../../hostile-names';
import { visibleLine } from '../../../main/core/model/visible-text';

const url = 'https://s3.example.com/files/k?X-Amz-Expires=60&X-Amz-Signature=0a';
const share = {
  kind: 'file',
  name: 'report.pdf',
  fileCount: 1,
  sizeBytes: 2_100_000,
  expiresAtMs: Date.UTC(2026, 10, 27, 13, 0),
  limitedBy: 'requested',
} as const;
const report: TextLink = { share, url };
const holiday: TextLink = {
  share: { ...share, kind: 'page', name: 'Holiday', fileCount: 12, sizeBytes: 34_000_000 },
  url: `${url}b`,
};
const options: TextOptions = {
  form: 'text',
  template: initialSettings.linkTemplate,
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  nowMs: Date.UTC(2026, 10, 24),
};
const as = (form: TextOptions['form'], links: readonly TextLink[] = [report], more: Partial<TextOptions> = {}) =>
  linkText(links, { ...options, ...more, form });

describe('a link', () => {
  test.each([
    ['link', url],
    ['text', `report.pdf, 2.1 MB, until Fri 27 Nov 14:00: ${url}`],
    ['markdown', `[report.pdf](${url}) (2.1 MB, until Fri 27 Nov 14:00)`],
    ['template', `report.pdf, 2.1 MB, until Fri 27 Nov 14:00: ${url}`],
  ] as const)('as %s is plain text only', (form, text) => {
    expect(as(form)).toEqual({ text });
  });

  test('as HTML has the text beside it', () => {
    expect(as('html')).toEqual({
      text: as('text').text,
      html:
        '<a href="https://s3.example.com/files/k?X-Amz-Expires=60&amp;X-Amz-Signature=0a"><bdi>report.pdf</bdi></a> ' +
        '(2.1 MB, until Fri 27 Nov 14:00)',
    });
  });

  test('to a page says how many files it holds', () => {
    expect(as('text', [holiday]).text).toBe(`Holiday, 12 files, 34 MB, until Fri 27 Nov 14:00: ${url}b`);
    expect(as('markdown', [holiday]).text).toBe(`[Holiday](${url}b) (12 files, 34 MB, until Fri 27 Nov 14:00)`);
    expect(as('text', [{ ...holiday, share: { ...holiday.share, fileCount: 1 } }]).text).toContain('Holiday, 1 file, ');
  });

  test.each([
    ['credentials', 'cut short: the temporary credentials end then'],
    ['protocol', 'cut short: the provider lets no link live longer'],
    ['connection', 'cut short: the longest time of this storage'],
  ] as const)('that was cut by %s says so, in every form with words', (limitedBy, words) => {
    const cut = [{ share: { ...share, limitedBy }, url }];
    expect(as('text', cut).text).toBe(`report.pdf, 2.1 MB, until Fri 27 Nov 14:00 (${words}): ${url}`);
    expect(as('markdown', cut).text).toContain(`(${words}))`);
    expect(as('html', cut).html).toContain(`(${words}))`);
    expect(as('link', cut).text).toBe(url);
  });
});

describe('several links', () => {
  test.each(['link', 'text', 'markdown', 'template'] as const)('as %s are a line each, in their order', (form) => {
    expect(as(form, [report, holiday]).text).toBe(`${as(form).text}\n${as(form, [holiday]).text}`);
  });

  test('as HTML are a list', () => {
    const { text, html } = as('html', [report, holiday]);
    expect(html).toBe(`<ul><li>${as('html').html}</li><li>${as('html', [holiday]).html}</li></ul>`);
    expect(text).toBe(as('text', [report, holiday]).text);
  });
});

describe('a form of one’s own', () => {
  test.each([
    ['{link}', url],
    [
      '{name} ({size}, {files}): {link} bis {end} {zone}',
      `report.pdf (2.1 MB, 1 file): ${url} bis Fri 27 Nov 14:00 GMT+1`,
    ],
    ['{link} {link}', `${url} ${url}`],
    ['{Name} {nothing} {} { name }: {link}', `{Name} {nothing} {} { name }: ${url}`],
    ['for you, {name}', `for you, report.pdf ${url}`],
    ['', url],
    ['{name}\n{link}', `report.pdf\n${url}`],
  ])('%j', (template, text) => {
    expect(as('template', [report], { template }).text).toBe(text);
  });

  test('fills in what a name only looks like', () => {
    const sly = { ...report, share: { ...share, name: '{link} $& {size}' } };
    expect(as('template', [sly], { template: '{name} {link}' }).text).toBe(`{link} $& {size} ${url}`);
  });
});

/** What a reader of Markdown sees: every text, every destination, and everything else that the text became. */
function read(markdown: string) {
  const walker = new Parser().parse(markdown).walker();
  const seen = { text: '', links: [] as string[], other: [] as string[] };
  for (let step = walker.next(); step !== null; step = walker.next()) {
    const node: Node = step.node;
    if (!step.entering) continue;
    if (node.type === 'text') seen.text += node.literal ?? '';
    else if (node.type === 'link') seen.links.push(node.destination ?? '');
    else if (node.type !== 'document' && node.type !== 'paragraph') seen.other.push(node.type);
  }
  return seen;
}

const markupNames = [
  ['a link of its own', '](https://evil.example) [x'],
  ['a picture', '![x](https://evil.example/p.png)'],
  ['emphasis', '*a* _b_ **c** __d__ ~~e~~'],
  ['code', '`a` ``b``'],
  ['an autolink', '<https://evil.example>'],
  ['an entity', '&lt;b&gt; &#60;'],
  ['escapes', String.raw`\*a\* \] \\`],
  ['a table and a formula', 'a|b $x$'],
  ['a heading', '# a'],
  ['closing markup', '</a></bdi><script>alert(1)</script>'],
  ['an attribute', '" onmouseover="alert(1)'],
] as const;

describe.each([...hostileNames, ...markupNames])('a name with %s', (_what, name) => {
  const link: TextLink = { share: { ...share, name }, url };
  const shown = visibleLine(name);

  test('is one line that ends with the link', () => {
    expect(as('text', [link]).text).toBe(`${shown}, 2.1 MB, until Fri 27 Nov 14:00: ${url}`);
    expect(as('text', [link]).text).not.toMatch(/\n|\r/);
  });

  test('is a name in Markdown, and nothing else', () => {
    expect(read(as('markdown', [link]).text)).toEqual({
      text: `${shown} (2.1 MB, until Fri 27 Nov 14:00)`,
      links: [url],
      other: [],
    });
  });

  test('is a name in HTML, and nothing else', () => {
    const { html = '' } = as('html', [link]);
    const tags = html.match(/<[^>]*>/g) ?? [];
    expect(tags.map((tag) => tag.replace(/ href="[^"<>]*"/, ''))).toEqual(['<a>', '<bdi>', '</bdi>', '</a>']);
    const text = html
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    expect(text).toBe(`${shown} (2.1 MB, until Fri 27 Nov 14:00)`);
  });
});

test('a link with parentheses stays whole in Markdown', () => {
  const odd = 'https://s3.example.com/a(b)/k?X-Amz-Signature=0a';
  expect(read(as('markdown', [{ share, url: odd }]).text).links).toEqual([odd]);
});

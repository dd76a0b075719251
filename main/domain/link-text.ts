// Why this exists: what a link looks like on the clipboard: alone, with words, for Markdown, for rich text, or in a form of one's own.
import type { LinkForm } from './app-state';
import { bytes } from './byte-count';
import { clockFormat, type Whereabouts } from './clock-text';
import { assertNever } from './failure';
import { escapeHtml, visibleLine } from './page-text';
import type { ExpiryLimit, Share } from './share';

export interface TextLink {
  readonly share: Pick<Share, 'kind' | 'name' | 'fileCount' | 'sizeBytes' | 'expiresAtMs' | 'limitedBy'>;
  readonly url: string;
}

/** What goes onto the clipboard. `html` is `text/html` beside the `text/plain` of `text`. */
export interface LinkText {
  readonly text: string;
  readonly html?: string;
}

export interface TextOptions extends Whereabouts {
  readonly form: LinkForm;
  /** The user's own form; used by `template`. */
  readonly template: string;
  /** Unix ms: only another year than this one is named. */
  readonly nowMs: number;
}

/** What a template may hold. `{zone}` tells a reader elsewhere which clock `{end}` is on. */
export const templateFields = ['name', 'size', 'end', 'zone', 'files', 'link'] as const;

/** Why a link ends sooner than it was asked to; said to whoever gets it. */
export const cutWords: Readonly<Record<Exclude<ExpiryLimit, 'requested'>, string>> = {
  credentials: 'cut short: the temporary credentials end then',
  protocol: 'cut short: no link lives longer than 7 days',
  connection: 'cut short: the longest time of this storage',
};

type Words = Readonly<Record<(typeof templateFields)[number], string>> & { readonly cut: string };

/** One line each in plain forms, a list in HTML. A name is one line of visible characters, whatever it is made of. */
export function linkText(links: readonly TextLink[], options: TextOptions): LinkText {
  const words = wordsOf(options);
  const lines = (line: (words: Words, link: TextLink) => string) =>
    links.map((link) => line(words(link), link)).join('\n');
  switch (options.form) {
    case 'link':
      return { text: lines(({ link }) => link) };
    case 'text':
      return { text: lines(textLine) };
    case 'markdown':
      return { text: lines(markdownLine) };
    case 'html': {
      const items = links.map((link) => htmlLine(words(link), link));
      const html = items.length === 1 ? items.join('') : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
      return { text: lines(textLine), html };
    }
    case 'template':
      return { text: lines((each) => filled(options.template, each)) };
    default:
      return assertNever(options.form);
  }
}

function wordsOf({ locale, timeZone, nowMs }: TextOptions): (link: TextLink) => Words {
  const clock = clockFormat({ locale, timeZone });
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortOffset' });
  return ({ share, url }) => ({
    name: visibleLine(share.name),
    size: bytes(share.sizeBytes),
    end: clock(share.expiresAtMs, nowMs),
    zone: zone.formatToParts(share.expiresAtMs).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    files: share.fileCount === 1 ? '1 file' : `${share.fileCount} files`,
    link: url,
    cut: share.limitedBy === 'requested' ? '' : ` (${cutWords[share.limitedBy]})`,
  });
}

/** `2.1 MB, until Fri 27 Nov 14:00`; a page says how many files it holds first. */
const about = ({ size, end, files, cut }: Words, { share }: TextLink): string =>
  `${share.kind === 'page' ? `${files}, ` : ''}${size}, until ${end}${cut}`;

const textLine = (words: Words, link: TextLink): string => `${words.name}, ${about(words, link)}: ${words.link}`;

const markdownLine = (words: Words, link: TextLink): string =>
  `[${markdown(words.name)}](${destination(words.link)}) (${about(words, link)})`;

const htmlLine = (words: Words, link: TextLink): string =>
  `<a href="${escapeHtml(words.link)}"><bdi>${escapeHtml(words.name)}</bdi></a> (${escapeHtml(about(words, link))})`;

/** In one pass: a name that looks like a field stays a name. Without a link the text would be worth nothing, so it is added. */
const filled = (template: string, words: Words): string =>
  (template.includes('{link}') ? template : `${template} {link}`.trim()).replaceAll(
    /\{(name|size|end|zone|files|link)\}/g,
    (_field, name: (typeof templateFields)[number]) => words[name],
  );

/** What begins something in CommonMark or GitHub's Markdown inside a line. Source: CommonMark 0.31.2, section 2.4. */
const markdown = (text: string): string => text.replaceAll(/[\\`*_~[\]<>&|$!]/g, String.raw`\$&`);

/** CommonMark 0.31.2, section 6.3: a destination with parentheses stands in angle brackets. */
const destination = (url: string): string => (/[()]/.test(url) ? `<${url}>` : url);

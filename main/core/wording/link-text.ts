// The text of links on the clipboard: the URL alone, with words, as Markdown, as rich text, or by the user's template.
import { createFormats } from '../../../resources/words/formats';
import { catalogues, words } from '../../../resources/words/messages';
import type { LinkForm } from '../model/settings';
import { assertNever } from '../model/failure';
import { escapeHtml } from './escape';
import type { ExpiryLimit, Share } from '../model/share';
import type { LinkText } from '../model/share-request';
import { visibleLine } from '../model/visible-text';
import { clockFormat, type Whereabouts } from './formats';

export interface TextLink {
  readonly share: Pick<Share, 'kind' | 'name' | 'fileCount' | 'sizeBytes' | 'expiresAtMs' | 'limitedBy'>;
  readonly url: string;
}

export interface TextOptions extends Whereabouts {
  readonly form: LinkForm;
  /** The user's own form; used by `template`. */
  readonly template: string;
  /** Unix ms: only another year than this one is named. */
  readonly nowMs: number;
}

/** What a template may hold. `{zone}` tells a reader elsewhere which clock `{end}` is on. */
const templateFields = ['name', 'size', 'end', 'zone', 'files', 'link'] as const;

/** Why a link ends sooner than the user chose, for its recipient. */
export const cutWords = (limit: Exclude<ExpiryLimit, 'requested'>): string => words.links.cut[limit];

/** The user's template; the default one is in the present language. */
export const templateMeant = (template: string): string =>
  Object.values(catalogues).some(({ links }) => links.template === template) ? words.links.template : template;

type Parts = Readonly<Record<(typeof templateFields)[number], string>> & { readonly cut: string };

/** One line each in plain forms, a list in HTML. A name is one line of visible characters, whatever it is made of. */
export function linkText(links: readonly TextLink[], options: TextOptions): LinkText {
  // The formats of a date take milliseconds to make, and a bare link has none.
  if (options.form === 'link') return { text: links.map(({ url }) => url).join('\n') };
  const parts = partsOf(options);
  const lines = (line: (parts: Parts, link: TextLink) => string) =>
    links.map((link) => line(parts(link), link)).join('\n');
  switch (options.form) {
    case 'text':
      return { text: lines(textLine) };
    case 'markdown':
      return { text: lines(markdownLine) };
    case 'html': {
      const items = links.map((link) => htmlLine(parts(link), link));
      const html = items.length === 1 ? items.join('') : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
      return { text: lines(textLine), html };
    }
    case 'template':
      return { text: lines((each) => filled(options.template, each)) };
    default:
      return assertNever(options.form);
  }
}

function partsOf({ locale, timeZone, nowMs }: TextOptions): (link: TextLink) => Parts {
  const clock = clockFormat({ locale, timeZone });
  const { bytes } = createFormats({ locale, timeZone });
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortOffset' });
  return ({ share, url }) => ({
    name: visibleLine(share.name),
    size: bytes(share.sizeBytes),
    end: clock(share.expiresAtMs, nowMs),
    zone: zone.formatToParts(share.expiresAtMs).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    files: words.links.files({ count: share.fileCount }),
    link: url,
    cut: share.limitedBy === 'requested' ? '' : ` (${cutWords(share.limitedBy)})`,
  });
}

/** `2.1 MB, until Fri 27 Nov 14:00`; a page says how many files it holds first. */
const about = ({ size, end, files, cut }: Parts, { share }: TextLink): string =>
  share.kind === 'page' ? words.links.aboutPage({ files, size, end, cut }) : words.links.about({ size, end, cut });

const textLine = (parts: Parts, link: TextLink): string => `${parts.name}, ${about(parts, link)}: ${parts.link}`;

const markdownLine = (parts: Parts, link: TextLink): string =>
  `[${markdown(parts.name)}](${destination(parts.link)}) (${about(parts, link)})`;

const htmlLine = (parts: Parts, link: TextLink): string =>
  `<a href="${escapeHtml(parts.link)}"><bdi>${escapeHtml(parts.name)}</bdi></a> (${escapeHtml(about(parts, link))})`;

/** In one pass: a name that looks like a field stays a name. Without a link the text would be worth nothing, so it is added. */
const filled = (template: string, parts: Parts): string =>
  (template.includes('{link}') ? template : `${template} {link}`.trim()).replaceAll(
    /\{(name|size|end|zone|files|link)\}/g,
    (_field, name: (typeof templateFields)[number]) => parts[name],
  );

/** What begins something in CommonMark or GitHub's Markdown inside a line. Source: CommonMark 0.31.2, section 2.4. */
const markdown = (text: string): string => text.replaceAll(/[\\`*_~[\]<>&|$!]/g, String.raw`\$&`);

/** CommonMark 0.31.2, section 6.3: a destination with parentheses stands in angle brackets. */
const destination = (url: string): string => (/[()]/.test(url) ? `<${url}>` : url);

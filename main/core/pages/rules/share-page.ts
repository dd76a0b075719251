// Builds the HTML of a share page from the template and the list of files; it loads nothing else.
import { assertNever } from '../../model/failure';
import { fillTemplate, timesData, utcMinute } from './fill-template';
import type { LiveTimes } from './live-page';
import { escapeHtml } from '../../wording/escape';
import { doorSource } from './page-door';
import type { PageMark } from './page-mark';
import { linkItems, signatureData, type SharePageFile, type PageForm } from './share-page-list';
import { visibleLine, visibleText } from '../../model/visible-text';

export interface SharePage extends LiveTimes {
  readonly title: string;
  readonly message?: string;
  /** Unix ms on the server's clock. */
  readonly createdAtMs: number;
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  /** What writes the mark by which the sender is told that the page was opened; absent: nobody is told. */
  readonly mark?: PageMark | undefined;
  /** The short link to it at another origin, as `askedDoor`. */
  readonly door?: string | undefined;
  readonly files: readonly SharePageFile[];
}

const mostLinks = 1_000;

/** The form for a page of so many files; `gzipKept`: the server answers with the Content-Encoding the page was stored with, or a plain page was chosen. */
export const pageForm = (fileCount: number, gzipKept: boolean): PageForm =>
  gzipKept && fileCount <= mostLinks ? 'links' : 'signatures';

function list(files: readonly SharePageFile[], form: PageForm): Readonly<Record<'list' | 'data', string>> {
  switch (form) {
    case 'links':
      return { list: linkItems(files), data: 'null' };
    case 'signatures':
      return { list: '', data: signatureData(files) };
    default:
      return assertNever(form);
  }
}

/**
 * The whole page as one HTML document. Pure: the same input gives the same bytes. Raises `unexpected` when a URL is not a presigned one of
 * the first one's origin, when the links do not share their query in the `signatures` form, and when the template is another version's.
 */
export function buildSharePage(template: string, page: SharePage, form: PageForm): string {
  return fillTemplate(template, {
    title: escapeHtml(visibleLine(page.title)),
    message: escapeHtml(visibleText(page.message?.trim() ?? '')),
    ends: utcMinute(page.expiresAtMs),
    door: doorSource(page.door),
    times: timesData(page),
    ...list(page.files, form),
  });
}

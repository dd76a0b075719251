// Builds the HTML of a share page from the template and the list of files; it loads nothing else.
import { assertNever } from '../../model/failure';
import { fillTemplate, usualSlots, type PageTimes } from './fill-template';
import { escapeHtml } from '../../wording/escape';
import { linkItems, signatureData, type SharePageFile, type PageForm } from './share-page-list';
import { visibleLine, visibleText } from '../../model/visible-text';

export interface SharePage extends PageTimes {
  readonly title: string;
  readonly message?: string;
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
    ...usualSlots(page),
    ...list(page.files, form),
  });
}

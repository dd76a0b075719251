// Builds the HTML of a share page from the template and the list of files; it loads nothing else.
import { assertNever, Failure } from '../../model/failure';
import { escapeHtml } from '../../wording/escape';
import { linkItems, signatureData, type SharePageFile, type PageForm } from './share-page-list';
import { visibleLine, visibleText } from '../../model/visible-text';

export interface SharePage {
  readonly title: string;
  readonly message?: string;
  /** Unix ms on the server's clock. */
  readonly createdAtMs: number;
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  readonly files: readonly SharePageFile[];
}

const mostLinks = 1_000;

/** The form for a page of so many files; `gzipKept`: the server answers with the Content-Encoding the page was stored with, or a plain page was chosen. */
export const pageForm = (fileCount: number, gzipKept: boolean): PageForm =>
  gzipKept && fileCount <= mostLinks ? 'links' : 'signatures';

/** Slots of the template, written `<!--mayfly:NAME-->`. */
type Slot = 'title' | 'message' | 'ends' | 'times' | 'list' | 'data';
const slots: readonly Slot[] = ['title', 'message', 'ends', 'times', 'list', 'data'];
const slotPattern = /<!--mayfly:(\w+)-->/g;

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

/** `2026-11-27 14:00 UTC`: without script the page does not know the reader's time zone. */
const utc = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * The whole page as one HTML document. Pure: the same input gives the same bytes. Raises `unexpected` when a URL is not a presigned one of
 * the first one's origin, when the links do not share their query in the `signatures` form, and when the template is another version's.
 */
export function buildSharePage(template: string, page: SharePage, form: PageForm): string {
  const filled: Readonly<Record<Slot, string>> = {
    title: escapeHtml(visibleLine(page.title)),
    message: escapeHtml(visibleText(page.message?.trim() ?? '')),
    ends: utc(page.expiresAtMs),
    times: JSON.stringify({ created: page.createdAtMs, expires: page.expiresAtMs }),
    ...list(page.files, form),
  };
  const found = new Set(Array.from(template.matchAll(slotPattern), ([, name = '']) => name));
  if (found.size !== slots.length || !slots.every((slot) => found.has(slot))) {
    throw new Failure('unexpected', { reason: 'the share page’s template is another version’s' });
  }
  // In one pass: text that was filled in is not searched for slots.
  return template.replaceAll(slotPattern, (_marker, name: string) => filled[name as Slot]);
}

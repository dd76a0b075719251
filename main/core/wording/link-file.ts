// A link as a file, for dragging to other programs: an HTML page that redirects to it, which every browser opens.
import { displayName } from '../model/file-name';
import { escapeHtml } from './escape';

export interface LinkFile {
  readonly fileName: string;
  /** Holds the link, a bearer secret. */
  readonly html: string;
}

/** Characters that some file system forbids in a name. */
const unsavable = /[\p{Cc}\\/:*?"<>|]/gu;

/** Leaves room for the ending within the 255 bytes that most file systems give a name. */
const mostNameBytes = 200;

function shortened(name: string): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (Buffer.byteLength(kept + segment) > mostNameBytes) break;
    kept += segment;
  }
  return kept;
}

/**
 * A page that redirects to `url` without script and shows `lines` (the name and the end) where the redirect fails. `language`: BCP 47.
 */
export function linkFile(
  name: string,
  url: string,
  { language, until }: { readonly language: string; readonly until: string },
): LinkFile {
  const shown = displayName(name);
  return {
    fileName: `${shortened(shown.replaceAll(unsavable, '_'))} - Mayfly.html`,
    html: [
      '<!doctype html>',
      `<html lang="${escapeHtml(language)}">`,
      '<meta charset="utf-8">',
      '<meta name="referrer" content="no-referrer">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`,
      `<meta http-equiv="refresh" content="0; url=${escapeHtml(url)}">`,
      `<title>${escapeHtml(shown)}</title>`,
      `<p><a rel="noreferrer" href="${escapeHtml(url)}"><bdi>${escapeHtml(shown)}</bdi></a></p>`,
      `<p>${escapeHtml(until)}</p>`,
      '',
    ].join('\n'),
  };
}

// Other programs take files that are dragged to them; a link as a file is a page of three lines that leads on to it, which every
// browser on every system opens.
import { displayName } from '../../model/file-name';

export interface LinkFile {
  readonly fileName: string;
  /** Holds the link, a bearer secret. */
  readonly html: string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (found) => entities[found] ?? '');

/** What no file system takes in a name, or reads as a folder. */
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
 * A page that leads on to `url` by itself and without script, and says what it is where it cannot. `lines` are what it says: the name and when
 * it ends. `language`: BCP 47.
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
      `<html lang="${escaped(language)}">`,
      '<meta charset="utf-8">',
      '<meta name="referrer" content="no-referrer">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`,
      `<meta http-equiv="refresh" content="0; url=${escaped(url)}">`,
      `<title>${escaped(shown)}</title>`,
      `<p><a rel="noreferrer" href="${escaped(url)}"><bdi>${escaped(shown)}</bdi></a></p>`,
      `<p>${escaped(until)}</p>`,
      '',
    ].join('\n'),
  };
}

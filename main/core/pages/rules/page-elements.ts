// The elements of a page of Mayfly's in which its share stands, by a parser of HTML: the page may be anybody's.
import { Parser } from 'htmlparser2';

export interface PageLink {
  readonly href: string;
  readonly download: string | undefined;
  readonly size: string;
  readonly sha256: string;
  /** The media type. */
  readonly type: string;
  readonly text: string;
}

export interface PageElements {
  /** The texts of its `<script id>`. */
  readonly scripts: ReadonlyMap<string, string>;
  /** The manifest of an encrypted share is locked with a password. */
  readonly needsPassword: boolean;
  /** The links in the list with the id `plain`. */
  readonly links: readonly PageLink[];
  /** The anchor of a short link's page; its times as they stand there. */
  readonly door: { readonly href: string; readonly linkEnds: string; readonly until: string } | undefined;
  /** The beginning of the text outside of scripts. */
  readonly text: string;
}

/** More links than any page has. */
const mostLinks = 100_000;
const mostText = 4_096;

type Attributes = Readonly<Record<string, string>>;

const linkOf = (attributes: Attributes, text: string): PageLink => ({
  href: attributes['href'] ?? '',
  download: attributes['download'],
  size: attributes['data-size'] ?? '',
  sha256: attributes['data-sha256'] ?? '',
  type: attributes['data-type'] ?? '',
  text,
});

/** Reads a whole document. Pure; gives empty parts for what is not there. */
export function pageElements(html: string): PageElements {
  const scripts = new Map<string, string>();
  const links: PageLink[] = [];
  let needsPassword = false;
  let door: PageElements['door'];
  let shown = '';
  let script: string | undefined;
  /** Lists within the list of files, itself counted; 0 outside. */
  let depth = 0;
  let link: Attributes | undefined;
  let collected: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes: Attributes) {
      const { id } = attributes;
      if (name === 'script') {
        script = id ?? '';
        collected = [];
        if (id === 'manifest') needsPassword = 'data-password' in attributes;
      } else if (name === 'ul' && (depth > 0 || id === 'plain')) depth += 1;
      else if (name === 'a' && depth > 0 && links.length < mostLinks) {
        link = attributes;
        collected = [];
      } else if (name === 'a' && id === 'a')
        door ??= {
          href: attributes['href'] ?? '',
          linkEnds: attributes['data-l'] ?? '',
          until: attributes['data-u'] ?? '',
        };
    },
    ontext(text) {
      if (script !== undefined || link !== undefined) collected.push(text);
      else if (shown.length < mostText) shown += text.slice(0, mostText);
    },
    onclosetag(name) {
      if (name === 'script' && script !== undefined) {
        // The first of an id is the page's own, as for a browser.
        if (script !== '' && !scripts.has(script)) scripts.set(script, collected.join(''));
        script = undefined;
      } else if (name === 'ul' && depth > 0) depth -= 1;
      else if (name === 'a' && link !== undefined) {
        links.push(linkOf(link, collected.join('')));
        link = undefined;
      }
    },
  });
  parser.end(html);
  return { scripts, needsPassword, links, door, text: shown };
}

// A short link has the present link of its share: past the end of its own links an open page exchanges them for those, and goes on.
import { fetchPage } from './live/fetch-page';
import type { Live } from './live/live-times';
import type { Stored } from './requests';

/** Objects of an open page, and when their links end (Unix ms on the server's clock). */
export interface Linked {
  readonly expiresAtMs: number;
  readonly stored: readonly Stored[];
}

/** An address at this page's origin, where its files lie. Empty text and other origins give nothing. */
function here(address: string | null | undefined): URL | undefined {
  if (!address) return undefined;
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin ? url : undefined;
  } catch {
    return undefined;
  }
}

const documentAt = async (url: URL): Promise<Document | undefined> => (await fetchPage(url)).document;

/**
 * Gives each of what `storedNow` gives its present link, and the end of those: by the short link that the page names, which its policy (`connect-src`) lets it
 * ask at another origin, or else by that of its own origin that forwarded to it, which is its referrer. Takes a link only of the same object. `undefined` where
 * there is no short link, where it may not be read from here (CORS), and where it has none of them. `read` reads what Mayfly wrote into a page.
 */
export function renewalBy(
  { door: named }: Pick<Live, 'door'>,
  storedNow: () => readonly Stored[],
  read: (document: Document) => Linked,
): () => Promise<number | undefined> {
  const door = named === '' ? here(document.referrer) : new URL(named);
  return async () => {
    try {
      const forwards = door && (await documentAt(door));
      const page = here(forwards?.querySelector('a')?.getAttribute('href'));
      const present = page && (await documentAt(page));
      if (present === undefined) return undefined;
      const { expiresAtMs, stored: links } = read(present);
      const byPath = new Map(links.map(({ href }) => [here(href)?.pathname, href]));
      let found = false;
      // A browser's menu copies and opens what stands in the page, without a word to it.
      for (const one of [...storedNow(), ...document.links]) {
        const later = byPath.get(here(one.href)?.pathname);
        if (later === undefined) continue;
        one.href = later;
        found = true;
      }
      return found ? expiresAtMs : undefined;
    } catch {
      // No answer, or no page of Mayfly's.
      return undefined;
    }
  };
}

// A list comes in pages, and the server says whether there is another: one that never ends, or goes round in a circle, must cost
// neither memory nor time.

/** S3 lists a thousand at once, we ask for 150: an honest list of 10,000 has seventy pages. */
export const mostPages = 500;
const mostItems = 100_000;
/** Of all names and ids together. */
const mostCharacters = 32 * 1_048_576;

export interface ListedPage {
  /** As they came, and as they are: decoded. */
  readonly keys: readonly string[];
  /** Of what is kept of the page. */
  readonly characters: number;
  /** Where the next one begins; absent on the last. */
  readonly next?: {
    /** The whole of it. */
    readonly marker: string;
    /** The key in it, where the server tells one: decoded. */
    readonly key?: string;
  };
}

/** In the order of S3: of the bytes of UTF-8, which is not that of JavaScript's strings. */
const isBefore = (a: string, b: string): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

/**
 * Tells of each page of one list whether it may be followed. S3 lists keys in order (API_ListObjectsV2, API_ListMultipartUploads), so each page
 * goes on where the last one ended; a server whose pages are in no order themselves (Storj lists by what it encrypted) is only held to never
 * name the same place twice. The uploads of one key have no order that all servers keep.
 */
export function watchList(): (page: ListedPage) => 'goes-on' | 'astray' {
  const markers = new Set<string>();
  let inOrder = true;
  let last: string | undefined;
  let pages = 0;
  let items = 0;
  let characters = 0;
  return ({ keys, characters: added, next }) => {
    pages += 1;
    items += keys.length;
    characters += added;
    if (items > mostItems || characters > mostCharacters || (next !== undefined && pages >= mostPages)) return 'astray';
    inOrder &&= keys.every((key, index) => !isBefore(key, keys[index - 1] ?? ''));
    const [first] = keys;
    if (inOrder && last !== undefined && first !== undefined && isBefore(first, last)) return 'astray';
    last = keys.at(-1) ?? last;
    if (next === undefined) return 'goes-on';
    if (markers.has(next.marker)) return 'astray';
    markers.add(next.marker);
    if (inOrder && last !== undefined && next.key !== undefined && isBefore(next.key, last)) return 'astray';
    last = next.key ?? last;
    return 'goes-on';
  };
}

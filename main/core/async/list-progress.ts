// Stops a paged list that never ends or repeats itself, before it costs memory or time.

/** S3 lists a thousand at once, we ask for 150: an honest list of 10,000 has seventy pages. */
export const mostPages = 500;
const mostItems = 100_000;
/** Of all names and ids together. */
const mostCharacters = 32 * 1_048_576;

export interface ListedPage {
  /** In the order of the answer, decoded. */
  readonly keys: readonly string[];
  /** Characters of the page's names and ids. */
  readonly characters: number;
  /** Where the next page begins; absent on the last. */
  readonly next?: {
    /** The whole marker. */
    readonly marker: string;
    /** The key in the marker, where the server tells one, decoded. */
    readonly key?: string;
  };
}

/** S3 orders keys by their bytes in UTF-8, JavaScript orders strings by UTF-16 code units. */
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

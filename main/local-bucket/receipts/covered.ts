// Which bytes of an object one client has got by several requests: a download that broke off and went on is a whole one in the end.

interface Span {
  readonly from: number;
  /** Behind the last byte. */
  readonly to: number;
}

interface Got {
  readonly etag: string;
  readonly spans: readonly Span[];
}

/** Clients whose downloads are under way, and pieces of one of them. What is beyond is forgotten, and counts nothing. */
const mostDownloads = 512;
const mostSpans = 512;

/** The spans with one more, in order, those that touch as one. */
export function joined(spans: readonly Span[], added: Span): readonly Span[] {
  const apart = spans.filter(({ from, to }) => to < added.from || from > added.to);
  const touching = spans.filter(({ from, to }) => to >= added.from && from <= added.to);
  const from = Math.min(added.from, ...touching.map((span) => span.from));
  const to = Math.max(added.to, ...touching.map((span) => span.to));
  return [...apart, { from, to }].toSorted((a, b) => a.from - b.from);
}

/** In memory only: it names clients. */
export class Covered {
  readonly #downloads = new Map<string, Got>();

  /** Notes `sizeBytes` bytes from `offset`; true once, when the client has all bytes of the object, after which a new download begins. */
  note(client: string, key: string, read: Span & { readonly etag: string; readonly objectBytes: number }): boolean {
    const name = `${client}\n${key}`;
    const before = this.#downloads.get(name);
    // Behind all others: the one that was read longest ago is forgotten first.
    this.#downloads.delete(name);
    const spans = joined(before?.etag === read.etag ? before.spans : [], read);
    const [first] = spans;
    if (first !== undefined && spans.length === 1 && first.from === 0 && first.to >= read.objectBytes) return true;
    if (spans.length <= mostSpans) this.#downloads.set(name, { etag: read.etag, spans });
    const oldest = this.#downloads.size > mostDownloads ? this.#downloads.keys().next().value : undefined;
    if (oldest !== undefined) this.#downloads.delete(oldest);
    return false;
  }

  /** The client has got the whole by one request. */
  forget(client: string, key: string): void {
    this.#downloads.delete(`${client}\n${key}`);
  }
}

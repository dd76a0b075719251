// Counts what others got of the bucket: pages that were opened, objects that were sent whole. It says keys and numbers, never who asked.

import type { Socket } from 'node:net';
import type { Reply } from '../operations/operation';
import type { S3Request } from '../protocol/request';
import { Covered } from './covered';
import { isLookAhead, isNavigation, isPreview } from './purpose';

/** `opened`: a browser went to a document. `saved`: all bytes of an object were sent to one client. */
export interface Served {
  readonly key: string;
  readonly what: 'opened' | 'saved';
  readonly count: number;
  /** Of the last of them, Unix ms. */
  readonly lastAtMs: number;
}

export type OnServed = (served: readonly Served[]) => void;

/** What happened within this time is told together. A killed process loses no more than that. */
const togetherMs = 1_000;
/** Told at once beyond so many keys. */
const mostTogether = 1_000;

export class ServedWatch {
  readonly #onServed: OnServed;
  readonly #now: () => number;
  /** Connections on which the other end had the server prove itself: Mayfly's own. A guest who asks for that is not counted, which harms nobody. */
  readonly #ours = new WeakSet<Socket>();
  readonly #covered = new Covered();
  #waiting = new Map<string, Served>();
  #timer: NodeJS.Timeout | undefined;

  constructor(onServed: OnServed, now: () => number) {
    this.#onServed = onServed;
    this.#now = now;
  }

  /** No request on this connection counts. */
  isOurs(socket: Socket): void {
    this.#ours.add(socket);
  }

  /** An answer has ended after `sentBytes` of its content. */
  sent(request: S3Request, reply: Reply, sentBytes: number): void {
    const { method, key, body } = request;
    const { content, status } = reply;
    if (method !== 'GET' || key === undefined || content === undefined || this.#ours.has(body.socket)) return;
    // A local socket has no address, and no guest.
    const client = body.socket.remoteAddress;
    if (client === undefined || isLookAhead(request)) return;
    const isAll = sentBytes === content.sizeBytes;
    const isDocument = /^text\/html\b/i.test(reply.headers?.['Content-Type'] ?? '');
    if (status === 200 && isAll && isDocument && isNavigation(request)) this.#note(key, 'opened');
    if (isPreview(request)) return;
    if (status === 200 && isAll) {
      this.#covered.forget(client, key);
      this.#note(key, 'saved');
      return;
    }
    const place = placeOf(reply, content.sizeBytes);
    // By its first byte a link is proven, and a page learns whether a file is there: of a file of one byte that is all.
    if (place === undefined || sentBytes <= 1) return;
    const { from, objectBytes } = place;
    const etag = reply.headers?.['ETag'] ?? '';
    const isWhole = this.#covered.note(client, key, { from, to: from + sentBytes, etag, objectBytes });
    if (isWhole) this.#note(key, 'saved');
  }

  /** Tells what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const served = [...this.#waiting.values()];
    this.#waiting = new Map();
    if (served.length > 0) this.#onServed(served);
  }

  #note(key: string, what: Served['what']): void {
    const name = `${what} ${key}`;
    const count = (this.#waiting.get(name)?.count ?? 0) + 1;
    this.#waiting.set(name, { key, what, count, lastAtMs: this.#now() });
    if (this.#waiting.size >= mostTogether) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), togetherMs);
  }
}

/** Where the bytes of an answer lie in the object, and how long that is. RFC 9110, section 14.4. */
function placeOf({ status, headers }: Reply, contentBytes: number): { from: number; objectBytes: number } | undefined {
  if (status === 200) return { from: 0, objectBytes: contentBytes };
  const [, from, objectBytes] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers?.['Content-Range'] ?? '') ?? [];
  return from === undefined ? undefined : { from: Number(from), objectBytes: Number(objectBytes) };
}

// A request to the page's own origin: without cache, cookies and referrer, and never waited for without end.

/** A connection may be dead, and nobody tells. */
const askedMs = 30_000;

/** By HTTP/1.1 browsers open so many to one server: their own downloads may hold all of them, and then an answer has to wait for one. */
let freeConnections = 6;
/** The browser was given one more download of its own. It does not say when one is over. */
export const noteDownload = (): void => void (freeConnections &&= freeConnections - 1);

/**
 * What `read` makes of an answer; `undefined` where that did not come within 30 seconds, while the browser has few downloads of its own. Raises only when
 * `signal` fires, which ends a body that is read later, too.
 */
export async function askHere<Read>(
  href: string,
  read: (response: Response) => Promise<Read> | Read,
  init: Pick<RequestInit, 'method' | 'headers' | 'body' | 'keepalive'> = {},
  signal?: AbortSignal,
): Promise<Read | undefined> {
  const leave = new AbortController();
  const stop = () => leave.abort();
  const waiting = setTimeout(() => freeConnections && stop(), askedMs);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  try {
    const response = await fetch(href, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: leave.signal,
    });
    // One was free.
    freeConnections ||= 1;
    return await read(response);
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  } finally {
    clearTimeout(waiting);
  }
}

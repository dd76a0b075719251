// The only file of the page that sends requests: to the page's own origin, without cache.
import { askHere } from '../page/ask-here';
import { createServerClock } from '../page/server-clock';
import { ageOf, etagOf, isOver, timeOf } from '../guest/answer';
import type { Got, Server } from '../guest/server';

/** A connection that moves nothing for so long is dead. */
const stalledMs = 60_000;
/** The server may take a while to store what it has. */
const silentMs = 300_000;

const aborted = () => new DOMException('paused', 'AbortError');

export function createServer(): Server {
  const clock = createServerClock();
  // The address in the bar may be another one soon: that of the short link.
  const own = location.href;
  const ask = <Read>(
    href: string,
    method: 'GET' | 'HEAD',
    read: (response: Response) => Promise<Read>,
    signal?: AbortSignal,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Read | undefined> => {
    const sentAtMs = Date.now();
    const heard = (response: Response) => {
      clock.learn(response.headers.get('date'), sentAtMs);
      return read(response);
    };
    return askHere(href, heard, { method, headers }, signal);
  };

  const get = async (href: string, known: string, signal?: AbortSignal): Promise<Got> => {
    const read = async (response: Response) => ({
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      body: await response.arrayBuffer(),
      storedAtMs: timeOf(response.headers.get('last-modified')),
    });
    // Asked for with this header, a browser gives a 304 to the page.
    const headers = known === '' ? {} : { 'if-none-match': known };
    return (await ask(href, 'GET', read, signal, headers)) ?? { status: 0, etag: '', body: new ArrayBuffer(0) };
  };

  return {
    nowMs: clock.nowMs,
    isOver: (endMs) => clock.isKnown() && isOver(clock.nowMs(), endMs),
    async head(href, signal) {
      const read = async ({ status, headers }: Response) => ({
        status,
        etag: etagOf(headers.get('etag') ?? '', ''),
        ageMs: ageOf(headers.get('date'), headers.get('last-modified')),
      });
      return (await ask(href, 'HEAD', read, signal)) ?? { status: 0, etag: '' };
    },
    get,
    async page() {
      const { status, body, storedAtMs } = await get(own, '');
      return { status, html: new TextDecoder().decode(body), storedAtMs };
    },
    // Not by fetch, which tells no progress of an upload.
    send: ({ write, body, signal, onProgress }) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(aborted());
          return;
        }
        const request = new XMLHttpRequest();
        const sentAtMs = Date.now();
        let waiting: ReturnType<typeof setTimeout> | undefined;
        const watch = (delayMs: number) => {
          clearTimeout(waiting);
          waiting = setTimeout(() => request.abort(), delayMs);
        };
        request.upload.addEventListener('progress', ({ loaded, total }) => {
          watch(loaded < total ? stalledMs : silentMs);
          // A form has more bytes than its file.
          onProgress?.(total > 0 ? Math.floor((body.size * loaded) / total) : 0);
        });
        request.addEventListener('loadend', () => {
          clearTimeout(waiting);
          signal.removeEventListener('abort', stop);
          if (signal.aborted) {
            reject(aborted());
            return;
          }
          if (request.status === 0) {
            resolve({ status: 0, etag: '', body: '' });
            return;
          }
          const date = request.getResponseHeader('date');
          clock.learn(date, sentAtMs);
          const answered = request.responseText;
          const etag = etagOf(request.getResponseHeader('etag'), answered);
          resolve({ status: request.status, etag, body: answered, dateMs: timeOf(date) });
        });
        const stop = () => request.abort();
        signal.addEventListener('abort', stop);
        request.open(write.kind === 'form' ? 'POST' : 'PUT', write.url);
        watch(stalledMs);
        if (write.kind === 'put') {
          for (const [name, value] of write.headers) request.setRequestHeader(name, value);
          request.send(body);
          return;
        }
        const form = new FormData();
        for (const [name, value] of write.fields) form.append(name, value);
        // The guest's own name of the file is in the manifest, nowhere else.
        form.append('file', body, 'data');
        request.send(form);
      }),
  };
}

// What the guest's page asks of its server, asked by this computer: the origin of the page and no other.
import { randomBytes } from 'node:crypto';
import { ageOf, etagOf, isOver, timeOf } from '../../../renderer/guest/answer';
import { createServerClock, type Server, type Sending as Write } from '../../../renderer/guest/server';
import { isRefused } from '../../../renderer/guest/refused';
import { atOrigin } from '../getting/getting';
import { asFailure, type Failure } from '../model/failure';
import { mostPageBytes, pageHtml } from '../pages/rules/page-html';
import type { WebAnswer, WebRequest } from '../ports/web';
import { formEnds, writtenHeaders } from './rules/write-form';
import type { SendingContext } from './sending-context';

export interface RequestServer extends Server {
  /** Why the last question had no answer; undefined after one that had. */
  readonly lastFailure: () => Failure | undefined;
}

/** Of an answer about an upload: a signature of each of ten thousand parts. */
const mostAnswerBytes = 4_194_304;

type Headers = WebAnswer['headers'];

/** What leads to another origin is not asked, and counts as refused. */
const elsewhere: WebAnswer = { status: 400, headers: {}, bytes: new Uint8Array(), pieces: [] };

async function* form(head: Uint8Array, body: Blob, tail: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head;
  yield* body.stream() as unknown as AsyncIterable<Uint8Array>;
  yield tail;
}

/** `pageUrl`: of the page, presigned. `renewed`: where a short link leads to now. `signal` ends all of them; only their own one makes them raise. */
export function createRequestServer(
  { web }: Pick<SendingContext, 'web'>,
  pageUrl: string,
  signal: AbortSignal,
  renewed?: () => Promise<string>,
): RequestServer {
  const clock = createServerClock();
  let page = pageUrl;
  let lastFailure: Failure | undefined;

  /** Undefined without an answer. */
  const answered = async <Answer extends { readonly headers: Headers }>(
    asked: Promise<Answer>,
    own: AbortSignal | undefined,
  ): Promise<Answer | undefined> => {
    const sentAtMs = Date.now();
    try {
      const answer = await asked;
      lastFailure = undefined;
      clock.learn(answer.headers['date'] ?? null, sentAtMs);
      return answer;
    } catch (error) {
      own?.throwIfAborted();
      lastFailure = asFailure(error);
      return undefined;
    }
  };
  const both = (own?: AbortSignal): AbortSignal => (own === undefined ? signal : AbortSignal.any([signal, own]));
  const ask = async (href: string, options: Omit<WebRequest, 'signal'>, own?: AbortSignal) => {
    const url = atOrigin(href, page);
    return url === undefined
      ? elsewhere
      : answered(web.get(url, { ...options, pastCache: true, signal: both(own) }), own);
  };

  const fetchPage = () => ask(page, { mostBytes: mostPageBytes });
  return {
    lastFailure: () => lastFailure,
    nowMs: clock.nowMs,
    isOver: (endMs) => clock.isKnown() && isOver(clock.nowMs(), endMs),
    async head(href, own) {
      const answer = await ask(href, { method: 'HEAD', mostBytes: 0 }, own);
      if (answer === undefined) return { status: 0, etag: '' };
      const { status, headers } = answer;
      return {
        status,
        etag: etagOf(headers['etag'] ?? '', ''),
        ageMs: ageOf(headers['date'], headers['last-modified']),
      };
    },
    async get(href, known, own) {
      const options = { mostBytes: mostAnswerBytes, ...(known !== '' && { ifNoneMatch: known }) };
      const answer = await ask(href, options, own);
      if (answer === undefined) return { status: 0, etag: '', body: new ArrayBuffer(0) };
      const { status, headers, bytes } = answer;
      const storedAtMs = timeOf(headers['last-modified']);
      return { status, etag: headers['etag'] ?? '', body: Uint8Array.from(bytes).buffer, storedAtMs };
    },
    async page() {
      let answer = await fetchPage();
      if (answer !== undefined && isRefused(answer.status) && renewed !== undefined) {
        const url = await renewed().catch(() => page);
        if (url !== page) {
          page = url;
          answer = await fetchPage();
        }
      }
      if (answer === undefined) return { status: 0, html: '' };
      const { status, headers, bytes } = answer;
      const html = status === 200 ? await pageHtml(bytes).catch(() => '') : '';
      return { status, html, storedAtMs: timeOf(headers['last-modified']) };
    },
    async send({ write, body, signal: own, onProgress }: Write) {
      const ends = write.kind === 'form' ? formEnds(write.fields, randomBytes(16).toString('hex')) : undefined;
      const aroundBytes = ends === undefined ? 0 : ends.head.length + ends.tail.length;
      const sizeBytes = body.size + aroundBytes;
      const url = atOrigin(write.url, page);
      const asked =
        url === undefined
          ? Promise.resolve(elsewhere)
          : web.write(url, {
              method: write.kind === 'form' ? 'POST' : 'PUT',
              headers: write.kind === 'form' ? (ends?.headers ?? {}) : writtenHeaders(write.headers),
              sizeBytes,
              pieces: () => (ends === undefined ? body.stream() : form(ends.head, body, ends.tail)),
              onSent: (sentBytes) =>
                onProgress?.(
                  sentBytes === sizeBytes ? body.size : Math.max(0, Math.min(sentBytes - aroundBytes, body.size - 1)),
                ),
              signal: both(own),
            });
      const answer = await answered(asked, own);
      if (answer === undefined) return { status: 0, etag: '', body: '' };
      const text = new TextDecoder().decode(answer.bytes);
      const etag = etagOf(answer.headers['etag'] ?? null, text);
      return { status: answer.status, etag, body: text, dateMs: timeOf(answer.headers['date']) };
    },
  };
}

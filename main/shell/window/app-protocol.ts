// Serves the window under a custom scheme, which, unlike file://, cannot read files and has an origin to check.
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import {
  answerPageRequest,
  lastScript,
  pageScheme,
  type PageAnswer,
  type PageFiles,
  type PageOffers,
} from './page-assets';

/** net::ERR_FAILED. */
const failed = -2;

/** Call before the app is ready. No `bypassCSP`, no service workers: the page needs neither. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

async function bodyOf(answer: PageAnswer): Promise<Buffer> {
  if (answer.status !== 200) return Buffer.alloc(0);
  return 'bytes' in answer ? Buffer.from(answer.bytes) : readFile(answer.path);
}

export interface ServedPage extends Required<PageOffers> {
  readonly files: Promise<PageFiles>;
  /** Resolves when the main process can answer the page's requests. The page's document does not end before. */
  readonly answering: Promise<void>;
}

/** Serves the page in `session`, and refuses all other requests of that session. */
export function servePage(session: Session, { files, answering, ...offers }: ServedPage): void {
  // Not `protocol.handle`, which loads Node's `fetch` before the first byte, a tenth of the window's start.
  session.protocol.registerBufferProtocol(pageScheme, ({ method, url }, give) => {
    void files
      .then(async (known) => {
        const answer = answerPageRequest(method, url, known, offers);
        const mimeType = answer.headers['Content-Type']?.replace(/;.*/, '');
        if (url === lastScript) await answering;
        give({
          statusCode: answer.status,
          headers: { ...answer.headers },
          ...(mimeType !== undefined && { mimeType }),
          data: await bodyOf(answer),
        });
      })
      .catch(() => give({ error: failed }));
  });
  // The page's Content-Security-Policy forbids the network already; this holds even without it.
  session.webRequest.onBeforeRequest((details, decide) => {
    const scheme = details.url.slice(0, details.url.indexOf(':'));
    decide({ cancel: ![pageScheme, 'devtools', 'data', 'blob'].includes(scheme) });
  });
}

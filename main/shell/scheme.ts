// Why this exists: the window's own origin. A scheme of our own, unlike file://, cannot read files and has an origin to check.
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { answerPageRequest, pageScheme, type PageAnswer, type PageFiles } from './page-files';
import type { Pictures } from './pictures';

/** Call before the app is ready. No `bypassCSP`, no service workers: the page needs neither. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

async function bodyOf(answer: PageAnswer): Promise<Buffer | null> {
  if (answer.status !== 200) return null;
  return 'bytes' in answer ? Buffer.from(answer.bytes) : readFile(answer.path);
}

/** Serves the page in `session`, and refuses every request of that session that is for anything else. */
export function servePage(session: Session, files: PageFiles, takePicture: Pictures['take']): void {
  session.protocol.handle(pageScheme, async ({ method, url }) => {
    const answer = answerPageRequest(method, url, files, takePicture);
    return new Response(await bodyOf(answer), { status: answer.status, headers: answer.headers });
  });
  // The policy of the page forbids the network already; this holds even for a page that has lost its policy.
  session.webRequest.onBeforeRequest((details, decide) => {
    const scheme = details.url.slice(0, details.url.indexOf(':'));
    decide({ cancel: ![pageScheme, 'devtools', 'data', 'blob'].includes(scheme) });
  });
}

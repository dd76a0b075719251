// What a person meets in a browser where a client of S3 gets XML: one small page in words, without script. It names no object.

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { kindPage as english } from '../../../resources/words/en/pages/kind-page';
import { kindPage as korean } from '../../../resources/words/ko/pages/kind-page';
import { languageOf } from '../../../resources/words/languages';
import type { S3Error } from '../protocol/errors';

export interface PersonPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

const texts = { en: english, ko: korean };

/** In the colours of the other pages (renderer/app/tokens.css). */
const style = [
  ':root{color-scheme:light dark;--bg:#faf8f5;--card:#fff;--line:#e7e0d7;--text:#292420;--soft:#635a51;--sun:#f8d9a8;--sea:#0d6760}',
  '@media(prefers-color-scheme:dark){:root{--bg:#191715;--card:#221f1c;--line:#38332e;--text:#f3eee8;--soft:#bbb1a6;--sun:#7a4a14;--sea:#67d1c3}}',
  'body{box-sizing:border-box;min-height:100vh;margin:0;padding:1.5rem 1rem 20vh;display:grid;place-items:center;background:var(--bg);color:var(--text)}',
  "body{font:400 .9375rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR','Noto Sans CJK KR',sans-serif}",
  ':lang(ko){word-break:keep-all;overflow-wrap:anywhere}',
  'main{box-sizing:border-box;width:100%;max-width:28rem;padding:2rem;text-align:center;background:var(--card);border:1px solid var(--line);border-radius:1rem}',
  'svg{width:7rem;margin-bottom:.75rem}',
  '.sun{fill:var(--sun)}.sea{fill:none;stroke:var(--sea);stroke-width:2;stroke-linecap:round;opacity:.55}',
  'h1{margin:0 0 .5rem;font-size:1.375rem;line-height:1.3;text-wrap:balance}p{margin:0;color:var(--soft);text-wrap:balance}',
].join('');

/** The sun that sets on the pages whose end has come. */
const picture =
  '<svg viewBox="30 66 156 80" aria-hidden="true"><path class="sun" d="M76 104a34 34 0 0 1 60 0Z"/>' +
  '<path class="sea" d="M52 112h40M104 112h64M38 122h28M84 122h52M150 122h30M64 132h34M116 132h44M88 142h44"/></svg>';

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
};

/** A browser that goes to an address: no program, and no script of a page. All browsers call themselves Mozilla; Java too accepts HTML. */
function isForPerson({ headers: asked }: IncomingMessage): boolean {
  const { accept = '', authorization, 'user-agent': agent = '' } = asked;
  const mode = asked['sec-fetch-mode'] ?? 'navigate';
  return (
    authorization === undefined && agent.startsWith('Mozilla/') && accept.includes('text/html') && mode === 'navigate'
  );
}

function page(message: IncomingMessage, told: keyof typeof english): PersonPage {
  // As the other pages choose it: by the first language of the browser.
  const language = languageOf([message.headers['accept-language'] ?? '']);
  const { title, text } = texts[language][told];
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>` +
    `<body><main>${picture}<h1>${title}</h1><p>${text}</p></main></body></html>`;
  return { html, headers };
}

const tellingStatus: ReadonlySet<number> = new Set([400, 403, 404, 410]);

function told(method: string | undefined, { status, fields }: S3Error): keyof typeof english | undefined {
  if (method === 'POST') return 'unsent';
  if (method !== 'GET' || !tellingStatus.has(status)) return undefined;
  if (status === 404 || status === 410) return 'gone';
  // Only the refusal of a link whose time is over tells when that was.
  return fields['Expires'] === undefined ? 'refused' : 'ended';
}

/** The page for a person whose request is refused; undefined for a program, and where a page would say no more than the answer. */
export function refusalPage(message: IncomingMessage, error: S3Error): PersonPage | undefined {
  const what = isForPerson(message) ? told(message.method, error) : undefined;
  return what === undefined ? undefined : page(message, what);
}

/** The page for a person whose form was stored; undefined for a program. */
export const receivedPage = (message: IncomingMessage): PersonPage | undefined =>
  isForPerson(message) ? page(message, 'received') : undefined;

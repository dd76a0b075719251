// The HTML of a door: one small file that forwards to one link, and carries the fragment of its own address along.
import { createHash } from 'node:crypto';
import { catalogues } from '../../../resources/words/messages';
import type { DoorTarget } from './rules/door-times';

export interface DoorLink extends DoorTarget {
  /** Presigned, without a fragment: whoever reads the door has this link, as whoever follows it has. */
  readonly url: string;
  /** Unix ms on the server's clock. */
  readonly signedAtMs: number;
  /** Asked when the door is written: a link that opens the same, without what makes `url` long; absent, or `undefined`: none is known. */
  readonly shorter?: () => Promise<string | undefined>;
}

/**
 * The reader's clock decides only where it says that the link lives; otherwise the server's `Date` does. The same for every door, so that its
 * hash is the same too.
 */
const scriptWith = (texts: string, open: string): string =>
  // Whoever is forwarded sees nothing of this page, by night neither.
  'L=location,{dataset:{l,u},parentNode:b}=c=a,b.parentNode.style="color-scheme:light dark",' +
  `k=/^ko/.test(navigator.language),n=+new Date,f=_=>fetch(""),w=i=>b.textContent=${texts}[k*2+i],` +
  's=n=>n<l?L.replace(a.href+L.hash):(b.lang=k?"ko":"en",w(n>=u),' +
  // A refusal would be the storage's XML: nothing opens here again.
  'setInterval(_=>f().then(r=>r.ok?L.reload():r.status<500&&w(1),_=>0),6e4));' +
  // What is forwarded to a download stays here.
  `setTimeout(_=>c.text="${open}",400),` +
  'n<l?s(n):f().then(r=>s(+new Date(r.headers.get("date"))||n),_=>s(n))';

/** What all doors have in common, in the shortest words of HTML. Built when the first is written: the texts of every language are read for it. */
let made: { readonly before: string; readonly script: string } | undefined;

function template() {
  if (made !== undefined) return made;
  const both = [catalogues.en, catalogues.ko].flatMap(({ doorPage: { waits, ended } }) => [waits, ended]);
  const script = scriptWith(JSON.stringify(both), catalogues.en.doorPage.open);
  const hash = createHash('sha256').update(script).digest('base64');
  const before =
    '<meta charset=utf8><meta name=robots content=none><meta name=referrer content=same-origin>' +
    `<meta http-equiv=Content-Security-Policy content="default-src 'none';connect-src 'self';script-src 'sha256-${hash}'">` +
    '<title>Mayfly</title>';
  made = { before, script: `<script>${script}</script>` };
  return made;
}

/** No character reference begins as the parameters of a presigned link do, so that their `&` needs none (HTML, "Named character reference state"). */
const escaped = (text: string): string =>
  text
    .replaceAll(/&(?!X-Amz-|response-)/g, '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;');

const anchor = ({ url, linkEndsAtMs, untilMs }: DoorLink): string =>
  `<a id=a data-l=${linkEndsAtMs} data-u=${untilMs} href="${escaped(url)}">`;

/** At most 1.5 KiB for a link of 580 characters. */
export function doorPage(link: DoorLink): string {
  const { before, script } = template();
  const { open, withoutScript } = catalogues.en.doorPage;
  return `${before}${anchor(link)}<noscript>${open} ${withoutScript}</noscript></a>${script}`;
}

export interface SeenDoor {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
  readonly contentDisposition?: string;
}

/** Whether a browser shows this answer as the page of this link. What stands in front of the bucket may have added to it. */
export const showsDoor = (
  { status, body, contentType = '', contentDisposition = '' }: SeenDoor,
  link: DoorLink,
): boolean =>
  status === 200 &&
  /^text\/html\b/i.test(contentType) &&
  !/^attachment\b/i.test(contentDisposition) &&
  body.includes(anchor(link)) &&
  body.includes(template().script);

// Builds the HTML of a guest's page: what is asked for, and a signature for every file that may still come. It loads nothing else.
import { Failure } from '../../model/failure';
import type { FileRequestState, RequestLimits, RequestWay } from '../../model/requests/file-request';
import { fillTemplate, utcMinute } from '../../pages/rules/fill-template';
import { shareQuery } from '../../pages/rules/page-link-encoding';
import { heartbeatKey, slotKey, type SlotPart } from '../../model/keys/object-key';
import { visibleLine, visibleText } from '../../model/visible-text';
import { escapeHtml, scriptJson } from '../../wording/escape';
import { mostInOne } from './stored-size';
import { touchColour, touchIcon } from './touch-icon';

interface SignedForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One write of a slot, of either way, as the GuestLinks port gives it. */
export type SlotWrite = SignedForm | SignedRequest;

export interface SlotLinks {
  readonly slot: number;
  /** Of the file request: the keys of a slot begin with it. */
  readonly folder: string;
  /** A presigned HEAD of the manifest: it tells whether another guest has taken the slot, and nothing else. */
  readonly isTaken: SignedRequest;
  readonly about: SlotWrite;
  readonly data: SlotWrite;
}

/** For guests who ask for links to parts. */
export interface AskLinks {
  /** Of the file request. */
  readonly folder: string;
  /** A presigned HEAD of the heartbeat. */
  readonly on: SignedRequest;
  /** A presigned GET of the answer of each slot. */
  readonly answers: readonly { readonly slot: number; readonly url: string }[];
}

/** Up to here a file is sent to its slot, in one request; above it the page asks for links to parts, so that it can go on after a lost network. */
export const directBytes = 64 * 1_048_576;

export interface RequestPage {
  readonly title: string;
  readonly message?: string;
  /** Who asks: stands on the page alone, never in its title. */
  readonly asker?: string;
  readonly state: FileRequestState;
  readonly way: RequestWay;
  readonly limits: RequestLimits;
  readonly isOnce: boolean;
  /** Absent where files are stored as guests have them. */
  readonly recipient?: string;
  /** Unix ms on the server's clock, all three. */
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly leaseEndsAtMs: number;
  /** None unless `open`. */
  readonly slots: readonly SlotLinks[];
  /** For a page that stays on the home screen of its owner's phone, which sends what was chosen without another press; `address`: its short link, absolute or from the root of its origin. */
  readonly home?: { readonly address?: string };
  /** Absent where nobody may ask, or has asked. */
  readonly ask?: AskLinks;
}

const isForm = (write: SlotWrite): write is SignedForm => 'fields' in write;
const short = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
/** Stands for a slot's number in a policy, where no JSON text can hold it. */
const slotMark = '\\SLOT/';

// Never what a form holds: a failure's text may be logged.
const uneven = () => new Failure('unexpected', { reason: 'links of one page that do not share their query' });

/** What forms signed alike have in common, once, and each signature. The policy of a slot is `policy` with its four digits in place of the mark. */
function formTable(forms: readonly SignedForm[], slots: readonly number[], part: SlotPart) {
  const parts = forms.map(({ url, fields }, index) => {
    const { key = '', policy = '', 'x-amz-signature': signature = '', ...shared } = fields;
    const own = slotKey('', slots[index] ?? 0, part);
    const pieces = Buffer.from(policy, 'base64').toString('utf8').split(`${own}"`);
    if (!key.endsWith(`/${own}`) || pieces.length !== 2) throw uneven();
    const template = pieces.join(`${slotMark}${part}"`);
    const action = new URL(url).pathname;
    return { shared: JSON.stringify({ action, fields: shared, policy: template }), signature };
  });
  if (parts.some(({ shared }) => shared !== parts[0]?.shared)) throw uneven();
  return {
    ...(JSON.parse(parts[0]?.shared ?? '{}') as Readonly<Record<string, unknown>>),
    signatures: parts.map(({ signature }) => short(signature)),
  };
}

/** `bytes`: the length that was signed, which browsers alone may say; absent where any is taken. */
function putTable(writes: readonly SignedRequest[]) {
  const { query, links } = shareQuery(writes.map(({ url }) => url));
  const shared = writes.map((write) => JSON.stringify(write.headers));
  if (shared.some((one) => one !== shared[0])) throw uneven();
  const { 'content-length': length, ...headers } = writes[0]?.headers ?? {};
  const bytes = length === undefined ? {} : { bytes: Number(length) };
  return { query, headers, ...bytes, signatures: links.map(({ signature }) => signature) };
}

function writeTable(writes: readonly SlotWrite[], slots: readonly number[], part: SlotPart) {
  const forms = writes.filter(isForm);
  if (forms.length === writes.length) return formTable(forms, slots, part);
  if (forms.length > 0) throw uneven();
  return putTable(writes as readonly SignedRequest[]);
}

function tables(links: readonly SlotLinks[]) {
  const [first] = links;
  if (first === undefined) return {};
  const slots = links.map(({ slot }) => slot);
  const taken = shareQuery(links.map(({ isTaken }) => isTaken.url));
  const path = new URL(first.isTaken.url).pathname;
  const own = slotKey('', first.slot, 'about');
  if (!path.endsWith(`/${own}`)) throw uneven();
  return {
    /** As it was signed; the path of a slot follows it: `0001/about`. */
    path: path.slice(0, -own.length),
    folder: first.folder,
    slots,
    taken: { query: taken.query, signatures: taken.links.map(({ signature }) => signature) },
    about: writeTable(
      links.map(({ about }) => about),
      slots,
      'about',
    ),
    data: writeTable(
      links.map(({ data }) => data),
      slots,
      'data',
    ),
  };
}

/** Where the heartbeat and the answers lie, for pages without slots as well. */
const askPlace = ({ on, folder }: AskLinks) => ({
  path: new URL(on.url).pathname.slice(0, -heartbeatKey('').length),
  folder,
});

function askTable({ on, answers }: AskLinks) {
  const { query, links } = shareQuery(answers.map(({ url }) => url));
  const heartbeat = shareQuery([on.url]);
  return {
    on: { query: heartbeat.query, signature: heartbeat.links[0]?.signature },
    answers: {
      query,
      slots: answers.map(({ slot }) => slot),
      signatures: links.map(({ signature }) => signature),
    },
    directBytes,
  };
}

/**
 * For guests without script: one form that sends one file to the last slot, by the button that the template has for it. It states no name, so the page
 * with script leaves that slot to the last.
 */
function plainForm(links: readonly SlotLinks[]): string {
  const data = links.at(-1)?.data;
  if (data === undefined || !isForm(data)) return '';
  const hidden = Object.entries(data.fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const action = escapeHtml(new URL(data.url).pathname);
  return `<form id="plain-form" method="post" enctype="multipart/form-data" action="${action}">${hidden.join('')}<input type="file" name="file" required aria-labelledby="plain-words"></form>`;
}

/** What phones read when the page is put on the home screen: no manifest is needed, which would be a second object. */
function homeScreen(title: string): string {
  const icon = `data:image/png;base64,${Buffer.from(touchIcon()).toString('base64')}`;
  const name = escapeHtml(visibleLine(title));
  return (
    `<meta name="apple-mobile-web-app-title" content="${name}"><meta name="application-name" content="${name}">` +
    `<meta name="theme-color" content="${touchColour}"><link rel="apple-touch-icon" href="${icon}"><link rel="icon" sizes="180x180" href="${icon}">`
  );
}

/**
 * The whole page as one HTML document. Pure. Raises `unexpected` when the slots are not signed alike, and when the template is another
 * version's.
 */
export function buildRequestPage(template: string, page: RequestPage): string {
  const { way, state, limits, isOnce, recipient, slots, ask } = page;
  return fillTemplate(template, {
    title: escapeHtml(visibleLine(page.title)),
    asker: escapeHtml(visibleLine(page.asker?.trim() ?? '')),
    message: escapeHtml(visibleText(page.message?.trim() ?? '')),
    ends: utcMinute(page.expiresAtMs),
    home: page.home === undefined ? '' : homeScreen(page.title),
    // Without script nothing is encrypted.
    form: recipient === undefined ? plainForm(slots) : '',
    times: JSON.stringify({ created: page.createdAtMs, expires: page.expiresAtMs, leaseEnds: page.leaseEndsAtMs }),
    data: scriptJson({
      way,
      state,
      limits: { files: limits.files, bytes: limits.bytes, types: limits.types },
      mostInOne: mostInOne({ ...page, bytes: limits.bytes }),
      // Left out where there is none.
      recipient,
      once: isOnce,
      ...(page.home !== undefined && { atOnce: true, ...page.home }),
      ...tables(slots),
      ...(ask !== undefined && { ...askPlace(ask), ask: askTable(ask) }),
    }),
  });
}

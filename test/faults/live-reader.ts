// A reader of a page that is given before its files: what the page and its status offer, compared byte for byte with what its sender has.
import { Decrypter } from 'age-encryption';
import { awaySince, parseStatus, type LiveTimes, type PageStatus } from '../../main/core/pages/rules/live-page';
import type { PageMark } from '../../main/core/pages/rules/page-mark';
import { secretOf } from '../cli/age-recipient';
import { readerHeader } from './kill-front';

export type Contents = Readonly<Record<string, Uint8Array>>;

export interface SeenPage {
  readonly revision: number;
  /** `undefined` where the page says that all is there. */
  readonly status: PageStatus | undefined;
  /** Since when its sender is away, as the page says it; Unix ms. */
  readonly awaySinceMs: number | undefined;
  readonly names: readonly string[];
  /** What the page says of its files, their keys and their order. */
  readonly print: string;
  /** What the page has to write its mark, and where its status is. */
  readonly times: PageTimes;
  /** Names of files that the page offers. */
  readonly offered: readonly string[];
  /** The page is not there any more. */
  readonly isGone: boolean;
  /** What a reader must not see. */
  readonly wrong: readonly string[];
}

/** Of a page that nobody can read. */
export const nothingSeen: SeenPage = {
  revision: 0,
  status: undefined,
  awaySinceMs: undefined,
  names: [],
  offered: [],
  print: '',
  times: {},
  isGone: false,
  wrong: [],
};

const gone = 'the page answers 404';
/** Whether it is what a reader meets while page and files are being deleted. */
export const saysGone = (wrong: string): boolean => /\b404\b/.test(wrong);

const ask = (url: string) => fetch(url, { headers: { [readerHeader]: '1' } });

interface Entry {
  readonly name: string;
  readonly href: string;
}

interface PageTimes extends LiveTimes {
  readonly mark?: PageMark;
}

interface Page {
  readonly times: PageTimes;
  readonly entries: readonly Entry[];
  /** Of an encrypted share. */
  readonly identity?: string;
  readonly print: string;
}

/** The tables of the page as its own script reads them. */
async function pageFrom(html: string, url: string): Promise<Page> {
  const json = (id: string) => JSON.parse(new RegExp(`id="?${id}"?>\\s*([^<]*)</script>`).exec(html)?.[1] || 'null');
  const times = json('times');
  const table = json('data');
  const absolute = (href: string) => new URL(href, url).href;
  const rows: readonly (readonly string[])[] = table?.files ?? [];
  const signed = (rest = '', signature = '') =>
    absolute(
      `${table.folder}${rest}?${table.query}&X-Amz-Signature=${Buffer.from(signature, 'base64url').toString('hex')}`,
    );
  const secret = secretOf(url);
  if (secret !== '') {
    const [, sealed = ''] = /id="?manifest"?[^>]*>([^<]*)</.exec(html) ?? [];
    const decrypter = new Decrypter();
    decrypter.addPassphrase(secret);
    const { identity, files } = JSON.parse(await decrypter.decrypt(Buffer.from(sealed, 'base64'), 'text'));
    const hrefs = rows.map(([, rest, signature]) => signed(rest, signature));
    const entries = hrefs.map((href, index) => ({ name: files[index][0], href }));
    return { times, identity, entries, print: JSON.stringify([entries, files]) };
  }
  const listed = Array.from(
    html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g),
    ([, href = '', name = '']) => ({
      name,
      href: absolute(href.replaceAll('&amp;', '&')),
    }),
  );
  const told = rows.map(([name = '', , , rest, signature]) => ({ name, href: signed(rest, signature) }));
  const entries = [...listed, ...told];
  return { times, entries, print: JSON.stringify([entries, rows]) };
}

/** `known`: offers that were compared before, by name and link. */
export async function readLive(url: string, contents: Contents, known = new Set<string>()): Promise<SeenPage> {
  const answer = await ask(url);
  if (answer.status === 404) return { ...nothingSeen, isGone: true, wrong: [gone] };
  if (!answer.ok) return { ...nothingSeen, wrong: [`the page answers ${answer.status}`] };
  const { times, entries, identity, print } = await pageFrom(await answer.text(), url);
  const wrong: string[] = [];
  let status: PageStatus | undefined;
  let awaySinceMs: number | undefined;
  if (times.status !== undefined) {
    const told = await ask(new URL(times.status, url).href);
    status = told.ok ? parseStatus(await told.text()) : undefined;
    if (status === undefined) wrong.push(`its status answers ${told.status}`);
    const [date = '', modified = ''] = ['date', 'last-modified'].map((name) => told.headers.get(name) ?? '');
    awaySinceMs = awaySince(Date.parse(date), Date.parse(modified));
    if (told.headers.get('cache-control') !== 'no-store') wrong.push('its status may be kept');
  }
  const isOffered = (index: number) => times.status === undefined || status?.stored.has(index) === true;
  for (const [index, { name, href }] of entries.entries()) {
    if (known.has(`${name} ${href}`)) continue;
    const got = await ask(href);
    const stored = new Uint8Array(await got.arrayBuffer());
    // Without credentials some servers say 403 of what is not there.
    if ([403, 404].includes(got.status) && !isOffered(index)) continue;
    const same = got.ok && (await isSame(stored, identity, contents[name]));
    if (same) known.add(`${name} ${href}`);
    // What is not offered may be there under another key of its own.
    else if (isOffered(index) || !got.ok || identity === undefined)
      wrong.push(`${name} is not whole: ${got.status}, ${stored.length} bytes`);
  }
  if (times.forward !== undefined) {
    const got = await ask(new URL(times.forward, url).href);
    const [name = ''] = entries.map((entry) => entry.name);
    if (!got.ok || !(await isSame(new Uint8Array(await got.arrayBuffer()), undefined, contents[name])))
      wrong.push(`it leads to ${got.status}`);
  }
  const offered = entries.flatMap(({ name }, index) => (isOffered(index) ? [name] : []));
  const seen = { revision: times.revision ?? 0, status, awaySinceMs, names: entries.map(({ name }) => name) };
  return { ...seen, times, print, offered, isGone: false, wrong };
}

async function isSame(
  stored: Uint8Array,
  identity: string | undefined,
  content: Uint8Array = Buffer.alloc(0),
): Promise<boolean> {
  if (identity === undefined) return Buffer.compare(stored, content) === 0;
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(stored).then(
    (plain) => Buffer.compare(plain, content) === 0,
    () => false,
  );
}

/** `reorders`: the server stores one status after a later one, as readers know from its number. Reads the page again and again until it is told to end; then gives what no reader may see, time going back among it. */
export function watchLive(url: string, contents: Contents, reorders = false): { end(): Promise<readonly string[]> } {
  const wrong = new Set<string>();
  const known = new Set<string>();
  const ending = new AbortController();
  const look = async () => {
    let sequence = 0;
    let revision = 0;
    let print = '';
    while (!ending.signal.aborted) {
      // A request that the sender's death cut off is no answer.
      const seen = await readLive(url, contents, known).catch(() => undefined);
      for (const one of seen?.wrong ?? []) wrong.add(one);
      if (seen !== undefined && seen.print !== '') {
        if (seen.revision < revision) wrong.add(`revision ${seen.revision} after ${revision}`);
        if (seen.revision === revision && print !== '' && seen.print !== print)
          wrong.add(`two of revision ${revision}`);
        const told = seen.status?.sequence ?? sequence;
        if (told < sequence && !reorders) wrong.add(`status ${told} after ${sequence}`);
        ({ revision, print } = seen);
        sequence = Math.max(sequence, told);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  };
  const looking = look();
  return {
    async end() {
      ending.abort();
      await looking;
      return [...wrong];
    },
  };
}

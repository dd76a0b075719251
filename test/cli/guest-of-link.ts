// A guest who has nothing but the link of `mayfly request`, and what it tries beyond its slots.
import { expect } from 'vitest';
import { mostManifestBytes } from '../../main/core/model/requests/file-request';
import type { PageMark } from '../../main/core/pages/rules/page-mark';
import { aboutOf, readPage, takenOf, writeOf, type GuestWrite, type PageData } from '../core/requests/guest';
import { isAccepted, put, storedStatus } from './put-slot';

/** What `mayfly request --json` prints. */
export interface Made {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly way: 'forms' | 'put';
  readonly keptByStorage: readonly string[];
}

export async function pageOf({ url }: Pick<Made, 'url'>): Promise<PageData> {
  const answer = await fetch(url);
  return readPage(Buffer.from(await answer.arrayBuffer()));
}

export const originOf = ({ url }: Pick<Made, 'url'>): string => new URL(url).origin;

/** One file as the page sends it: its manifest, then its bytes. */
export async function send(
  made: Made,
  page: PageData,
  index: number,
  name: string,
  file: Uint8Array,
  { batch = 'b', count = 1 } = {},
): Promise<void> {
  const about = aboutOf(name, batch, count, { sender: 'Kim', note: 'hello' });
  for (const [part, body] of [
    ['about', about],
    ['data', file],
  ] as const) {
    const write = writeOf(page, originOf(made), index, part);
    expect(await put(write, body)).toBe(storedStatus(write));
  }
}

type Tries = readonly (readonly [what: string, answer: Promise<number>])[];

/** Writes that the storage refuses, by what was tried. `page` has two slots of five bytes, both free. */
export function forbiddenWrites(made: Made, page: PageData): Tries {
  const origin = originOf(made);
  const [data, other] = [writeOf(page, origin, 0, 'data'), writeOf(page, origin, 1, 'data')];
  const file = Buffer.from('x');
  const { folder } = page;
  const [, bucket = '', ...pagePath] = new URL(made.url).pathname.split('/');
  const pageKey = decodeURIComponent(pagePath.join('/'));
  const copy = { 'x-amz-copy-source': `/${bucket}/${pageKey}` };
  const keys = [`${folder}0003/data`, `${folder}0001/about`, `${folder}../x`, `${folder}0001/data/x`, pageKey];
  if (data.kind === 'form') {
    if (other.kind !== 'form') throw new Error('files have one way');
    const about = writeOf(page, origin, 0, 'about');
    const said = (what: string, fields: Readonly<Record<string, string>>) =>
      [what, put(data, file, { said: fields })] as const;
    const later = Buffer.from(data.fields['policy'] ?? '', 'base64')
      .toString()
      .replace(/"expiration":"\d{4}/, '"expiration":"2999');
    return [
      ['one byte too many', put(data, Buffer.from('123456'))],
      ['one file too many', put(writeOf(page, origin, 2, 'data'), file)],
      ...keys.map((key) => said(`the key ${key}`, { key })),
      said('the key of the other slot', { key: other.fields['key'] ?? '' }),
      said('the signature of the other slot', { 'x-amz-signature': other.fields['x-amz-signature'] ?? '' }),
      said('a later end', { policy: Buffer.from(later).toString('base64') }),
      said('another type', { 'Content-Type': 'text/html' }),
      said('an acl', { acl: 'public-read' }),
      said('x-amz-acl', { 'x-amz-acl': 'public-read' }),
      said('x-amz-copy-source', copy),
      said('x-amz-meta', { 'x-amz-meta-more': 'x' }),
      said('tags', { tagging: '<Tagging><TagSet/></Tagging>' }),
      said('a redirect', { success_action_redirect: 'https://example.com/' }),
      ['a larger manifest', put(about, Buffer.alloc(mostManifestBytes + 1, ' '))],
      ...(about.kind === 'put'
        ? [
            ['a manifest without the condition', unconditional(about, Buffer.alloc(mostManifestBytes, ' '))] as const,
            ['a copy', put(about, Buffer.alloc(mostManifestBytes, ' '), { said: copy })] as const,
          ]
        : []),
    ];
  }
  const said = (what: string, headers: Readonly<Record<string, string>>) =>
    [what, put(data, file, { said: headers })] as const;
  const at = (what: string, url: (url: string) => string) => [what, put(data, file, { url })] as const;
  const slot = `${page.path}0001/data`;
  const base = slot.slice(0, slot.indexOf(encodeURI(folder)));
  return [
    at('one file too many', (url) => url.replace('0001/data', '0003/data')),
    ...keys.map((key) => at(`the key ${key}`, (url) => url.replace(slot, `${base}${encodeURI(key)}`))),
    at('the key of the other slot', (url) => url.replace('0001/data', '0002/data')),
    at('a later end', (url) => url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=604800')),
    ...['acl', 'tagging', 'retention', 'uploadId=x&partNumber=1', 'x-amz-acl=public-read'].map((more) =>
      at(`?${more}`, (url) => `${url}&${more}`),
    ),
    said('another type', { 'content-type': 'text/html' }),
    said('x-amz-acl', { 'x-amz-acl': 'public-read' }),
    said('x-amz-copy-source', copy),
    said('x-amz-meta', { 'x-amz-meta-more': 'x' }),
    said('tags', { 'x-amz-tagging': 'a=b' }),
    ...(made.keptByStorage.includes('overwrite')
      ? [['without the condition', unconditional(data, file)] as const]
      : []),
  ];
}

async function unconditional(write: GuestWrite, file: Uint8Array): Promise<number> {
  if (write.kind === 'form') throw new Error('a form has no condition');
  const headers = Object.fromEntries(
    Object.entries(write.headers).filter(([name]) => name.toLowerCase() !== 'if-none-match'),
  );
  return put({ ...write, headers }, file);
}

/** Reads, listings and removals that the storage refuses. `index`: of a slot that another guest has filled. */
export function forbiddenReads(made: Made, page: PageData, index: number): Tries {
  const origin = originOf(made);
  const head = takenOf(page, origin, index);
  const about = head.slice(0, head.indexOf('?'));
  const data = about.replace(/about$/, 'data');
  const [, name = ''] = new URL(head).pathname.split('/');
  const bucket = `${origin}/${name}`;
  const [seeing, opening] = [new URL(head).search, new URL(made.url).search];
  const write = writeOf(page, origin, index, 'data');
  const tried = (what: string, url: string, init: RequestInit = {}) =>
    [what, fetch(url, init).then(({ status }) => status)] as const;
  return [
    tried('a listing', `${bucket}?list-type=2`),
    tried('a listing, as a HEAD is signed', `${bucket}${seeing}&list-type=2`),
    tried('a listing, as the page is signed', `${bucket}${opening}&list-type=2`),
    tried('a listing of versions', `${bucket}?versions`),
    tried('a listing of uploads', `${bucket}${opening}&uploads`),
    tried('a read of the file', data),
    tried('a read of the file, as its HEAD is signed', `${data}${seeing}`),
    tried('a read of the file, as the page is signed', `${data}${opening}`),
    tried('a HEAD of the file', `${data}${seeing}`, { method: 'HEAD' }),
    tried('a read of the manifest', head),
    tried('a read of the manifest, as the page is signed', `${about}${opening}`),
    tried('a read of the ACL', `${made.url}&acl`),
    tried('a write by the HEAD', head, { method: 'PUT', body: 'x' }),
    tried('a copy by the HEAD', head, {
      method: 'PUT',
      headers: { 'x-amz-copy-source': new URL(data).pathname },
    }),
    tried('a removal', head, { method: 'DELETE' }),
    tried('a removal of the page', made.url, { method: 'DELETE' }),
    tried('a write of the page', made.url, { method: 'PUT', body: 'x' }),
    ...(write.kind === 'put'
      ? [tried('a read by the link to write', write.url), tried('a removal by it', write.url, { method: 'DELETE' })]
      : []),
  ];
}

/** Those that were accepted, which should be none. */
export async function accepted(tries: Tries): Promise<readonly string[]> {
  const statuses = await Promise.all(tries.map(async ([what, answer]) => [what, await answer] as const));
  return statuses.filter(([, status]) => isAccepted(status)).map(([what, status]) => `${what}: ${status}`);
}

/** Writes the mark as the page at `url` does. */
export async function sendMark(
  url: string,
  { url: to, fields, headers = {} }: PageMark,
  body: string,
): Promise<Response> {
  const address = new URL(to, url);
  const once = (): Promise<Response> => {
    if (fields === undefined) return fetch(address, { method: 'PUT', body, headers });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([body]));
    return fetch(address, { method: 'POST', body: form });
  };
  // A server may close an idle connection in the moment it is used again, as a browser knows.
  return once().catch(once);
}

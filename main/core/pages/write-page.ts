// Writes the HTML page of stored files: one object, with presigned links that end when the page's own link ends.
import { storedBytes } from '../encryption/rules/share-manifest';
import type { SealedManifest } from '../encryption/encryption';
import { mapInSlices } from '../async/map-in-slices';
import { compressPage } from './compress-page';
import { keepsGzip } from '../model/capabilities';
import { signedPlaceOf } from '../model/connection';
import { Failure } from '../model/failure';
import { judged, prove, sign, type GivenNow, type Until } from '../given/given';
import { pageKey } from '../storage/rules/object-key';
import { pageAnswer, itemAnswer } from '../model/links/page-answer';
import { firstPagePosition, type Share, type ShareItem } from '../model/share';
import { buildEncryptedPage } from './rules/encrypted-page';
import { filesPrint } from './rules/files-print';
import { lastKey, laterPageKey, pageItem, pageNumber } from './rules/later-page';
import { askedDoor } from './rules/page-door';
import { buildSharePage, pageForm } from './rules/share-page';
import type { OpenConnection } from '../storage/storage';
import { putOver } from './put-over';
import type { ObjectHeaders } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { signMark } from './sign-mark';
import type { PageForm, SharePageFile } from './rules/share-page-list';

export interface WrittenPage {
  readonly key: string;
  /** A bearer secret. */
  readonly url: string;
  /** Unix ms on the server's clock: the end of the page's link and of every link in it. */
  readonly expiresAtMs: number;
  /** An anonymous request opened it; false only with `mayBeUnproven`. */
  readonly verified: boolean;
  /** Saved before the object was stored, so that revoking finds the object after any crash. */
  readonly item: ShareItem;
}

/** `key`: of the page or the file that people have the link of; absent: there is none. */
type Written = Pick<Share, 'id' | 'name' | 'message' | 'createdAtMs' | 'plainPage'> &
  Partial<Pick<Share, 'origin' | 'key'>>;
export type PagePorts = Pick<Ports, 'ledger' | 'probe' | 'randomBytes' | 'sharePageTemplate' | 'encryptedPageTemplate'>;

export interface WritingPage {
  /** A network that dies once the page is stored, or a server in trouble, is no failure. */
  readonly mayBeUnproven?: boolean;
  /** Notes the key before the object is stored, where neither share nor draft has a row yet. */
  readonly reserve?: (key: string) => void;
  /** The manifest of an encrypted share. */
  readonly manifest?: Pick<SealedManifest, 'bytes' | 'encryption'> | undefined;
  /** Rewrites a page that is stored already, so that its link stays. */
  readonly at?: PageAt;
  /** The key of the status object of a page whose files are still sent: no link of a file is proven, and no file is a plain link. */
  readonly statusKey?: string;
  /** The proven link of the only file, of the page's origin, which the page leads to when it is opened; a bearer secret. */
  readonly forwardsTo?: string;
  /** The address of the short link that is about to lead to it. Default: of the newest one that leads to the share. */
  readonly door?: string | undefined;
}

/** A page of the share that people have the link of. */
export interface PageAt {
  readonly key: string;
  /** Integer >= 1, higher than that of the page that is stored. */
  readonly revision: number;
  /** The ETag of the page that was read: another one is not replaced. Absent: it is written over anything. */
  readonly etag?: string | undefined;
  /** As `LiveTimes.before`. */
  readonly before?: readonly string[];
}

/**
 * Writes a page of its own for the files among `items`, or with `at` the same page anew, and proves its link and the first file's anonymously.
 * Raises `page-changed`, `page-not-shown` where the storage does not show HTML, `link-unproven`, `stored-differs`, and what the store and the probe raise. Only a
 * network failure leaves an object behind; a page that is rewritten stays in any case, for people have its link.
 */
export async function writePage(
  open: OpenConnection,
  ports: PagePorts,
  share: Written,
  items: readonly ShareItem[],
  until: Until,
  { mayBeUnproven = false, reserve, manifest, at, statusKey, forwardsTo, door }: WritingPage = {},
): Promise<WrittenPage> {
  const files = items.filter(({ role }) => role === 'file');
  const rows = open.ephemeral ? [] : ports.ledger.items(share.id);
  const { prefix } = open.connection;
  const last = lastKey(share, rows);
  const key =
    at?.key ?? (last === undefined ? pageKey(prefix, ports.randomBytes(16)) : laterPageKey(prefix, share.id, last));
  const position = firstPagePosition + pageNumber(rows, key);
  const save = (item: ShareItem) => {
    if (!open.ephemeral) ports.ledger.saveItem(item, position);
    return item;
  };
  if (at === undefined) {
    reserve?.(key);
    save(pageItem(share, key, { sizeBytes: 0, storedCheck: 'sample' }));
  }

  const page: GivenNow = {
    id: share.id,
    at: { connectionId: open.connection.id, ...signedPlaceOf(open.connection), key },
    name: share.name,
    opens: { sizeBytes: undefined, headers: pageAnswer, shows: 'page' },
    ifGone: 'unproven',
  };
  let over = at?.etag;
  const write = async (gzipKept: boolean) => {
    // A plain page works without script.
    const isPlain = gzipKept || share.plainPage === true;
    const isList = manifest === undefined && statusKey === undefined;
    const form = isList ? pageForm(files.length, isPlain) : 'signatures';
    const { urls, expiresAtMs } = await signAll(open, files, form, until);
    const status = statusKey === undefined ? {} : { status: await reference(open, statusKey, until) };
    const forward = forwardsTo === undefined ? {} : { forward: pathOf(forwardsTo) };
    const revision = at && { revision: at.revision, ...(at.before && { before: at.before }) };
    // Of a one-off connection nothing is kept by which a page could be found again.
    const grows = share.origin !== 'linked' && !open.ephemeral;
    const print = grows ? { print: filesPrint(files.map((file) => file.key)) } : {};
    const times = {
      createdAtMs: share.createdAtMs,
      expiresAtMs,
      grows,
      ...print,
      ...revision,
      ...status,
      ...forward,
      mark: await signMark(open, rows, until),
      door: askedDoor(door ?? (open.ephemeral ? undefined : ports.ledger.doorsTo(share.id)[0]?.address), urls[0]),
    };
    const html =
      manifest === undefined
        ? buildSharePage(
            await ports.sharePageTemplate(),
            { title: share.name, ...times, files: fileList(files, urls), ...said(share) },
            form,
          )
        : buildEncryptedPage(await ports.encryptedPageTemplate(), {
            ...times,
            files: files.map((file, index) => ({ storedBytes: storedBytes(file), url: urls[index] ?? '' })),
            manifest: manifest.bytes,
            needsPassword: manifest.encryption === 'password',
          });
    const plain = Buffer.from(html, 'utf8');
    const body = gzipKept ? await compressPage(plain) : plain;
    const { url } = await sign(page, open, until);
    const first = opensFirst(urls[0]);
    // While the page is stored: both are awaited later, the second by the proof of the page.
    void Promise.allSettled([first, ports.probe.connect?.(url, open.connection)]);
    const put = await putOver(open, key, body, gzipKept ? zippedHeaders : plainHeaders, over);
    // Whatever is written now replaces our own.
    over = undefined;
    const given = { ...page, opens: { ...page.opens, sizeBytes: body.length } };
    return {
      zipped: gzipKept,
      url,
      expiresAtMs,
      storedCheck: put.storedCheck,
      settled: put.settled,
      sizeBytes: body.length,
      first,
      given,
      proof: await prove(ports.probe, url, given.opens, open.connection),
    };
  };
  /** A page is worth nothing when its files do not open, so the link of the first one is proven too. */
  const opensFirst = async (url: string | undefined): Promise<boolean> => {
    const [first] = files;
    if (url === undefined || first === undefined || (statusKey ?? forwardsTo) !== undefined) return true;
    const given: GivenNow = {
      ...page,
      name: first.path,
      opens: { sizeBytes: storedBytes(first), headers: {}, shows: 'anything' },
    };
    return judged(given, await prove(ports.probe, url, given.opens, open.connection), mayBeUnproven).verified;
  };

  try {
    const first = await write(share.plainPage !== true && keepsGzip(open.connection));
    const { answer } = first.proof;
    const kept = !first.zipped || answer?.contentEncoding?.toLowerCase() === 'gzip';
    // An answer without the encoding would show the compressed bytes, or was unpacked on the way, where its size says nothing.
    const written = kept || answer === undefined || ![200, 206].includes(answer.status) ? first : await write(false);
    const { verified: opens } = judged(written.given, written.proof, mayBeUnproven);
    const verified = opens && (await written.first);
    const { url, expiresAtMs } = written;
    await first.settled();
    return { key, url, expiresAtMs, verified, item: save(pageItem(share, key, written)) };
  } catch (error) {
    // Without a network nothing can be removed now: the saved item says where the object is.
    if (at === undefined && !(error instanceof Failure && error.retryable))
      await open.objects.remove(key).catch(() => undefined);
    throw error;
  }
}

/** The facts of a share that come from its page: key and end of the page, size and number of the files. */
export const pageFacts = ({ key, item, expiresAtMs, verified }: WrittenPage, files: readonly ShareItem[]) => ({
  kind: 'page' as const,
  key,
  sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  fileCount: files.length,
  contentType: item.contentType,
  disposition: 'inline' as const,
  expiresAtMs,
  verified,
});

const zippedHeaders: ObjectHeaders = {
  contentType: pageAnswer.responseContentType,
  contentDisposition: 'inline',
  contentEncoding: 'gzip',
  cacheControl: 'no-store',
};
const { contentEncoding: _none, ...plainHeaders } = zippedHeaders;

const said = ({ message }: Written) => (message === undefined ? {} : { message });

async function signAll({ objects }: OpenConnection, files: readonly ShareItem[], form: PageForm, until: Until) {
  let expiresAtMs = Math.floor(until.signedAtMs / 1000) * 1000 + until.lifetimeSeconds * 1000;
  const urls = await mapInSlices(files, async ({ key, path }) => {
    const signed = await objects.link({ key, ...until, ...itemAnswer(form, path) });
    ({ expiresAtMs } = signed);
    return signed.url;
  });
  return { urls, expiresAtMs };
}

/** Path-absolute (RFC 3986, section 4.2): the page and what it asks for have one origin. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

const reference = async ({ objects }: OpenConnection, key: string, until: Until): Promise<string> =>
  pathOf((await objects.link({ key, ...until })).url);

const fileList = (files: readonly ShareItem[], urls: readonly string[]): readonly SharePageFile[] =>
  files.map(({ path, sizeBytes, contentType, sha256 }, index) => ({
    path,
    sizeBytes,
    contentType,
    url: urls[index] ?? '',
    ...(sha256 !== undefined && { sha256 }),
  }));

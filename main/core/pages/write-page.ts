// Writes the HTML page of stored files: one object, with presigned links that end when the page's own link ends.
import { storedBytes } from '../encryption/rules/share-manifest';
import type { SealedManifest } from '../encryption/share-secrets';
import { mapInSlices } from '../async/map-in-slices';
import { compressPage } from './compress-page';
import { keepsGzip } from '../model/capabilities';
import { endpointHost } from '../model/connection';
import { Failure } from '../model/failure';
import { provesLink, provesNothing } from '../given/given';
import { pageKey } from '../storage/rules/object-key';
import { pageAnswer, showsPage } from '../storage/rules/page-answer';
import { itemAnswer } from './rules/page-response';
import { firstPagePosition, type Share, type ShareItem } from '../model/share';
import { buildEncryptedPage } from './rules/encrypted-page';
import { buildSharePage, pageForm } from './rules/share-page';
import type { OpenConnection } from '../storage/open-connection';
import type { ObjectHeaders, ProbeAnswer } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { putVerified } from '../storage/put-verified';
import type { PageForm, SharePageFile } from './rules/share-page-list';

export interface PageTimes {
  /** Unix ms on the server's clock. */
  readonly signedAtMs: number;
  /** Integer, 1 to what the server takes. */
  readonly lifetimeSeconds: number;
}

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

type Written = Pick<Share, 'id' | 'name' | 'message' | 'createdAtMs' | 'plainPage'>;
export type PagePorts = Pick<Ports, 'ledger' | 'probe' | 'randomBytes' | 'sharePageTemplate' | 'encryptedPageTemplate'>;

export interface WritingPage {
  /** A network that dies once the page is stored is no failure. */
  readonly mayBeUnproven?: boolean;
  /** Notes the key before the object is stored, where neither share nor draft has a row yet. */
  readonly reserve?: (key: string) => void;
  /** The manifest of an encrypted share. */
  readonly manifest?: Pick<SealedManifest, 'bytes' | 'encryption'> | undefined;
}

/**
 * Writes a page of its own for the files among `items`, proves its link and the first file's anonymously. Raises `page-not-shown` where
 * the storage does not show HTML, `link-unproven`, `stored-differs`, and what the store and the probe raise; only a network failure
 * leaves an object behind.
 */
export async function writePage(
  open: OpenConnection,
  ports: PagePorts,
  share: Written,
  items: readonly ShareItem[],
  until: PageTimes,
  { mayBeUnproven = false, reserve, manifest }: WritingPage = {},
): Promise<WrittenPage> {
  const files = items.filter(({ role }) => role === 'file');
  const key = pageKey(open.connection.prefix, ports.randomBytes(16));
  const position = firstPagePosition + (open.ephemeral ? 0 : pagesOf(share.id, ports));
  const save = (item: ShareItem) => {
    if (!open.ephemeral) ports.ledger.saveItem(item, position);
    return item;
  };
  reserve?.(key);
  save(pageItem(share, key, { sizeBytes: 0, storedCheck: 'sample' }));

  const write = async (gzipKept: boolean) => {
    // A plain page works without script.
    const isPlain = gzipKept || share.plainPage === true;
    const form = manifest === undefined ? pageForm(files.length, isPlain) : 'signatures';
    const { urls, expiresAtMs } = await signAll(open, files, form, until);
    const times = { createdAtMs: share.createdAtMs, expiresAtMs };
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
    const storedCheck = await putVerified(open.objects, key, body, gzipKept ? zippedHeaders : plainHeaders);
    const { url } = await open.objects.link({ key, ...until, ...pageAnswer });
    return {
      zipped: gzipKept,
      url,
      expiresAtMs,
      storedCheck,
      sizeBytes: body.length,
      firstUrl: urls[0],
      seen: await ask(url),
    };
  };
  /** `undefined` without an answer, with `mayBeUnproven`. */
  const ask = async (url: string): Promise<ProbeAnswer | undefined> => {
    try {
      return await ports.probe.ask(url, open.connection);
    } catch (error) {
      if (!mayBeUnproven || !provesNothing(error)) throw error;
      return undefined;
    }
  };

  try {
    const first = await write(share.plainPage !== true && keepsGzip(open.connection));
    const kept = !first.zipped || first.seen?.contentEncoding?.toLowerCase() === 'gzip';
    // An answer without the encoding would show the compressed bytes, or was unpacked on the way, where its size says nothing.
    const page = kept || first.seen === undefined || !answered(first.seen) ? first : await write(false);
    if (page.seen !== undefined) checkProof(page.seen, page.sizeBytes, share, open);
    const verified = page.seen !== undefined && (await proveFirst(page.firstUrl, files[0], ask));
    return { key, url: page.url, expiresAtMs: page.expiresAtMs, verified, item: save(pageItem(share, key, page)) };
  } catch (error) {
    // Without a network nothing can be removed now: the saved item says where the object is.
    if (!(error instanceof Failure && error.retryable)) await open.objects.remove(key).catch(() => undefined);
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

const pagesOf = (shareId: string, { ledger }: PagePorts): number =>
  ledger.items(shareId).filter(({ role }) => role === 'page').length;

const pageItem = (
  { id: shareId, name }: Written,
  key: string,
  { sizeBytes, storedCheck }: Pick<ShareItem, 'sizeBytes' | 'storedCheck'>,
): ShareItem => ({ shareId, role: 'page', key, path: name, sizeBytes, contentType: 'text/html', storedCheck });

async function signAll({ objects }: OpenConnection, files: readonly ShareItem[], form: PageForm, until: PageTimes) {
  let expiresAtMs = Math.floor(until.signedAtMs / 1000) * 1000 + until.lifetimeSeconds * 1000;
  const urls = await mapInSlices(files, async ({ key, path }) => {
    const signed = await objects.link({ key, ...until, ...itemAnswer(form, path) });
    ({ expiresAtMs } = signed);
    return signed.url;
  });
  return { urls, expiresAtMs };
}

const fileList = (files: readonly ShareItem[], urls: readonly string[]): readonly SharePageFile[] =>
  files.map(({ path, sizeBytes, contentType, sha256 }, index) => ({
    path,
    sizeBytes,
    contentType,
    url: urls[index] ?? '',
    ...(sha256 !== undefined && { sha256 }),
  }));

const answered = ({ status }: ProbeAnswer): boolean => status === 200 || status === 206;

function checkProof(seen: ProbeAnswer, sizeBytes: number, share: Written, { connection }: OpenConnection): void {
  if (!provesLink(seen, sizeBytes)) throw new Failure('link-unproven', { status: seen.status, fileName: share.name });
  if (!showsPage(seen)) {
    throw new Failure('page-not-shown', { host: endpointHost(connection.endpoint), pageId: share.id });
  }
}

/** Proves the link of the first file too: a page is worth nothing when its files do not open. False without an answer. */
async function proveFirst(
  url: string | undefined,
  first: ShareItem | undefined,
  ask: (url: string) => Promise<ProbeAnswer | undefined>,
): Promise<boolean> {
  if (url === undefined || first === undefined) return true;
  const seen = await ask(url);
  if (seen === undefined) return false;
  if (!provesLink(seen, storedBytes(first))) {
    throw new Failure('link-unproven', { status: seen.status, fileName: first.path });
  }
  return true;
}

// Writes the HTML page of stored files: one object, with presigned links that end when the page's own link ends.
import { storedBytes } from '../encryption/rules/share-manifest';
import { compressPage } from './compress-page';
import { describesObjects, keepsConditions, keepsGzip } from '../model/capabilities';
import { signedPlaceOf } from '../model/connection';
import { Failure } from '../model/failure';
import { type GivenNow, judged, prove, sign, type Until } from '../given/given';
import { pageKey } from '../model/keys/object-key';
import { pageAnswer } from '../model/links/page-answer';
import { firstPagePosition, type Share, type ShareItem } from '../model/share';
import { lastKey, laterPageKey, pageItem, pageNumber } from './rules/later-page';
import { type OpenConnection, putVerified, readWhole } from '../storage/storage';
import { type PagePorts, pageText, type Writing, type WritingPage, type Written } from './page-text';
import type { ObjectHeaders } from '../ports/object-store';
import { setTimeout as wait } from 'node:timers/promises';
import type { StoredCheck } from '../model/stored-check';

interface WrittenPage {
  readonly key: string;
  /** A bearer secret. */
  readonly url: string;
  /** Unix ms on the server's clock: the end of the page's link and of every link in it. */
  readonly expiresAtMs: number;
  /** An anonymous request opened it; false only with `mayBeUnproven`. */
  readonly verified: boolean;
  /** The facts of a share that come from its page: key and end of the page, size and number of the files. */
  readonly facts: PageFacts;
}

type PageFacts = Pick<
  Share,
  'kind' | 'key' | 'sizeBytes' | 'fileCount' | 'contentType' | 'disposition' | 'expiresAtMs' | 'verified'
>;

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
  options: WritingPage = {},
): Promise<WrittenPage> {
  const { mayBeUnproven = false, reserve, at } = options;
  const files = items.filter(({ role }) => role === 'file');
  const sizes = files.map(storedBytes);
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
  const writing: Writing = { open, ports, share, files, sizes, rows, until, page, options };
  try {
    const first = await writeOnce(writing, share.plainPage !== true && keepsGzip(open.connection), at?.etag);
    const { answer } = first.proof;
    const kept = !first.zipped || answer?.contentEncoding?.toLowerCase() === 'gzip';
    // An answer without the encoding would show the compressed bytes, or was unpacked on the way, where its size says nothing.
    const isLast = kept || answer === undefined || ![200, 206].includes(answer.status);
    // Whatever is replaced now is our own.
    const written = isLast ? first : await writeOnce(writing, false, undefined);
    const { verified: opens } = judged(written.given, written.proof, mayBeUnproven);
    const verified = opens && (await written.first);
    const { url, expiresAtMs } = written;
    await first.settled?.();
    // Saved before the object was stored too, so that revoking finds it after any crash.
    const { contentType } = save(pageItem(share, key, written));
    const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    const link = { key, expiresAtMs, verified };
    const facts = {
      kind: 'page',
      ...link,
      sizeBytes,
      fileCount: files.length,
      contentType,
      disposition: 'inline',
    } as const;
    return { ...link, url, facts };
  } catch (error) {
    // Without a network nothing can be removed now: the saved item says where the object is.
    if (at === undefined && !(error instanceof Failure && error.retryable))
      await open.objects.remove(key).catch(() => undefined);
    throw error;
  }
}

/** Stores the page and asks for it by its new link. `over`: the ETag of the object that it replaces; undefined: of any. */
async function writeOnce(writing: Writing, gzipKept: boolean, over: string | undefined) {
  const { open, ports, until, page } = writing;
  const { html, end, firstUrl, expiresAtMs } = await pageText(writing, gzipKept);
  const plain = Buffer.from(html, 'utf8');
  const body = gzipKept ? await compressPage(plain, end) : plain;
  const { url } = await sign(page, open, until);
  const first = opensFirst(writing, firstUrl);
  // While the page is stored: both are awaited later, the second by the proof of the page.
  void Promise.allSettled([first, ports.probe.connect?.(url, open.connection)]);
  const put = await putOver(open, page.at.key, body, gzipKept ? zippedHeaders : plainHeaders, over);
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
}

/** A page is worth nothing when its files do not open, so the link of the first one is proven too. */
async function opensFirst(
  { open, ports, files, sizes, page, options }: Writing,
  url: string | undefined,
): Promise<boolean> {
  const [first] = files;
  if (url === undefined || first === undefined || (options.statusKey ?? options.forwardsTo) !== undefined) return true;
  const given: GivenNow = {
    ...page,
    name: first.path,
    opens: { sizeBytes: sizes[0], headers: {}, shows: 'anything' },
  };
  return judged(given, await prove(ports.probe, url, given.opens, open.connection), options.mayBeUnproven === true)
    .verified;
}

const zippedHeaders: ObjectHeaders = {
  contentType: pageAnswer.responseContentType,
  contentDisposition: 'inline',
  contentEncoding: 'gzip',
  cacheControl: 'no-store',
};
const { contentEncoding: _none, ...plainHeaders } = zippedHeaders;

/** Longer than a computer that looked before this write takes to write, by this one's own time for both. */
const leastSettleMs = 100;
const settleTimes = 4;

interface PutOver {
  readonly storedCheck: StoredCheck;
  /** Raises `page-changed` where another computer wrote at the same time, whose page is the one that is stored. Absent: none can have. */
  readonly settled?: () => Promise<void>;
}

/**
 * `etag`: of the page that was read; without one it is written over anything. Where the server keeps to conditions, by one. Elsewhere the stored page is
 * looked at right before the write, and read again once a computer that did the same has written. Raises `page-changed`, and as `putVerified`.
 */
async function putOver(
  { objects, connection }: OpenConnection,
  key: string,
  body: Uint8Array,
  headers: ObjectHeaders,
  etag: string | undefined,
): Promise<PutOver> {
  if (etag === undefined || !describesObjects(connection) || keepsConditions(connection)) {
    const condition = etag !== undefined && keepsConditions(connection) ? { ifMatch: etag } : {};
    return { storedCheck: await putVerified(objects, key, body, headers, condition) };
  }
  const beganMs = performance.now();
  if ((await objects.describe(key))?.etag !== etag) throw new Failure('page-changed');
  const storedCheck = await putVerified(objects, key, body, headers);
  const writtenMs = performance.now();
  const settleMs = Math.max(leastSettleMs, settleTimes * (writtenMs - beganMs));
  return {
    storedCheck,
    async settled() {
      await wait(Math.max(0, writtenMs + settleMs - performance.now()));
      const there = await objects.describe(key);
      if (there?.sizeBytes !== body.length) throw new Failure('page-changed');
      if (Buffer.compare(await readWhole(objects, key, body.length), body) !== 0) throw new Failure('page-changed');
    },
  };
}

// The HTML of a page: what it says of its files, and links that are signed now.
import { mapInSlices } from '../async/map-in-slices';
import type { SealedManifest } from '../encryption/encryption';
import type { GivenNow, Until } from '../given/given';
import { itemAnswer } from '../model/links/page-answer';
import type { Share, ShareItem } from '../model/share';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { buildEncryptedPage } from './rules/encrypted-page';
import { filesPrint } from './rules/files-print';
import { askedDoor } from './rules/page-door';
import { buildSharePage, pageForm } from './rules/share-page';
import type { PageForm, SharePageFile } from './rules/share-page-list';
import { signMark } from './sign-mark';

/** `key`: of the page or the file that people have the link of; absent: there is none. */
export type Written = Pick<Share, 'id' | 'name' | 'message' | 'createdAtMs' | 'plainPage'> &
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

/** One page and what it is made of. */
export interface Writing {
  readonly open: OpenConnection;
  readonly ports: PagePorts;
  readonly share: Written;
  readonly files: readonly ShareItem[];
  /** Of their objects. */
  readonly sizes: readonly number[];
  readonly rows: readonly ShareItem[];
  readonly until: Until;
  readonly page: GivenNow;
  readonly options: WritingPage;
}

/** The page with links that are signed now. */
export async function pageText({ open, ports, share, files, sizes, rows, until, options }: Writing, gzipKept: boolean) {
  const { manifest, at, statusKey, forwardsTo, door } = options;
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
  const address = door ?? (open.ephemeral ? undefined : ports.ledger.doorsTo(share.id)[0]?.address);
  const times = {
    createdAtMs: share.createdAtMs,
    expiresAtMs,
    grows,
    ...print,
    ...revision,
    ...status,
    ...forward,
    mark: await signMark(open, rows, until),
    door: address && askedDoor(address, urls[0]),
  };
  const { text, end } = await (manifest === undefined ? ports.sharePageTemplate() : ports.encryptedPageTemplate());
  const html =
    manifest === undefined
      ? buildSharePage(text, { title: share.name, ...times, files: fileList(files, urls), ...said(share) }, form)
      : buildEncryptedPage(text, {
          ...times,
          files: urls.map((url, index) => ({ storedBytes: sizes[index] ?? 0, url })),
          manifest: manifest.bytes,
          needsPassword: manifest.encryption === 'password',
        });
  return { html, end, firstUrl: urls[0], expiresAtMs };
}

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

// Opens a link: follows a short one, reads the page behind it, and gives the files that it offers.
import { passphraseOf } from '../encryption/rules/passphrase';
import { asFailure, Failure } from '../model/failure';
import type { GettingContext } from './getting-context';
import { askServer } from './ask-server';
import { fetchPage, noPage } from './fetch-page';
import type { OfferedFile, OpenedLink } from './opened-link';
import { headerName } from './rules/header-name';
import { atOrigin, placeIn, readLink, type ReadLink } from './rules/read-link';
import { readManifest } from '../pages/rules/read-manifest';
import type { ReadPage } from '../pages/rules/read-page';
import { savedPaths } from './rules/saved-path';

export interface OpenOptions {
  /** Asked once, where the files want one; `undefined` where nobody knows it. */
  readonly password: () => Promise<string | undefined>;
  readonly signal: AbortSignal;
}

type Context = Pick<GettingContext, 'web' | 'ageFiles'>;

/** The page of a short link has at most a tenth of that. */
const mostDoorBytes = 65_536;

export const isForwarded = ({ kind }: ReadLink): boolean => kind === 'address';

/** The link behind a short one. Raises `link-over`, `link-waits`, `link-not-ours`, and as `askServer`. */
export async function forwardOf({ web }: Pick<Context, 'web'>, door: ReadLink, signal: AbortSignal): Promise<ReadLink> {
  const { page, nowMs } = await fetchPage(web, door.url, signal, mostDoorBytes).catch((error: unknown) => {
    const failure = asFailure(error);
    // What answers there with a redirect, or in another way than storage does, is no short link.
    throw failure.code === 'not-s3' ? noPage() : failure;
  });
  if (page?.kind === 'closed-door') throw new Failure('link-over');
  if (page?.kind !== 'door') throw noPage();
  if (nowMs >= page.untilMs) throw new Failure('link-over');
  if (nowMs >= page.linkEndsAtMs) throw new Failure('link-waits');
  const link = readLink(page.url);
  if (isForwarded(link)) throw noPage();
  // The secret stays in the reader's own link: the page of the short link does not know it.
  return { ...link, secret: door.secret };
}

type Offered = Pick<OpenedLink, 'kind' | 'files' | 'statusUrl'> & { readonly urls: ReadonlyMap<string, string> };

interface Unlocked {
  passphrase?: string;
}

const first: readonly [number, number] = [0, 0];

/** A single file, by its first byte. */
async function offeredFile({ web }: Context, { url }: ReadLink, signal: AbortSignal): Promise<Offered> {
  const asked = { mostBytes: 1, signal };
  const { headers, status, bytes } = await askServer(web, url, { ...asked, range: first });
  const [, total] = /\/(\d{1,16})$/.exec(headers['content-range'] ?? '') ?? [];
  const told = status === 200 ? headers['content-length'] : status === 416 ? (total ?? '0') : total;
  const sizeBytes = told === undefined ? bytes.length : Number(told);
  const [saved] = savedPaths([headerName(headers['content-disposition'], url)]);
  if (saved === undefined || !Number.isSafeInteger(sizeBytes)) throw noPage();
  const place = placeIn(url);
  const file = { index: 0, saved, sizeBytes, storedBytes: sizeBytes, sha256: undefined, place, sealed: undefined };
  return { kind: 'file', files: [file], statusUrl: undefined, urls: new Map([[place, url]]) };
}

/** Absolute URLs of what the page refers to. Raises `link-not-ours` where one leads elsewhere. */
function urlsOf(objects: readonly { readonly href: string }[], pageUrl: string): readonly string[] {
  return objects.map(({ href }) => {
    const url = atOrigin(href, pageUrl);
    if (url === undefined) throw noPage();
    return url;
  });
}

const statusUrlOf = ({ status }: { readonly status: string | undefined }, pageUrl: string): string | undefined =>
  status === undefined ? undefined : atOrigin(status, pageUrl);

const byPlace = (urls: readonly string[]): ReadonlyMap<string, string> =>
  new Map(urls.map((url) => [placeIn(url), url]));

function offeredPage(page: Extract<ReadPage, { kind: 'share' }>, pageUrl: string): Offered {
  const urls = urlsOf(page.files, pageUrl);
  const paths = savedPaths(page.files.map(({ path }) => path));
  const files = page.files.flatMap(({ sizeBytes, sha256 }, index): readonly OfferedFile[] => {
    const [url, saved] = [urls[index], paths[index]];
    if (url === undefined || saved === undefined) return [];
    return [{ index, saved, sizeBytes, storedBytes: sizeBytes, sha256, place: placeIn(url), sealed: undefined }];
  });
  return { kind: 'page', files, statusUrl: statusUrlOf(page, pageUrl), urls: byPlace(urls) };
}

async function offeredSealed(
  { ageFiles }: Context,
  page: Extract<ReadPage, { kind: 'encrypted' }>,
  { url: pageUrl, secret }: ReadLink,
  unlocked: Unlocked,
  { password }: OpenOptions,
): Promise<Offered> {
  if (secret === undefined) throw new Failure('link-incomplete');
  if (unlocked.passphrase === undefined) {
    const typed = page.needsPassword ? await password() : undefined;
    if (page.needsPassword && typed === undefined) throw new Failure('password-needed');
    unlocked.passphrase = passphraseOf(secret, typed);
  }
  const text = await ageFiles.unlock(unlocked.passphrase, page.manifest);
  if (text === 'wrong') throw new Failure(page.needsPassword ? 'password-wrong' : 'link-incomplete');
  const manifest = text === 'damaged' ? undefined : readManifest(new TextDecoder().decode(text));
  if (manifest?.files.length !== page.objects.length) throw new Failure('got-differs');
  const urls = urlsOf(page.objects, pageUrl);
  const { identity } = manifest;
  const paths = savedPaths(manifest.files.map(({ path }) => path));
  const files = manifest.files.flatMap(({ sizeBytes, sha256, headSha256 }, index): readonly OfferedFile[] => {
    const [url, saved, object] = [urls[index], paths[index], page.objects[index]];
    if (url === undefined || saved === undefined || object === undefined) return [];
    const sealed = { identity, headSha256 };
    return [{ index, saved, sizeBytes, storedBytes: object.sizeBytes, sha256, place: placeIn(url), sealed }];
  });
  return { kind: 'encrypted', files, statusUrl: statusUrlOf(page, pageUrl), urls: byPlace(urls) };
}

async function offered(context: Context, link: ReadLink, unlocked: Unlocked, options: OpenOptions): Promise<Offered> {
  if (link.kind === 'file') return offeredFile(context, link, options.signal);
  const { page } = await fetchPage(context.web, link.url, options.signal);
  if (page?.kind === 'share') return offeredPage(page, link.url);
  if (page?.kind === 'encrypted') return offeredSealed(context, page, link, unlocked, options);
  if (page?.kind === 'request') throw new Failure('link-is-request');
  // A file may have the name of a page.
  return offeredFile(context, link, options.signal);
}

/**
 * Opens the link that `text` is. Asks the servers of the link alone, without credentials. Raises `link-not-ours`, `link-over`, `link-waits`,
 * `link-is-request`, `link-incomplete`, `password-needed`, `password-wrong`, `got-differs` where a manifest is damaged, `cancelled`, and what
 * the network raises.
 */
export const openLink = (context: Context, text: string, options: OpenOptions): Promise<OpenedLink> =>
  opening(context, readLink(text), {}, options);

async function opening(
  context: Context,
  given: ReadLink,
  unlocked: Unlocked,
  options: OpenOptions,
): Promise<OpenedLink> {
  const present = async (): Promise<readonly [ReadLink, Offered]> => {
    const link = isForwarded(given) ? await forwardOf(context, given, options.signal) : given;
    return [link, await offered(context, link, unlocked, options)];
  };
  const [link, { urls: found, ...offer }] = await present();
  const urls = new Map(found);
  /** Files that come at once ask together. */
  let renewing: Promise<boolean> | undefined;
  const renew = async (): Promise<boolean> => {
    const [, later] = await present();
    let isLater = false;
    for (const [place, url] of later.urls) {
      isLater ||= urls.has(place) && urls.get(place) !== url;
      urls.set(place, url);
    }
    return isLater;
  };
  return {
    ...offer,
    origin: new URL(link.url).origin,
    links: {
      urlOf: (place) => urls.get(place) ?? place,
      async renew() {
        if (!isForwarded(given)) return false;
        renewing ??= renew()
          .catch(() => false)
          .finally(() => {
            renewing = undefined;
          });
        return renewing;
      },
    },
    again: () => opening(context, given, unlocked, options),
  };
}

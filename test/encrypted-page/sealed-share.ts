// An encrypted share on a real bucket, sealed by the library `age-encryption` or the `age` command: what the page reads, another program wrote.
import { createHash, randomBytes } from 'node:crypto';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { scryptCost } from '../../main/core/encryption/rules/passphrase';
import { buildEncryptedPage } from '../../main/core/pages/rules/encrypted-page';
import { encryptedPageTemplate } from '../page-templates';
import { withTimes, type LiveTimes } from '../share-page/live/live-share';
import type { GivenFile, PageBucket } from '../share-page/published';

export interface SealOptions {
  readonly title?: string;
  readonly message?: string;
  readonly password?: string;
  readonly lifetimeSeconds?: number;
  /** Without SHA-256 of the files, as of large ones. */
  readonly noHashes?: boolean;
  /** Another program that seals: the files to a recipient, the manifest by a passphrase; default: the library, at the cost of no password. */
  readonly sealer?: Sealer;
  /** The page writes a mark when it is opened. */
  readonly mark?: true;
  /** What the manifest says otherwise. */
  readonly told?: (rows: ManifestRow[]) => void;
  /** The page of this share is written anew; those of its files that are given again stay. */
  readonly instead?: SealedShare;
  /** What the page says of its own changes; while it is being sent no file is stored. */
  readonly times?: LiveTimes;
}

export type ManifestRow = [path: string, sizeBytes: number, contentType: string, sha256: string, headSha256: string];

export interface SealedShare {
  /** The whole link, with its fragment. */
  readonly url: string;
  readonly secret: string;
  readonly identity: string;
  readonly files: readonly GivenFile[];
  readonly keys: readonly string[];
  readonly pageKey: string;
  readonly statusKey: string;
  readonly html: string;
  /** Of its mark, where it writes one. */
  readonly markKey: string;
  /** As stored, in the order of `keys`. */
  readonly sealed: readonly Uint8Array[];
}

const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('base64url');
const random = () => randomBytes(16).toString('base64url');

/** Header and nonce: what is before the first chunk. */
function headOf(sealed: Uint8Array): Uint8Array {
  const mac = Buffer.from(sealed).indexOf('\n--- ');
  return sealed.subarray(0, sealed.indexOf(10, mac + 1) + 1 + 16);
}

export interface Sealer {
  readonly file: (recipient: string, body: Uint8Array | string) => Promise<Uint8Array>;
  readonly manifest: (passphrase: string, json: string) => Promise<Uint8Array>;
}

export async function sealFor(recipient: string, body: Uint8Array | string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(Buffer.from(body));
}

export const byLibrary = (logN: number): Sealer => ({
  file: sealFor,
  async manifest(passphrase, json) {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(logN);
    encrypter.setPassphrase(passphrase);
    return encrypter.encrypt(json);
  },
});

export async function publishSealed(
  bucket: PageBucket,
  files: readonly GivenFile[],
  options: SealOptions = {},
): Promise<SealedShare> {
  const { lifetimeSeconds = 3600, password, sealer = byLibrary(scryptCost.link) } = options;
  const { instead, times = {} } = options;
  const identity = instead?.identity ?? (await generateX25519Identity());
  const recipient = await identityToRecipient(identity);
  const secret = instead?.secret ?? random();
  const signedAtMs = Date.now();
  const answer = { lifetimeSeconds, signedAtMs };
  const before = (file: GivenFile) => instead?.files.indexOf(file) ?? -1;
  const sealed = await Promise.all(
    files.map(async (file) => instead?.sealed[before(file)] ?? (await sealer.file(recipient, file.body))),
  );
  const folder = `f/${random()}`;
  const keys = files.map((file) => instead?.keys[before(file)] ?? `${folder}/${random()}.bin`);
  if (times.isSending !== true) for (const [index, key] of keys.entries()) await bucket.store(key, sealed[index] ?? '');
  const rows = files.map(({ path, body, contentType = 'application/octet-stream' }, index): ManifestRow => [
    path,
    Buffer.byteLength(body),
    contentType,
    options.noHashes === true ? '' : hashOf(body),
    hashOf(headOf(sealed[index] ?? new Uint8Array())),
  ]);
  options.told?.(rows);
  const passphrase = password === undefined ? secret : `${secret}.${password.normalize('NFC')}`;
  const { title = 'Holiday pictures', message } = options;
  const json = JSON.stringify({ version: 1, title, message, identity, files: rows });
  const manifest = await sealer.manifest(passphrase, json);

  const asFiles = { disposition: 'attachment', contentType: 'application/octet-stream', ...answer };
  const links = await Promise.all(keys.map((key) => bucket.linkTo(key, asFiles)));
  const statusKey = instead?.statusKey ?? `p/${random()}/status.json`;
  const asStatus = { disposition: 'inline', contentType: 'application/json', ...answer };
  const markKey = instead?.markKey ?? `p/${random()}/mark`;
  const page = buildEncryptedPage(await encryptedPageTemplate(), {
    mark: options.mark === undefined ? undefined : await bucket.signMark(markKey, 'form', answer),
    createdAtMs: signedAtMs,
    expiresAtMs: signedAtMs + lifetimeSeconds * 1000,
    files: links.map((url, index) => ({ storedBytes: sealed[index]?.length ?? 0, url })),
    manifest,
    needsPassword: password !== undefined,
  });
  const html = withTimes(page, times, await bucket.linkTo(statusKey, asStatus));
  const pageKey = instead?.pageKey ?? `p/${random()}/index.html`;
  await bucket.store(pageKey, html, 'text/html; charset=utf-8');
  const link = await bucket.linkTo(pageKey, {
    disposition: 'inline',
    contentType: 'text/html; charset=utf-8',
    ...answer,
  });
  return { url: `${link}#${secret}`, secret, identity, files, keys, pageKey, statusKey, markKey, html, sealed };
}

// What the page holds of an encrypted share: a table of stored objects in clear, and the manifest, which names them.
import { bytesOf, hexOf, list, number, record, text } from '../page/page-data';
import type { Life } from '../page/life';
import { liveOf, type Live } from '../share-page/live/live-times';
import type { Entry } from '../share-page/share';
import type { Bytes } from '../page/age/chunks';
import { joined } from '../page/age/keys';
import { createAgeReader } from '../page/age/open-age';
import { Refusal } from '../page/age/refusal';
import { byPassphrase } from '../page/age/unwrap';

/** An object in the bucket: nothing tells what is in it. `sizeBytes` is that of the age file. */
export type StoredEntry = Pick<Entry, 'index' | 'href' | 'sizeBytes'>;

export interface Locked extends Life {
  readonly live: Live;
  readonly stored: readonly StoredEntry[];
  readonly manifest: Bytes;
  readonly needsPassword: boolean;
}

export interface SealedEntry extends Entry {
  readonly stored: StoredEntry;
  /** base64url of the SHA-256 over header and payload nonce: the only file that this name may have. */
  readonly headSha256: string;
}

export interface Manifest {
  readonly title: string;
  readonly message: string;
  /** `AGE-SECRET-KEY-1…`, for every file of the share. */
  readonly identity: string;
  readonly entries: readonly SealedEntry[];
}

/** Reads what Mayfly wrote into the document. */
export function readLocked(document: Document): Locked {
  const json = (id: string) => record(JSON.parse(document.getElementById(id)?.textContent ?? 'null'));
  const times = json('times');
  const table = json('data');
  const manifest = document.getElementById('manifest');
  const before = text(table['folder']);
  const query = text(table['query']);
  return {
    createdAtMs: number(times['created']),
    expiresAtMs: number(times['expires']),
    live: liveOf(times),
    stored: list(table['files']).map((row, index) => {
      const [size, rest, signature] = list(row);
      const href = `${before}${text(rest)}?${query}&X-Amz-Signature=${hexOf(text(signature))}`;
      return { index, sizeBytes: number(size), href };
    }),
    manifest: bytesOf((manifest?.textContent ?? '').trim()),
    needsPassword: manifest?.dataset['password'] !== undefined,
  };
}

/** 16 bytes as base64url, in their only form; `undefined` when a part of it is missing. */
export const secretIn = (fragment: string): string | undefined => /^#([\w-]{21}[AQgw])$/.exec(fragment)?.[1];

/** The sender's program joins them in the same way. */
export const passphraseOf = (secret: string, password: string | undefined): string =>
  password === undefined ? secret : `${secret}.${password.normalize('NFC')}`;

/** Raises a refusal: `no match` for another passphrase, `payload` when the manifest is damaged. */
export function openManifest({ manifest, stored }: Locked, passphrase: string): Manifest {
  const reader = createAgeReader(byPassphrase(passphrase));
  const json = new TextDecoder().decode(joined(...reader.push(manifest), reader.end()));
  const read = record(JSON.parse(json));
  const rows = list(read['files']);
  if (read['version'] !== 1 || rows.length !== stored.length) throw new Refusal('payload');
  const entries = stored.map((object): SealedEntry => {
    const [path, size, type, sha256, headSha256] = list(rows[object.index]);
    return {
      index: object.index,
      path: text(path),
      sizeBytes: number(size),
      contentType: text(type),
      storedBytes: object.sizeBytes,
      // One link, of which a later one is known to the entry and to the object.
      get href() {
        return object.href;
      },
      set href(later) {
        object.href = later;
      },
      stored: object,
      headSha256: text(headSha256),
      ...(text(sha256) !== '' && { sha256: text(sha256) }),
    };
  });
  return { title: text(read['title']), message: text(read['message']), identity: text(read['identity']), entries };
}

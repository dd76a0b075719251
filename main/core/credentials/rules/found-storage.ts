// S3 storage in the settings of other programs: rclone, MinIO's mc, Cyberduck. Never raises, and gives up on a file above `longestFile`.
import { createDecipheriv } from 'node:crypto';
import { pastedFields, type Found, type PastedFields } from './pasted-fields';
import { jsonRecords } from './pasted-json';
import { visibleLine } from '../../model/visible-text';

export interface FoundStorage extends PastedFields {
  readonly program: 'rclone' | 'mc' | 'cyberduck';
  /** The program's name for it: a remote, an alias, a bookmark. */
  readonly name: string;
}

export interface FoundOnComputer {
  readonly storages: readonly { readonly id: string; readonly storage: FoundStorage }[];
  /** rclone's settings are there and encrypted. */
  readonly encrypted: boolean;
}

/** Characters. A hundred remotes are 20 KB. */
export const longestFile = 1_048_576;
const mostEntries = 200;
const longestLine = 16_384;

const named = (program: FoundStorage['program'], name: string, found: Found): FoundStorage => ({
  ...pastedFields(found),
  program,
  name: visibleLine(name.slice(0, 100)).trim(),
});

const isUsable = ({ name, accessKeyId, secretAccessKey }: FoundStorage) =>
  name !== '' && accessKeyId !== undefined && secretAccessKey !== undefined;

/** rclone's encrypted settings: NaCl secretbox under a password (rclone documentation, "Configuration Encryption"). */
export const isEncryptedRclone = (text: string): boolean => /^RCLONE_ENCRYPT_V\d+:\r?$/m.test(text.slice(0, 1_024));

/** The remotes of type `s3` with keys of their own. Source: rclone documentation, "Config file" and "Amazon S3". */
export function rcloneRemotes(text: string): readonly FoundStorage[] {
  if (text.length > longestFile || isEncryptedRclone(text)) return [];
  const remotes: { readonly name: string; readonly found: Map<string, string> }[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const content = line.trim();
    if (content === '' || content.length > longestLine || /^[#;]/.test(content)) continue;
    if (content.startsWith('[') && content.endsWith(']')) {
      if (remotes.length >= mostEntries) break;
      remotes.push({ name: content.slice(1, -1).trim(), found: new Map() });
      continue;
    }
    const sign = content.indexOf('=');
    if (sign > 0)
      remotes.at(-1)?.found.set(content.slice(0, sign).trim().toLowerCase(), content.slice(sign + 1).trim());
  }
  return remotes
    .filter(({ found }) => found.get('type') === 's3')
    .map(({ name, found }) => {
      const secret = found.get('secret_access_key');
      if (secret !== undefined) found.set('secret_access_key', revealed(secret));
      return named('rclone', name, found);
    })
    .filter(isUsable);
}

/** The key of `rclone obscure`, the same for everybody. Source: rclone, fs/config/obscure/obscure.go. */
const obscureKey = Buffer.from('9c935b48730a554d6bfd7c63c886a92bd390198eb8128afbf4de162b8b95f638', 'hex');
const ivBytes = 16;
/** Shorter text is printable by chance; the 40 characters of an AWS secret can never be this long. */
const leastRevealed = 16;

/**
 * Undoes `rclone obscure`: AES-CTR, the initialisation vector first, in base64url. rclone writes secrets of S3 as they are, and obscures one only
 * for `rclone config password`; a secret that does not come out as printable text was not obscured.
 */
function revealed(secret: string): string {
  const bytes = /^[\w-]+$/.test(secret) ? Buffer.from(secret, 'base64url') : Buffer.alloc(0);
  if (bytes.length < ivBytes + leastRevealed || bytes.toString('base64url') !== secret) return secret;
  const text = createDecipheriv('aes-256-ctr', obscureKey, bytes.subarray(0, ivBytes))
    .update(bytes.subarray(ivBytes))
    .toString('latin1');
  return /^[\x20-\x7e]+$/.test(text) ? text : secret;
}

/** MinIO's public playground, which every new mc knows. */
const playground = 'https://play.min.io';

/** The aliases of `config.json` (version 10; `hosts` up to version 9). */
export function mcAliases(text: string): readonly FoundStorage[] {
  if (text.length > longestFile) return [];
  return jsonRecords(text)
    .filter(({ name, found }) => name !== undefined && found.has('url'))
    .slice(0, mostEntries)
    .map(({ name = '', found }) => named('mc', name, found))
    .filter((one) => isUsable(one) && one.endpoint !== playground);
}

/** One line of a property list; bounded, so that the time is linear. */
const entry = /<key>([^<]{1,60})<\/key>\s{0,60}<(?:string|integer)>([^<]{0,2048})</g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string) =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => entities[name] ?? '');

/** A bookmark (`.duck`, a property list). It never holds the secret. Source: Cyberduck documentation, "Bookmarks". */
export function cyberduckBookmark(text: string): FoundStorage | undefined {
  if (text.length > longestFile) return undefined;
  const list = new Map<string, string>();
  for (const [, key = '', value = ''] of text.matchAll(entry)) list.set(key, unescaped(value).trim());
  const host = list.get('Hostname') ?? '';
  if (!/^s3\b/.test(list.get('Protocol') ?? '') || !/^[\w.-]+$/.test(host)) return undefined;
  const port = list.get('Port') ?? '443';
  // Only the profile says it for sure, which is another file.
  const plain = port === '80' || /\bhttp\b/.test(`${list.get('Protocol')} ${list.get('Provider')}`);
  const usual = plain ? '80' : '443';
  const bucket = (list.get('Path') ?? '').split('/').find(Boolean) ?? '';
  const found = new Map([
    ['endpoint', `${plain ? 'http' : 'https'}://${host}${port === usual ? '' : `:${port}`}`],
    ['region', list.get('Region') ?? ''],
    ['access_key_id', list.get('Username') ?? ''],
    ['bucket', bucket],
  ]);
  const storage = named('cyberduck', list.get('Nickname') || host, found);
  return storage.endpoint === undefined ? undefined : storage;
}

// What the page says of a file, in a small object of its own before the file (main/core/requests/rules/manifest.ts reads it).

/** Characters of the fields; with these a manifest has at most 4,096 bytes whatever letters it holds. */
export const mostSender = 100;
export const mostNote = 600;
/** Of the name with its folders. */
const mostName = 255;
const mostFolders = 16;
const mostType = 100;

/** That the file is to go in parts, whose links the receiving computer encrypts by `key`. */
export interface Offer {
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** 32 bytes in base64url. */
  readonly key: string;
}

export interface About {
  /** With its folders, `/` between them. */
  readonly name: string;
  readonly type: string;
  /** One for the files of one press. */
  readonly batch: string;
  /** How many files that press sends. */
  readonly count: number;
  readonly sender: string;
  readonly note: string;
  readonly ask?: Offer | undefined;
}

/** Of the files of one press. `batch`, `count`: where they go on with those of an earlier run. */
export type Said = Pick<About, 'sender' | 'note'> & Partial<Pick<About, 'batch' | 'count'>>;

/** In base64url: 22 characters of 16 bytes. */
export function randomName(byteCount = 16): string {
  const bytes = crypto.getRandomValues(new Uint8Array(byteCount));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Whether the receiver saves the file in the folders of `path`: they are neither too long nor too deep (main/core/model/requests/arrival-folder.ts). */
export const keepsFolders = (path: string): boolean =>
  path.length <= mostName && path.split('/').length <= mostFolders + 1;

/** The folders of a path that is too long are left out; the `/` that is left tells the receiver so. Of a long name only its end is kept: it has the extension. Control characters go, which JSON would write in six bytes each. `sizeBytes`: of the guest's file. */
export function manifestOf(
  { name, type, batch, count, sender, note, ask }: About,
  sizeBytes: number,
  nonce: string,
): string {
  const plain = (said: string) => said.replaceAll(/(?!\n)[\p{Cc}\p{Cs}]/gu, ' ');
  const kept = name.length > mostName ? name.slice(Math.max(0, name.lastIndexOf('/'))) : name;
  const said = {
    name: plain(kept).slice(-mostName),
    type: plain(type).slice(0, mostType),
    batch,
    count,
    sender: plain(sender).slice(0, mostSender),
    note: plain(note).slice(0, mostNote),
    sizeBytes,
    nonce,
    ...(ask !== undefined && { ask }),
  };
  return JSON.stringify(said);
}

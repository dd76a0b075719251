// What the page says of a file, in a small object of its own before the file (main/core/requests/rules/manifest.ts reads it).

/** Characters of the fields; with these a manifest has at most 4,096 bytes whatever letters it holds. */
export const mostSender = 100;
export const mostNote = 600;
const mostName = 255;
const mostType = 100;

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
}

/** 22 characters of base64url. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Only the end of a long name is kept: it has the extension. Control characters go, which JSON would write in six bytes each. */
export function manifestOf({ name, type, batch, count, sender, note }: About, nonce: string): string {
  const plain = (said: string) => said.replaceAll(/[\p{Cc}\p{Cs}]/gu, (mark) => (mark === '\n' ? mark : ' '));
  const said = {
    name: plain(name).slice(-mostName),
    type: plain(type).slice(0, mostType),
    batch,
    count,
    sender: plain(sender).slice(0, mostSender),
    note: plain(note).slice(0, mostNote),
    nonce,
  };
  return JSON.stringify(said);
}

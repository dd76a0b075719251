// The key of a shared file: unguessable, never reused, and of characters that no URL rewrites.

import type { Reason } from '../../../../resources/words/reasons';
import { Failure } from '../failure';
import type { Transliterate } from '../file-name';
import { filledIn, fitsTemplate, keyTemplateOf } from './key-template';

const safeNameLength = 120;
const extensionLength = 16;

/** Leaves all but ASCII to `safeName`, which makes hyphens of it. */
const asItIs: Transliterate = (text) => text;

/**
 * Turns any file name into 1 to 120 characters of `A-Z a-z 0-9 . _ -` that neither start nor end with a dot, keeping its extension. Letters of
 * other scripts are as `toAscii` writes them, everything else becomes a hyphen: the real name travels in Content-Disposition.
 */
export function safeName(name: string, toAscii = asItIs): string {
  // Composed: macOS gives syllables of Korean in their letters, which no table knows as syllables.
  const ascii = toAscii(name.normalize('NFC'))
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/-*\.[.-]*/g, '.');
  const trimmed = ascii.replace(/^[.-]|[.-]$/g, '');
  if (trimmed === '') return 'file';
  if (trimmed.length <= safeNameLength) return trimmed;
  const dot = trimmed.lastIndexOf('.');
  const extension = trimmed.length - dot <= extensionLength ? trimmed.slice(dot) : '';
  return trimmed.slice(0, safeNameLength - extension.length).replace(/[.-]$/, '') + extension;
}

/** 22 characters; `random` is 16 bytes from the system's generator, so a key cannot be guessed. */
function secretName(random: Uint8Array): string {
  if (random.length !== 16) throw new Error('an object key needs 16 random bytes');
  return Buffer.from(random).toString('base64url');
}

export interface KeyNaming {
  /** The connection's own, as saved; an invalid one is ignored. */
  readonly template: string | undefined;
  /** Unix ms, for the day in the key. */
  readonly nowMs: number;
  readonly toAscii?: Transliterate | undefined;
}

const usualNaming: KeyNaming = { template: undefined, nowMs: 0 };

/**
 * `<prefix><22 random base64url characters>/<safe name>`, or as the connection names its objects: every share has a key of its own, in a folder
 * of its own, so deleting it takes back exactly one link.
 */
export function objectKey(prefix: string, random: Uint8Array, name: string, naming: KeyNaming = usualNaming): string {
  const date = new Date(naming.nowMs).toISOString().slice(0, 10);
  const parts = { date, random: secretName(random), name: safeName(name, naming.toAscii) };
  return prefix + filledIn(keyTemplateOf(naming.template), parts);
}

/** `<prefix>f/<22 random characters>/`: every file of one page lies under it, and nothing else does. */
export const pageFolder = (prefix: string, random: Uint8Array): string => `${prefix}f/${secretName(random)}/`;

/** `<folder><position>/<safe name>`: two files of one name do not meet. `name` may have folders; only its end counts. */
export const itemKey = (folder: string, position: number, name: string, toAscii?: Transliterate): string =>
  `${folder}${position}/${safeName(name.slice(name.lastIndexOf('/') + 1), toAscii)}`;

/** `<folder><22 random characters>.bin`: it says nothing about the file. */
export const encryptedKey = (folder: string, random: Uint8Array): string => `${folder}${secretName(random)}.bin`;

/** `<prefix>p/`: pages lie under it, and nothing else does. */
export const pagesFolder = (prefix: string): string => `${prefix}p/`;

/** `<prefix>p/<22 random characters>/index.html`: no file can ever be stored beside a page, so none can act as a part of it. */
export const pageKey = (prefix: string, random: Uint8Array): string =>
  `${pagesFolder(prefix)}${secretName(random)}/index.html`;

/** `<prefix>p/<22 random characters>/status.json`: says how far the files of a page are sent. */
export const statusKey = (prefix: string, random: Uint8Array): string =>
  `${pagesFolder(prefix)}${secretName(random)}/status.json`;

/** `<prefix>p/<22 random characters>/mark`: written by recipients' pages, and of no page's folder. */
export const markKey = (prefix: string, random: Uint8Array): string =>
  `${pagesFolder(prefix)}${secretName(random)}/mark`;

/** `<prefix>in/`: what guests send lies under it, and an intake key may write there alone. */
export const intakeFolder = (prefix: string): string => `${prefix}in/`;

/** `<prefix>in/<22 random characters>/`: what guests of one file request send lies under it, and no page ever does. */
export const requestFolder = (prefix: string, random: Uint8Array): string =>
  `${intakeFolder(prefix)}${secretName(random)}/`;

/** The objects of a guest's file: what the guest said of it, its bytes, and Mayfly's answer to a guest who asks for links to parts. */
export type SlotPart = 'about' | 'data' | 'answer';

const slotDigits = 4;

/** `<folder>0001/data`; `slot` is 1 to 9,999. */
export const slotKey = (folder: string, slot: number, part: SlotPart): string =>
  `${folder}${String(slot).padStart(slotDigits, '0')}/${part}`;

/** The slot of a key that `slotKey` made under `folder`; `undefined` for any other. */
export function slotOf(folder: string, key: string): { readonly slot: number; readonly part: SlotPart } | undefined {
  const [, slot, part] =
    /^(\d{4})\/(about|data|answer)$/.exec(key.startsWith(folder) ? key.slice(folder.length) : '') ?? [];
  return slot === undefined || Number(slot) === 0 ? undefined : { slot: Number(slot), part: part as SlotPart };
}

const guestsFile = /(?:^|\/)in\/[A-Za-z0-9_-]{22}\/\d{4}\/data$/;

/** Whether a slot of some file request writes this key, of any prefix and of any profile. */
export const isGuestsFile = (key: string): boolean => guestsFile.test(key);

/** The object whose age tells guests whether Mayfly runs. */
export const heartbeatKey = (folder: string): string => `${folder}on`;

const ours = [
  /^[A-Za-z0-9_-]{22}\/[A-Za-z0-9._-]+$/,
  /^f\/[A-Za-z0-9_-]{22}\/\d+\/[A-Za-z0-9._-]+$/,
  /^f\/[A-Za-z0-9_-]{22}\/[A-Za-z0-9_-]{22}\.bin$/,
  /^p\/[A-Za-z0-9_-]{22}\/(?:index\.html|status\.json|mark)$/,
  /^in\/[A-Za-z0-9_-]{22}\/(?:on|\d{4}\/(?:about|data|answer))$/,
];

/** Whether Mayfly makes keys like this one; `name` is the key without the connection's prefix, `template` the connection's own. */
export const looksOurs = (name: string, template?: string): boolean =>
  ours.some((form) => form.test(name)) || fitsTemplate(keyTemplateOf(template), name);

/** Whether it is a key as `pageKey` makes them, without a prefix of a connection. */
export const isPageKey = (key: string): boolean => /^p\/[A-Za-z0-9_-]{22}\/index\.html$/.test(key);

/** Whether it is a folder as `pageFolder` makes them, without a prefix of a connection. */
export const isPageFolder = (prefix: string): boolean => /^f\/[A-Za-z0-9_-]{22}\/$/.test(prefix);

/** The longest key S3 knows, bytes of UTF-8. Source: Amazon S3 User Guide, "Naming Amazon S3 objects". */
const keyBytes = 1_024;

function unlinkable(key: string): Reason | undefined {
  if (key === '') return 'its key is empty';
  if (!key.isWellFormed()) return 'its key is not valid Unicode';
  if (Buffer.byteLength(key) > keyBytes) return 'its key is longer than 1,024 bytes';
  // RFC 3986 section 5.2.4: clients take dot segments out before they send, even where they come percent-encoded (WHATWG URL).
  if (key.split('/').some((segment) => segment === '.' || segment === '..'))
    return 'a folder in its key is one or two dots';
  if (key.endsWith('.')) return 'its key ends in a dot';
  return undefined;
}

/**
 * Gives back a key that a link can name: every client must ask for exactly this object. Raises `key-unlinkable` for what is no key,
 * for dot segments, which clients resolve away, and for a dot at the end, which programs that find links in text leave out.
 */
export function checkLinkableKey(key: string): string {
  const reason = unlinkable(key);
  if (reason === undefined) return key;
  throw new Failure('key-unlinkable', { reason });
}

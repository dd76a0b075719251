// The names of doors: unguessable ones, those that users choose, and the text by which an upload requests one.
import { Failure } from '../../model/failure';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 95 random bits. */
const nameCharacters = 16;
/** The largest multiple of 62 in a byte: higher bytes would make the first letters likelier. */
const fairBytes = 248;

/** 16 characters of A-Z, a-z and 0-9 out of bytes of the system's generator; `undefined` where too few of those bytes are fair. */
export function randomDoorName(random: Uint8Array): string | undefined {
  const fair = [...random].filter((byte) => byte < fairBytes).slice(0, nameCharacters);
  return fair.length < nameCharacters ? undefined : fair.map((byte) => letters[byte % letters.length]).join('');
}

/** Gives back a name of 1 to 64 characters of a-z, 0-9, `-` and `_`. Raises `bad-request` for any other. */
export function checkDoorName(name: string): string {
  if (/^[a-z0-9_-]{1,64}$/.test(name)) return name;
  throw new Failure('bad-request', {
    reason: 'a short link’s name has 1 to 64 letters from a to z, digits, hyphens and underscores',
  });
}

/** Begins a text that names a short link by its ID: names of doors have no `=`. */
const mark = '=';

/**
 * The requested short link of a share that is not stored yet, as the one text that its upload keeps: empty for a random name, an own name, or this for
 * one that is there and is to lead to the share.
 */
export const askedDoorId = (doorId: string): string => `${mark}${doorId}`;

export const pointedDoorId = (asked: string): string | undefined =>
  asked.startsWith(mark) ? asked.slice(mark.length) : undefined;

/** Whether it names one short link, which can lead to one share only. */
export const isForOne = (asked = ''): boolean => asked !== '';

export const ownNameOf = (asked = ''): string | undefined =>
  asked === '' || pointedDoorId(asked) !== undefined ? undefined : asked;

// A password that nobody can guess and everybody can type.
import { Failure } from '../model/failure';
import type { Written } from '../ports/desktop';
import type { SharingContext } from './sharing-context';

/** 32 characters that no two people read in two ways. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** Gives 80 random bits in four groups of four characters, and copies them. Raises `clipboard-unavailable`. */
export async function makePassword({
  ports,
}: SharingContext): Promise<{ readonly password: string; readonly written: Written }> {
  // 256 is eight times 32: every character is equally probable.
  const drawn = [...ports.randomBytes(groups * groupLength)].map((byte) => letters[byte % letters.length] ?? '');
  const password = Array.from({ length: groups }, (_, at) =>
    drawn.slice(at * groupLength, (at + 1) * groupLength).join(''),
  ).join('-');
  try {
    return { password, written: await ports.clipboard.write({ text: password }, { isAsked: true }) };
  } catch (error) {
    throw new Failure('clipboard-unavailable', {}, error);
  }
}

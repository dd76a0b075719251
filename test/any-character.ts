// Any character as a unit of fast-check's `string`, for suites whose rules must hold for every text.
import { nat } from 'fast-check';

const [firstSurrogate, surrogates, highest] = [0xd800, 0x800, 0x10ffff];

/**
 * Gives and shrinks to what `unit: 'binary'` does, every code point but surrogates. That one makes a table of a million characters first, which takes
 * a second of a processor and 108 MB in each process.
 */
export const anyCharacter = nat(highest - surrogates).map(
  (index) => String.fromCodePoint(index < firstSurrogate ? index : index + surrogates),
  (character) => {
    const [only = '', ...others] = Array.from(typeof character === 'string' ? character : '');
    const code = only.codePointAt(0);
    if (code === undefined || others.length > 0 || !only.isWellFormed()) throw new Error('not one character');
    return code < firstSurrogate ? code : code - surrogates;
  },
);

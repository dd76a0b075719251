// A PIN that is made here: six digits, which every phone types without another keyboard. With twenty wrong tries in all it is guessed once in 50,000 times.

export interface OwnPin {
  readonly pin: string;
  /** False: no keychain has it, and the next start makes another. */
  readonly isKept: boolean;
}

export const pinBytes = 4;
const digits = 6;
const pins = 10 ** digits;
/** Numbers from here on would make some PINs likelier than others. */
const end = 2 ** 32 - (2 ** 32 % pins);

/** `random` gives four other bytes each time. */
export function pinOf(random: () => Uint8Array): string {
  for (;;) {
    const number = Buffer.from(random()).readUInt32BE();
    if (number < end) return String(number % pins).padStart(digits, '0');
  }
}

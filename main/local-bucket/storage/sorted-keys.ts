// Keys in the order that S3 lists them: by their UTF-8 bytes, which JavaScript's own comparison gets wrong beyond U+FFFF.

/** Compares by UTF-8 bytes: surrogates (code points above U+FFFF) come after every other code unit. */
export function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

function rank(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit;
  return codeUnit < 0xe000 ? codeUnit + 0x2000 : codeUnit - 0x800;
}

/** A set of keys, sorted on reading; many additions in a row cost one sort. */
export class SortedKeys {
  #keys: string[] = [];
  #added: string[] = [];

  add(key: string): void {
    this.#added.push(key);
  }

  delete(key: string): void {
    const keys = this.sorted();
    const index = lowerBound(keys, (candidate) => compareUtf8(candidate, key) >= 0);
    if (keys[index] === key) this.#keys.splice(index, 1);
  }

  /** The keys in order; valid until the next change. */
  sorted(): readonly string[] {
    if (this.#added.length > 16) {
      this.#keys = [...this.#keys, ...this.#added].sort(compareUtf8);
    } else {
      for (const key of this.#added) {
        this.#keys.splice(
          lowerBound(this.#keys, (candidate) => compareUtf8(candidate, key) >= 0),
          0,
          key,
        );
      }
    }
    this.#added = [];
    return this.#keys;
  }
}

/** Binary search: the first index whose key satisfies `reached`, which must be false up to some index and true from there on. */
export function lowerBound(keys: readonly string[], reached: (key: string) => boolean): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(keys[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}

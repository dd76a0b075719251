// A memory budget for the bodies of all transfers, which are read into memory as whole parts.

export interface MemoryBudget {
  /** Waits until `bytes` are free, lends a buffer of exactly that size to `action`, and takes it back. */
  withBuffer<T>(bytes: number, action: (buffer: Uint8Array) => Promise<T>): Promise<T>;
}

/** Smaller bodies get buffers of whole granules, which fit the next one too. */
const smallBytes = 1_048_576;
const granuleBytes = 65_536;

/** A request larger than the whole budget is served alone. Waiting requests are served in order, so that a large one never starves. */
export function createMemoryBudget(budgetBytes: number): MemoryBudget {
  let free = budgetBytes;
  const waiting: { readonly bytes: number; readonly go: () => void }[] = [];
  /** Bodies of one size follow each other: reusing their buffers saves zeroing fresh memory. The newest last. */
  const spare: Uint8Array[] = [];
  let spareBytes = 0;

  const take = (bytes: number): Promise<void> => {
    if (waiting.length === 0 && (free >= bytes || free === budgetBytes)) {
      free -= bytes;
      return Promise.resolve();
    }
    return new Promise((go) => waiting.push({ bytes, go }));
  };
  const release = (bytes: number) => {
    free += bytes;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (free < next.bytes && free !== budgetBytes) return;
      waiting.shift();
      free -= next.bytes;
      next.go();
    }
  };
  const bufferFor = (bytes: number): Uint8Array => {
    const capacity = bytes > smallBytes ? bytes : Math.ceil(bytes / granuleBytes) * granuleBytes;
    const index = spare.findLastIndex((buffer) => buffer.length === capacity);
    const [known] = index < 0 ? [] : spare.splice(index, 1);
    if (known !== undefined) {
      spareBytes -= capacity;
      return known;
    }
    // Lent and spare together stay within the budget.
    while (spareBytes > Math.max(0, free)) spareBytes -= spare.shift()?.length ?? spareBytes;
    // Shared memory: the threads read into it, hash it and send from it.
    return new Uint8Array(new SharedArrayBuffer(capacity));
  };

  return {
    async withBuffer(bytes, action) {
      await take(bytes);
      const buffer = bufferFor(bytes);
      try {
        return await action(buffer.length === bytes ? buffer : buffer.subarray(0, bytes));
      } finally {
        spare.push(buffer);
        spareBytes += buffer.length;
        release(bytes);
      }
    },
  };
}

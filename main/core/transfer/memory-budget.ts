// A memory budget for the bodies of all transfers, which are read into memory as whole parts.

export interface MemoryBudget {
  /** Waits until `bytes` are free, lends a buffer of exactly that size to `action`, and takes it back. */
  lend<T>(bytes: number, action: (buffer: Uint8Array) => Promise<T>): Promise<T>;
}

/** A request larger than the whole budget is served alone. Waiting requests are served in order, so that a large one never starves. */
export function createMemoryBudget(budgetBytes: number): MemoryBudget {
  let free = budgetBytes;
  const waiting: { readonly bytes: number; readonly go: () => void }[] = [];
  /** Parts of one upload are equal: reusing their buffers saves zeroing fresh memory. */
  const spare: Uint8Array[] = [];
  const spareKept = 4;

  const take = (bytes: number): Promise<void> => {
    if (waiting.length === 0 && (free >= bytes || free === budgetBytes)) {
      free -= bytes;
      return Promise.resolve();
    }
    return new Promise((go) => waiting.push({ bytes, go }));
  };
  const giveBack = (bytes: number) => {
    free += bytes;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (free < next.bytes && free !== budgetBytes) return;
      waiting.shift();
      free -= next.bytes;
      next.go();
    }
  };
  const bufferOf = (bytes: number): Uint8Array => {
    const index = spare.findIndex((buffer) => buffer.length === bytes);
    // Shared memory: the threads read into it, hash it and send from it.
    return (index >= 0 ? spare.splice(index, 1)[0] : undefined) ?? new Uint8Array(new SharedArrayBuffer(bytes));
  };

  return {
    async lend(bytes, action) {
      await take(bytes);
      const buffer = bufferOf(bytes);
      try {
        return await action(buffer);
      } finally {
        spare.unshift(buffer);
        spare.length = Math.min(spare.length, spareKept);
        giveBack(bytes);
      }
    },
  };
}

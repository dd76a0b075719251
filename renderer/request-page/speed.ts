// How fast the bytes went lately. Pure: times come from the caller.

const windowMs = 6000;
const leastMs = 800;

export interface Speed {
  /** `bytes`: all that went so far, which shrinks when a file begins again. */
  readonly note: (atMs: number, bytes: number) => void;
  /** Bytes per second, or undefined while too little is known. */
  readonly perSecond: () => number | undefined;
  readonly forget: () => void;
}

export function createSpeed(): Speed {
  let samples: { readonly atMs: number; readonly bytes: number }[] = [];
  return {
    note(atMs, bytes) {
      const last = samples.at(-1);
      if (last !== undefined && bytes < last.bytes) samples = [];
      samples.push({ atMs, bytes });
      while (samples.length > 2 && (samples[1]?.atMs ?? atMs) < atMs - windowMs) samples.shift();
    },
    perSecond() {
      const [first] = samples;
      const last = samples.at(-1);
      if (first === undefined || last === undefined || last.atMs - first.atMs < leastMs) return undefined;
      return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
    },
    forget: () => void (samples = []),
  };
}

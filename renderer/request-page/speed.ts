// How fast the bytes went lately. Pure: times come from the caller.

const windowMs = 6000;
const leastMs = 800;

export function createSpeed() {
  let samples: { readonly atMs: number; readonly bytes: number }[] = [];
  return {
    /** `bytes`: all that went so far, which shrinks when a file begins again. */
    note(atMs: number, bytes: number) {
      const last = samples.at(-1);
      if (last !== undefined && bytes < last.bytes) samples = [];
      samples.push({ atMs, bytes });
      while (samples.length > 2 && (samples[1]?.atMs ?? atMs) < atMs - windowMs) samples.shift();
    },
    /** Bytes per second, or undefined while too little is known. */
    perSecond(): number | undefined {
      const [first] = samples;
      const last = samples.at(-1);
      if (first === undefined || last === undefined || last.atMs - first.atMs < leastMs) return undefined;
      return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
    },
    forget: () => void (samples = []),
  };
}

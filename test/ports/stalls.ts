// How long this process was kept from everything else, measured so that a busy machine is not taken for a slow reader.

export const longestStallMs = 200;
/** A fixed piece of work takes the processor so long, ms, where that limit was found; a slower machine may stall longer by as much. */
const pieceMs = 50;
const aPiece = JSON.stringify(Array.from({ length: 10_000 }, (_, n) => ({ n, name: `item ${n}` })));

/**
 * How long this process was kept from everything else at most, ms. Only time in which it really worked counts: on a busy machine a process
 * waits for its turn as well.
 */
function watchStalls(): () => number {
  let longestMs = 0;
  let lastMs = performance.now();
  let lastCpu = process.cpuUsage();
  const look = () => {
    const cpu = process.cpuUsage(lastCpu);
    const passedMs = performance.now() - lastMs;
    longestMs = Math.max(longestMs, Math.min(passedMs, (cpu.user + cpu.system) / 1_000));
    lastMs = performance.now();
    lastCpu = process.cpuUsage();
  };
  const timer = setInterval(look, 10);
  return () => {
    clearInterval(timer);
    // What ended just now may have been the stall itself.
    look();
    return longestMs;
  };
}

/** What this machine may be kept for, ms, where the limit does not hold by itself. */
export function longestStallHere(): number {
  const before = process.cpuUsage();
  for (let piece = 0; piece < 20; piece += 1) JSON.parse(aPiece);
  const { user, system } = process.cpuUsage(before);
  return longestStallMs * Math.max(1, (user + system) / 1_000 / pieceMs);
}

/** What stalls by the code stalls every time; what stalls because something else runs here does not: the least of three. */
export async function stallOf<T>(
  work: () => T | Promise<T>,
): Promise<{ readonly result: T; readonly stallMs: number }> {
  const once = async () => {
    const stalledMs = watchStalls();
    const result = await work();
    return { result, stallMs: stalledMs() };
  };
  const first = await once();
  let { stallMs } = first;
  for (let again = 0; again < 2 && stallMs >= longestStallMs; again += 1) {
    stallMs = Math.min(stallMs, (await once()).stallMs);
  }
  return { result: first.result, stallMs };
}

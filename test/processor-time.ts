// Limits that hold on a busy computer, too: what a process waits for its turn says nothing about its work.

const usedMs = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
};

/** The processor time that `work` takes in this process, ms. */
export function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return usedMs(before);
}

/** The same for work that ends later, with its result; what else runs in this process meanwhile counts as well. */
export async function withProcessorMs<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const before = process.cpuUsage();
  const result = await work();
  return [result, usedMs(before)];
}

const tickMs = 10;

/**
 * Measures how long this process waits by itself (for a timer, or for a peer in the same process), ms: a tick that other programs delay counts as
 * one in time. A long piece of work counts as one tick, too: that is `processorMs`'s.
 */
export function startTurnClock(): () => number {
  let sumMs = 0;
  let lastMs = performance.now();
  const look = () => {
    const nowMs = performance.now();
    sumMs += Math.min(nowMs - lastMs, 1.2 * tickMs);
    lastMs = nowMs;
  };
  const timer = setInterval(look, tickMs);
  return () => {
    clearInterval(timer);
    look();
    return sumMs;
  };
}

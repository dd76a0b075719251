// Limits on work that must be linear: on a busy computer a process also waits for its turn, and that time says nothing.

/** The processor time that `work` takes in this process, ms. */
export function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

// Keeps repeated work that nobody waits for to a part of the time.

export interface Pace {
  /** Runs `begin` now, or once the work before it is done and rested from; of several calls meanwhile only the last runs. */
  run(begin: () => void): void;
  /** The work that began is done. */
  done(): void;
  /** Drops what waits. */
  stop(): void;
}

/** Rests `restPerWork` times as long as the work took. `longestMs`: work that is not told to be done counts as done then. */
export function createPace(restPerWork: number, longestMs = 2_000): Pace {
  let next: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let beganMs: number | undefined;
  let restUntilMs = Number.NEGATIVE_INFINITY;

  const begin = () => {
    clearTimeout(timer);
    timer = undefined;
    const work = next;
    next = undefined;
    beganMs = performance.now();
    restUntilMs = beganMs + longestMs;
    work?.();
  };
  const plan = () => {
    clearTimeout(timer);
    const waitMs = restUntilMs - performance.now();
    if (waitMs <= 0) begin();
    else timer = setTimeout(begin, waitMs);
  };
  return {
    run(work) {
      next = work;
      plan();
    },
    done() {
      if (beganMs === undefined) return;
      const nowMs = performance.now();
      restUntilMs = nowMs + restPerWork * (nowMs - beganMs);
      beganMs = undefined;
      if (next !== undefined) plan();
    },
    stop() {
      clearTimeout(timer);
      next = undefined;
    },
  };
}

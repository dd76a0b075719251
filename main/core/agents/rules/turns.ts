// How often agents may share, ask for files or extend: all of them together, since a program chooses its name.

/** So many calls in so many ms. */
export const [mostCalls, withinMs] = [10, 600_000];

/** `atMs`: when the latest calls that counted were, Unix ms. A call in the future counts too: a clock that was put back frees nothing. */
export const hasTurn = (atMs: readonly number[], nowMs: number): boolean =>
  atMs.filter((at) => at > nowMs - withinMs).length < mostCalls;

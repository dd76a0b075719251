// How often a suite does what it does many times: all of it in `npm run test:deep`, a tenth in `npm test`; and what only the former does.

export const isDeep = process.env['MAYFLY_TESTS'] === 'deep';

/** Of `full` runs (`numRuns` of fast-check, rounds of a loop, entries of a list): all, or a tenth. Never less than one. */
export const volume = (full: number): number => (isDeep ? full : Math.ceil(full / 10));

/** Of many cases of one kind: all, or one in `stride`, beginning with the one at `first`. */
export const someOf = <T>(cases: readonly T[], stride = 10, first = 0): readonly T[] =>
  isDeep ? cases : cases.filter((_, index) => index % stride === first % stride);

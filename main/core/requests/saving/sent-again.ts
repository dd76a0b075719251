// Knows a file that its guest sent once more: a sender that was killed cannot know that it had come. It is saved once.
import { arrivalPath, type Arrival } from '../../model/requests/file-request';

/** A batch is the random name of one press or one command, which its sender alone knows. */
const keyOf = (arrival: Arrival, sha256: string): string =>
  JSON.stringify([arrival.batch, arrivalPath(arrival), sha256]);

/** `arrivals`: of one request, those that are not saved among them. */
export function createSavedBefore(arrivals: readonly Arrival[]) {
  const known = new Map<string, Arrival>();
  /** Its row once it is saved; gives whether it is the first of its kind. `arrival`: as it came. */
  const note = (arrival: Arrival, saved: Arrival): boolean => {
    if (saved.state !== 'saved' || saved.sha256 === undefined) return true;
    const key = keyOf(arrival, saved.sha256);
    const first = known.get(key) ?? saved;
    known.set(key, first);
    return first.slot === saved.slot;
  };
  for (const one of arrivals) note(one, one);
  return {
    note,
    /** The saved file that came in the same batch, with the same path and bytes, in another slot. `sha256`: of the bytes of `arrival`. */
    twinOf: (arrival: Arrival, sha256: string): Arrival | undefined => {
      const twin = known.get(keyOf(arrival, sha256));
      return twin?.slot === arrival.slot ? undefined : twin;
    },
  };
}

export type SavedBefore = ReturnType<typeof createSavedBefore>;

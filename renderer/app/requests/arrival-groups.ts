// What arrived, by sender and time: the heading of each sending, then its files.
import type { ArrivalView } from '../../../preload/views/file-request-views';

/** Files of one sender with one note, each within half an hour of the next. */
export interface Sending {
  readonly kind: 'sending';
  readonly key: string;
  /** The newest first. */
  readonly files: readonly ArrivalView[];
}

interface ArrivedFile {
  readonly kind: 'file';
  readonly key: string;
  readonly arrival: ArrivalView;
}

/** A row of the list. */
export type ArrivalEntry = Sending | ArrivedFile;

const mostBetweenMs = 1_800_000;

/** `arrivals`: the newest first. A sending keeps its key when files join it. */
export function entriesOf(arrivals: readonly ArrivalView[]): readonly ArrivalEntry[] {
  const sendings: ArrivalView[][] = [];
  const latest = new Map<string, ArrivalView[]>();
  for (const arrival of arrivals) {
    const by = JSON.stringify([arrival.sender, arrival.note]);
    const joined = latest.get(by);
    const next = joined?.at(-1);
    if (joined !== undefined && next !== undefined && next.arrivedAtMs - arrival.arrivedAtMs <= mostBetweenMs) {
      joined.push(arrival);
    } else {
      const begun = [arrival];
      latest.set(by, begun);
      sendings.push(begun);
    }
  }
  return sendings.flatMap((files): readonly ArrivalEntry[] => [
    { kind: 'sending', key: `sending ${files.at(-1)?.slot}`, files },
    ...files.map((arrival) => ({ kind: 'file', key: String(arrival.slot), arrival }) as const),
  ]);
}

// Ends a run of files: none is called received for good before the page was looked at once more, because the request may have been closed meanwhile.
import { fateOf } from './closing';
import type { ConditionOfPage } from './condition';
import type { Failing, Own } from './item';

/** `received`: the files that the storage took. */
export function createFinish(
  condition: Pick<ConditionOfPage, 'now' | 'lookAnew' | 'closedAtMs'>,
  received: () => readonly Own[],
  fail: (item: Own, why: Failing) => void,
) {
  // The receiving computer itself called those in parts received.
  const unsure = () => received().filter(({ isSure, place }) => isSure !== true && place.times !== undefined);
  const conclude = (item: Own) => {
    const now = condition.now();
    if (now === 'offline' || now === 'silent') return;
    const { times } = item.place;
    const isOver = now === 'closed' || now === 'gone';
    const fate = isOver && times !== undefined ? fateOf(times, condition.closedAtMs()) : 'received';
    item.isSure = true;
    if (fate !== 'received') fail(item, fate);
  };
  let isLooking = false;
  return {
    /** Says what became of a file that the storage took, as the page is now; nothing while it does not answer. */
    conclude,
    /** Looks at the page and concludes. True once all are; without an answer, and while it is looking already, false. */
    async run() {
      if (isLooking) return false;
      isLooking = true;
      const tried = new Set<Own>();
      for (;;) {
        const wanted = unsure().filter((item) => !tried.has(item));
        if (wanted.length === 0) break;
        await condition.lookAnew();
        for (const item of wanted) {
          tried.add(item);
          conclude(item);
        }
      }
      isLooking = false;
      return unsure().length === 0;
    },
  };
}

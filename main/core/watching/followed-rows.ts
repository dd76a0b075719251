// Takes the followed folders of the ledger into the state.
import type { Failure } from '../model/failure';
import type { FollowState } from '../model/watched-folder';
import type { Ports } from '../ports/ports';
import { followedAre, type Store } from '../state/state';

export function createFollowedRows({ ledger, isAlive }: Pick<Ports, 'ledger' | 'isAlive'>, store: Store) {
  /** By share: why this process cannot bring it in step. */
  const amiss = new Map<string, Failure>();
  return {
    amiss,
    /** Takes them into the state, without those that nobody follows now. */
    load: () => {
      const rows = ledger
        .followedFolders()
        .filter(({ byApp, followerPid }) => byApp || (followerPid !== undefined && isAlive(followerPid)));
      const followed = rows.map(({ shareId, byApp, inStepAtMs }): readonly [string, FollowState] => {
        const failure = amiss.get(shareId);
        const known = { byApp, ...(inStepAtMs !== undefined && { inStepAtMs }) };
        return [shareId, failure === undefined ? known : { ...known, failure }];
      });
      store.apply(followedAre(new Map(followed)));
    },
  };
}

export type FollowedRows = ReturnType<typeof createFollowedRows>;

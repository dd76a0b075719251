// What other rooms use of this one: folders whose new files are shared by themselves, and shares that are kept in step with their folder.
import { bind, whenUsed, type Bound, type BoundLate } from '../async/verbs';
import { asFailure } from '../model/failure';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import type { ShareSteps } from '../sharing/sharing';
import type * as follows from './followed-shares';
import type { FollowTimes } from './following';
import type { FollowedRows } from './followed-rows';
import { usualWatchTimes, type WatchTimes } from './watch-folder';
import * as verbs from './watched-folders';

export { createFollowedRows } from './followed-rows';
export type { WatchTimes };

/** Between two looks that miss a file, before it is taken off its page, and how long files wait for each other at most, ms. */
const [goneMs, togetherMs] = [10_000, 10_000];

/** For the faces of the app. */
export type Watching = Omit<Bound<verbs.WatchingContext, typeof verbs>, 'endWatches'> &
  BoundLate<follows.FollowedShares, typeof follows>;

interface WatchingNeeds extends Omit<verbs.WatchingNeeds, 'times'> {
  readonly ports: Pick<Ports, 'files' | 'folders' | 'ledger' | 'clock' | 'log' | 'pid' | 'isAlive'>;
  readonly shareSteps: ShareSteps;
  /** The server's clock. */
  readonly now: Clock;
  readonly followedRows: FollowedRows;
  readonly times?: WatchTimes | undefined;
}

/** `endWatches`: ends all that is watched and followed. */
export function createWatching({ times = usualWatchTimes, shareSteps, now, followedRows, ...needs }: WatchingNeeds): {
  readonly watching: Watching;
  readonly endWatches: () => Promise<void>;
} {
  const context: verbs.WatchingContext = {
    ...needs,
    times,
    watches: new Map(),
    away: new Set(),
    now: { follows: false },
  };
  const followTimes: FollowTimes = { ...times, goneMs, togetherMs };
  const followed: follows.FollowedShares = {
    ...needs,
    shareSteps,
    now,
    followTimes,
    followings: new Map(),
    rows: followedRows,
  };
  const { log } = needs.ports;
  const { endWatches, ...watching } = bind(context, verbs);
  const late = whenUsed(() => import('./followed-shares'), followed, {
    keepInStep: true,
    followShares: true,
    followedShareOf: true,
    followInForeground: true,
  });
  return {
    watching: {
      ...watching,
      ...late,
      followFolders() {
        watching.followFolders();
        // Most follow none, and load nothing for it.
        if (!needs.ports.ledger.followedFolders().some(({ byApp }) => byApp)) return;
        late.followShares().catch((error: unknown) => log.error('no share is kept in step', asFailure(error)));
      },
    },
    async endWatches() {
      const ends = [...followed.followings.values()].map((one) => one.end());
      followed.followings.clear();
      await Promise.all([endWatches(), ...ends]).catch((error: unknown) =>
        log.error('a folder is still followed', asFailure(error)),
      );
    },
  };
}

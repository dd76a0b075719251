// What other rooms use of this one: folders whose new files are shared by themselves.
import { bind, type Bound } from '../async/verbs';
import { usualWatchTimes, type WatchTimes } from './watch-folder';
import * as verbs from './watched-folders';

export type { WatchTimes };

/** `endWatches` is not for the faces of the app. */
export type Watching = Bound<verbs.WatchingContext, typeof verbs>;

export function createWatching({
  times = usualWatchTimes,
  ...needs
}: Omit<verbs.WatchingNeeds, 'times'> & { readonly times?: WatchTimes | undefined }): Watching {
  const context: verbs.WatchingContext = {
    ...needs,
    times,
    watches: new Map(),
    away: new Set(),
    now: { follows: false },
  };
  return bind(context, verbs);
}

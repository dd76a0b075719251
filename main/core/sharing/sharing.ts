// What other rooms use of this one: sharing files, streams, the clipboard and screenshots.
import { bind, whenUsed, type Bound, type BoundLate } from '../async/verbs';
import type * as changes from './change-share';
import type * as byKey from './share-by-key';
import type * as steps from './step-share';
import { makePassword } from './make-password';
import * as fromDesktop from './share-from-desktop';
import { tidyTemporary } from './share-generated';
import * as items from './share-items';
import type { SharingContext, SharingNeeds } from './sharing-context';

const verbs = { ...items, ...fromDesktop, makePassword };

/** For the faces of the app. */
export type Sharing = Bound<SharingContext, typeof verbs> &
  BoundLate<SharingContext, typeof changes> &
  BoundLate<SharingContext, typeof byKey>;

/** For the room of folders that shares are kept in step with. */
export type ShareSteps = BoundLate<SharingContext, typeof steps>;

export function createSharing(needs: SharingNeeds): {
  readonly sharing: Sharing;
  readonly shareSteps: ShareSteps;
  readonly tidyTemporary: () => Promise<void>;
} {
  const context = { ...needs, temporary: { beginning: new Set<string>(), creating: 0 } };
  const late = whenUsed(() => import('./change-share'), context, {
    addFiles: true,
    replaceFile: true,
    removeFiles: true,
  });
  const once = whenUsed(() => import('./share-by-key'), context, { shareByKey: true });
  const shareSteps = whenUsed(() => import('./step-share'), context, { stepShare: true, giveUpChange: true });
  return {
    sharing: { ...bind(context, verbs), ...late, ...once },
    shareSteps,
    tidyTemporary: () => tidyTemporary(context),
  };
}

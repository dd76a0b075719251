// What other rooms use of this one: sharing files, streams, the clipboard and screenshots.
import { bind, whenUsed, type Bound, type BoundLate } from '../async/verbs';
import type * as changes from './change-share';
import { makePassword } from './make-password';
import * as fromDesktop from './share-from-desktop';
import { tidyTemporary } from './share-generated';
import * as items from './share-items';
import type { SharingContext, SharingNeeds } from './sharing-context';

const verbs = { ...items, ...fromDesktop, makePassword };

/** For the faces of the app. */
export type Sharing = Bound<SharingContext, typeof verbs> & BoundLate<SharingContext, typeof changes>;

export function createSharing(needs: SharingNeeds): Sharing & { readonly tidyTemporary: () => Promise<void> } {
  const context = { ...needs, temporary: { beginning: new Set<string>(), creating: 0 } };
  const late = whenUsed(() => import('./change-share'), context, {
    addFiles: true,
    replaceFile: true,
    removeFiles: true,
  });
  return { ...bind(context, verbs), ...late, tidyTemporary: () => tidyTemporary(context) };
}

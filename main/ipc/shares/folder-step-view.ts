// How far a page is in step with its folder, as the window may see it.
import type { FolderStepView } from '../../../preload/views/views';
import { folderOfPage, type Share } from '../../core/model/share';
import type { AppState } from '../../core/state/rules/app-state';
import { failureView } from '../failure-view';

/** `undefined` for what was not made of one folder. */
export function folderStepView(share: Share, followed: AppState['followed']): FolderStepView | undefined {
  if (folderOfPage(share) === undefined) return undefined;
  const step = followed.get(share.id);
  if (step === undefined) return { isKept: false };
  const { byApp: isKept, inStepAtMs, failure } = step;
  return {
    isKept,
    ...(inStepAtMs !== undefined && { inStepAtMs }),
    ...(failure !== undefined && { failure: failureView(failure) }),
  };
}

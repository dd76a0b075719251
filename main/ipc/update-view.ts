// View and handlers for newer versions of Mayfly.
import type { Channel, Handlers } from '../../preload/contract';
import type { UpdateView } from '../../preload/views/views';
import type { UpdateState } from '../core/model/update';
import { updateWaits } from '../core/updates/rules/judge-update';
import type { Updates } from '../core/updates/updates';
import { failureView } from './failure-view';
import type { Upload } from '../core/model/upload';

export function updateView(update: UpdateState, uploads: readonly Upload[]): UpdateView {
  return {
    kind: update.kind,
    ...('offer' in update && update.offer),
    ...('why' in update && { stale: update.why }),
    ...('percent' in update && { percent: update.percent }),
    ...('failure' in update && { failure: failureView(update.failure) }),
    waitsForUploads: updateWaits(uploads),
  };
}

export function createUpdateHandlers(
  updates: Pick<Updates, 'check' | 'install'>,
): Pick<Handlers, Extract<Channel, `updates:${string}`>> {
  return { 'updates:check': () => updates.check(), 'updates:install': () => updates.install() };
}

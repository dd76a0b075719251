// Why this exists: what the window may know about newer Mayflys, and what it may ask for.
import type { Channel, Handlers } from '../../preload/contract';
import type { UpdateView } from '../../preload/views';
import type { Upload } from '../domain/app-state';
import { updateWaits, type UpdateState } from '../domain/update';
import type { Updates } from '../services/updates';
import { failureView } from './failure-view';

export function updateView(update: UpdateState, uploads: readonly Upload[]): UpdateView {
  return {
    kind: update.kind,
    ...('offer' in update && update.offer),
    ...('why' in update && { stale: update.why }),
    ...('percent' in update && { percent: update.percent }),
    ...('failure' in update && { failure: failureView(update.failure) }),
    waits: updateWaits(uploads),
  };
}

export function createUpdateHandlers(
  updates: Pick<Updates, 'check' | 'install'>,
): Pick<Handlers, Extract<Channel, `updates:${string}`>> {
  return { 'updates:check': () => updates.check(), 'updates:install': () => updates.install() };
}

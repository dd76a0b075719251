// Updates of the packaged app, from the feed that its package names.
import { app } from 'electron';
import { createUpdateSource, feedOfPackage } from '../adapters/desktop/updates';
import { createUpdates, type Updates, type UpdatesOptions } from '../core/updates/updates';

/** `resourcesDir`: the app's own resources. Without a package there is no feed, and updates are off. */
export function createPackageUpdates(
  resourcesDir: string,
  { store, tell, policy }: Pick<UpdatesOptions, 'store' | 'tell' | 'policy'>,
  options: Pick<UpdatesOptions, 'log' | 'ledger' | 'onState'>,
): Updates {
  const feed = app.isPackaged ? feedOfPackage(process.resourcesPath, resourcesDir) : undefined;
  return createUpdates({
    ...options,
    store,
    tell,
    policy,
    source: feed && createUpdateSource(feed),
    version: app.getVersion(),
    clock: Date.now,
  });
}

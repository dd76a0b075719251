// Updates of the packaged app, from the feed that its package names.
import { app } from 'electron';
import { createUpdateSource, feedOfPackage } from '../adapters/desktop/updates';
import type { UpdateState } from '../core/model/update';
import { createUpdates, type Updates, type UpdatesOptions } from '../core/updates/updates';

/** `resourcesDir`: the app's own resources; `command` starts Mayfly. Without a package there is no feed, and updates are off. */
export function createPackageUpdates(
  resourcesDir: string,
  [execPath, ...args]: readonly string[],
  { store, tell, policy }: Pick<UpdatesOptions, 'store' | 'tell' | 'policy'>,
  {
    view,
    ...options
  }: Pick<UpdatesOptions, 'log' | 'ledger'> & { readonly view: { updateIs(state: UpdateState): void } },
): Updates {
  const feed = app.isPackaged ? feedOfPackage(process.resourcesPath, resourcesDir) : undefined;
  // Without what this process was given to share.
  const restart = () => {
    app.relaunch({ ...(execPath !== undefined && { execPath }), args });
    app.quit();
  };
  return createUpdates({
    ...options,
    store,
    tell,
    policy,
    source: feed && createUpdateSource(feed, restart),
    version: app.getVersion(),
    clock: Date.now,
    onState: (state) => view.updateIs(state),
  });
}

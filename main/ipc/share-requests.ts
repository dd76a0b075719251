// Shares files, clipboard and screenshot for the window: the same options and the same failures for each.
import { basename, isAbsolute } from 'node:path';
import type { ShareWish } from '../../preload/contract';
import { Failure } from '../core/model/failure';
import type { App } from '../core/app/app';
import { omitUndefined } from './omit-undefined';
import { renamed } from '../core/model/file-name';

const optionsOf = ({ inline, page, connectionId, expirySeconds, title, message }: Omit<ShareWish, 'name'>) => ({
  disposition: inline ? ('inline' as const) : ('attachment' as const),
  ...omitUndefined({ page, lifetimeSeconds: expirySeconds, title, message }),
  ...(connectionId !== undefined && { connection: { kind: 'known' as const, connectionId } }),
});

export interface Sharing {
  /** Raises the first failure that has no row in the list of uploads. */
  readonly files: (paths: readonly string[], wish: ShareWish) => Promise<void>;
  readonly screenshot: (wish: ShareWish) => Promise<void>;
  readonly clipboard: (wish: ShareWish) => Promise<void>;
}

export function createSharing(
  app: Pick<App, 'shareItems' | 'shareClipboard' | 'shareScreenshot' | 'store'>,
  isDragged: (path: string) => boolean,
): Sharing {
  /** A failed upload shows its failure in its own row; any other failure is the answer to the request. */
  const isShown = (failure: Failure) =>
    failure.code === 'cancelled' ||
    app.store.get().uploads.some(({ phase }) => phase.kind === 'failed' && phase.failure === failure);
  return {
    async files(named, { name, ...wish }) {
      // A link file of Mayfly's own drag that is dropped on the window.
      const paths = named.filter((path) => !isDragged(path));
      if (paths.length === 0) return;
      // A dropped path is absolute: anything else would be read relative to wherever Mayfly was started.
      if (!paths.every((path) => isAbsolute(path) && !path.includes('\0'))) throw new Failure('bad-request');
      const results = await app.shareItems(paths, {
        copy: true,
        ...optionsOf(wish),
        ...(name !== undefined && { name: renamed(basename(paths[0] ?? ''), name) }),
      });
      const unseen = results.find((result) => !result.ok && !isShown(result.failure));
      if (unseen?.ok === false) throw unseen.failure;
    },
    async screenshot(wish) {
      await app.shareScreenshot('region', { ...optionsOf(wish), ...omitUndefined({ name: wish.name }) });
    },
    async clipboard(wish) {
      await app.shareClipboard({ ...optionsOf(wish), ...omitUndefined({ name: wish.name }) });
    },
  };
}

// Shares files, text, clipboard and screenshot for the window: the same options and the same failures for each.
import { basename, isAbsolute } from 'node:path';
import type { ShareOptions } from '../../preload/contract';
import { Failure } from '../core/model/failure';
import { folderOfPage } from '../core/model/share';
import type { ItemResult, Shared } from '../core/model/share-request';
import type { App } from '../core/app/app';
import { omitUndefined } from './omit-undefined';
import { renamed } from '../core/model/file-name';

/**
 * Raises the first failure that nothing else shows: a failed upload shows its failure in its own row, or in that of its page; any other failure
 * is the answer to the request.
 */
export function raiseUnseen(app: Pick<App, 'store'>, results: readonly ItemResult[]): void {
  const isShown = (failure: Failure) =>
    failure.code === 'cancelled' ||
    failure.code === 'page-incomplete' ||
    app.store.get().uploads.some(({ phase }) => phase.kind === 'failed' && phase.failure === failure);
  const unseen = results.find((result) => !result.ok && !isShown(result.failure));
  if (unseen?.ok === false) throw unseen.failure;
}

export function createSharing(
  app: Pick<
    App,
    | 'warmUp'
    | 'keepInStep'
    | 'shareItems'
    | 'addFiles'
    | 'shareText'
    | 'shareClipboard'
    | 'shareScreenshot'
    | 'sendToDevice'
    | 'store'
  >,
  isDragged: (path: string) => boolean,
) {
  /** Its row says what fails. Raises `device-not-found` for one that is near no more. */
  const toDevice = async (deviceId: string, paths: readonly string[]): Promise<void> => {
    const to = app.store.get().nearby.devices.find(({ fingerprint }) => fingerprint === deviceId);
    if (to === undefined) throw new Failure('device-not-found');
    void app.sendToDevice({ to, paths }).catch(() => undefined);
  };
  /** What is no file needs a link. */
  const refuseDevice = ({ deviceId }: ShareOptions): void => {
    if (deviceId === undefined) return;
    throw new Failure('bad-request', {
      reason: 'a device takes files and folders; choose another place for texts and pictures',
    });
  };
  /** Without the link files of Mayfly's own drags. Raises `bad-request`. */
  const dropped = (named: readonly string[]): readonly string[] => {
    const paths = named.filter((path) => !isDragged(path));
    // A dropped path is absolute: anything else would be read relative to wherever Mayfly was started.
    if (!paths.every((path) => isAbsolute(path) && !path.includes('\0'))) throw new Failure('bad-request');
    return paths;
  };
  /** Raises what `keepInStep` raises. */
  const keep = async (shared: Shared): Promise<void> => {
    if (folderOfPage(shared.share) !== undefined) await app.keepInStep(shared.share.id, true);
  };
  const keepAll = async (results: readonly ItemResult[]): Promise<void> => {
    for (const result of results) if (result.ok) await keep(result.shared);
  };
  /** Raises the first failure that has no row in the list of uploads. */
  const files = async (
    named: readonly string[],
    { name, deviceId, keepInStep, ...options }: ShareOptions,
  ): Promise<void> => {
    const paths = dropped(named);
    if (paths.length === 0) return;
    if (deviceId !== undefined) return toDevice(deviceId, paths);
    // Side by side with what comes before the upload: the look at the files, and their rows in the ledger.
    app.warmUp();
    const results = await app.shareItems(paths, {
      copy: true,
      linkFirst: 'when-long',
      ...omitUndefined(options),
      ...(name !== undefined && { name: renamed(basename(paths[0] ?? ''), name) }),
      // A process that ends meanwhile goes on with both.
      ...(keepInStep === true && { onLink: (shared: Shared) => void keep(shared).catch(() => undefined) }),
    });
    raiseUnseen(app, results);
    if (keepInStep === true) await keepAll(results);
  };
  return {
    files,
    /** Adds dropped files to a page share. */
    into: async (shareId: string, named: readonly string[]) => {
      const paths = dropped(named);
      if (paths.length > 0) raiseUnseen(app, await app.addFiles(shareId, paths));
    },
    /** A dropped text. A web page chose it, so one that names a file of this computer is a text as well: Chromium hands no such file over either. */
    text: async (text: string, options: ShareOptions) => {
      refuseDevice(options);
      app.warmUp();
      await app.shareText(text, omitUndefined(options));
    },
    screenshot: async (options: ShareOptions) => {
      refuseDevice(options);
      await app.shareScreenshot('region', omitUndefined(options));
    },
    clipboard: async ({ keepInStep, ...options }: ShareOptions) => {
      refuseDevice(options);
      app.warmUp();
      const results = await app.shareClipboard(omitUndefined(options));
      if (keepInStep === true) await keepAll(results);
    },
  };
}

export type Sharing = ReturnType<typeof createSharing>;

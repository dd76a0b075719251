// Why this exists: what each request of the window means, one line each.
import { isAbsolute } from 'node:path';
import type { Handlers, ShareWish } from '../../preload/contract';
import { isAccelerator } from '../domain/accelerator';
import { Failure } from '../domain/failure';
import type { App } from '../services/app';
import type { Clock } from '../services/ports';
import { createConnectionHandlers } from './connection-handlers';
import type { Desk } from './desk';
import { createShareHandlers } from './share-handlers';
import type { ViewSource } from './view-source';

const optionsOf = ({ inline, page, connectionId, expirySeconds, title, message }: ShareWish) => ({
  disposition: inline ? ('inline' as const) : ('attachment' as const),
  ...(page !== undefined && { page }),
  ...(connectionId !== undefined && { connection: { kind: 'known' as const, connectionId } }),
  ...(expirySeconds !== undefined && { lifetimeSeconds: expirySeconds }),
  ...(title !== undefined && { title }),
  ...(message !== undefined && { message }),
});

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what was asked to change. */
const given = <T extends object>(change: T): Given<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<T>;

/** All requests. Each rejects with a Failure, which the gate turns into data. */
export function createHandlers(app: App, view: ViewSource, desk: Desk, clock: Clock): Handlers {
  /** A dropped path is absolute: anything else would be read relative to wherever Mayfly was started. */
  const share = async (paths: readonly string[], wish: ShareWish) => {
    if (!paths.every((path) => isAbsolute(path) && !path.includes('\0'))) throw new Failure('bad-request');
    const results = await app.shareItems(paths, { copy: true, ...optionsOf(wish) });
    const unseen = results.find((result) => !result.ok && !isShown(result.failure));
    if (unseen?.ok === false) throw unseen.failure;
  };
  /** A failed upload has a row of its own; what never became an upload is answered to whoever asked for it. */
  const isShown = (failure: Failure) =>
    failure.code === 'cancelled' ||
    app.store.get().uploads.some(({ phase }) => phase.kind === 'failed' && phase.failure === failure);

  return {
    'state:get': async () => view.current(),
    ...createShareHandlers(app, view, desk, clock),
    ...createConnectionHandlers(app, view, desk),
    'files:share': ({ paths, wish }) => share(paths, wish),
    'files:share-unstored': async ({ name }) => {
      throw new Failure('file-not-stored', { fileName: name });
    },
    'files:choose': async ({ wish }) => {
      const paths = await desk.chooseFiles();
      if (paths.length > 0) await share(paths, wish);
      return { chosen: paths.length > 0 };
    },
    'clipboard:share': async ({ wish }) => {
      await app.shareClipboard(optionsOf(wish));
    },
    'uploads:cancel': async ({ uploadId }) => app.cancelUpload(uploadId),
    'uploads:pause': async ({ uploadId }) => app.pauseUpload(uploadId),
    'uploads:resume': async ({ uploadId }) => app.resumeUpload(uploadId),
    'uploads:all': async ({ action }) => {
      if (action === 'pause') app.pauseAll();
      else if (action === 'resume') app.resumeAll();
      else app.cancelAll();
    },
    'uploads:move': async ({ uploadId, beforeId }) => app.moveUpload(uploadId, beforeId),
    'uploads:retry': ({ uploadId }) => app.retryUpload(uploadId),
    'uploads:dismiss': async ({ uploadId }) => app.dismissUpload(uploadId),
    'keychain:retry': async () => view.keychainIs(await app.retryKeychain()),
    'settings:save': async (change) => app.saveSettings(given(change)),
    'settings:save-desktop': async (change) => {
      const { shortcut } = change;
      if (shortcut !== undefined && shortcut !== '' && !isAccelerator(shortcut)) throw new Failure('bad-request');
      app.saveSettings({ desktop: { ...app.store.get().settings.desktop, ...given(change) } });
    },
    'window:open': async () => desk.openWindow(),
    'shelf:hide': async () => desk.hideShelf(),
    'shelf:grow': async () => desk.growShelf(),
    'shortcut:record': async ({ recording }) => desk.restShortcut(recording),
    'notices:dismiss': async ({ noticeId }) => app.dismissNotice(noticeId),
  };
}

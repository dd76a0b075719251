// Maps every request of the window to the application.
import type { Handlers } from '../../preload/contract';
import { Failure } from '../core/model/failure';
import type { App } from '../core/app/app';
import type { Updates } from '../core/updates/updates';
import { createConnectionHandlers } from './connection-handlers';
import type { DesktopActions } from './desktop-actions';
import { createDoorHandlers } from './door-handlers';
import { createDesktopHandlers } from './desktop-handlers';
import { omitUndefined } from './omit-undefined';
import { createFileRequestHandlers } from './file-request-handlers';
import { createNearbyHandlers } from './nearby/nearby-handlers';
import { createNetworkHandlers, createReachHandlers } from './network-handlers';
import { createShareHandlers } from './share-handlers';
import { createSharing } from './share-requests';
import { createUpdateHandlers } from './update-view';
import type { ViewSource } from './view-source';
import type { Clock } from '../core/model/system';

/** All requests. Each rejects with a Failure, which `check-request` converts to data. */
export function createHandlers(
  app: App,
  view: ViewSource,
  desktop: DesktopActions,
  clock: Clock,
  updates: Pick<Updates, 'check' | 'install'>,
): Handlers {
  const sharing = createSharing(app, (path) => desktop.isDragged(path));
  return {
    'state:get': async () => view.current(),
    ...createShareHandlers(app, view, desktop, clock),
    ...createConnectionHandlers(app, view, desktop),
    ...createDoorHandlers(app, desktop),
    ...createDesktopHandlers(app, desktop, sharing),
    ...createFileRequestHandlers(app, desktop, clock),
    ...createNetworkHandlers(app),
    ...createNearbyHandlers(app, desktop),
    ...createReachHandlers(app),
    ...createUpdateHandlers(updates),
    'files:share': async ({ documentToken, paths, options }) => {
      if (!desktop.isDocumentToken(documentToken)) throw new Failure('bad-request');
      return sharing.files(paths, options);
    },
    'files:add': async ({ documentToken, shareId, paths }) => {
      if (!desktop.isDocumentToken(documentToken)) throw new Failure('bad-request');
      return sharing.into(shareId, paths);
    },
    'text:share': async ({ documentToken, text, options }) => {
      if (!desktop.isDocumentToken(documentToken)) throw new Failure('bad-request');
      return sharing.text(text, options);
    },
    'files:share-unstored': async ({ name }) => {
      throw new Failure('file-not-stored', { fileName: name });
    },
    'files:choose': async ({ choice, options }) => {
      const paths = await desktop.chooseFiles(choice);
      if (paths.length > 0) await sharing.files(paths, options);
      return { chosen: paths.length > 0 };
    },
    'clipboard:share': ({ options }) => sharing.clipboard(options),
    'uploads:cancel': async ({ uploadId }) => app.cancelUpload(uploadId),
    'uploads:pause': async ({ uploadId }) => app.pauseUpload(uploadId),
    'uploads:resume': async ({ uploadId }) => app.resumeUpload(uploadId),
    'uploads:all': async ({ action }) => {
      if (action === 'pause') app.pauseAll();
      else if (action === 'resume') app.resumeAll();
      else app.cancelAll();
    },
    'uploads:undo-cancel': async ({ noticeId }) => app.undoCancel(noticeId),
    'uploads:move': async ({ uploadId, beforeId }) => app.moveUpload(uploadId, beforeId),
    'uploads:show-files': async ({ uploadId, shown }) => view.showFiles(uploadId, shown),
    'uploads:retry': ({ uploadId }) => app.retryUpload(uploadId),
    'uploads:dismiss': async ({ uploadId }) => app.dismissUpload(uploadId),
    'keychain:retry': async () => view.keychainIs(await app.retryKeychain()),
    'lifetime:choose': async ({ expirySeconds }) => app.chooseLifetime(expirySeconds),
    'encryption:make-password': async () => {
      const { password, written } = await app.makePassword();
      return { password, isCopied: written === 'written' };
    },
    'settings:save': async (change) => app.saveSettings(omitUndefined(change)),
    'notices:dismiss': async ({ noticeId }) => app.dismissNotice(noticeId),
  };
}

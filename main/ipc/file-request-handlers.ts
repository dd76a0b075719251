// Handlers of requests of the window about file requests and what arrived by them.
import type { SavingPlace } from '../../preload/file-request-requests';
import type { Channel, Handlers } from '../../preload/contract';
import type { App } from '../core/app/app';
import { forEachLimited } from '../core/async/for-each-limited';
import { Failure } from '../core/model/failure';
import type { Arrival } from '../core/model/requests/file-request';
import type { Clock } from '../core/model/system';
import { visibleLine } from '../core/model/visible-text';
import { mayReceive } from '../core/requests/rules/request-times';
import { isSafeToOpen } from '../core/model/requests/safe-to-open';
import { codeView } from './code-view';
import { standingTitle } from '../core/wording/standing-words';
import type { DesktopActions } from './desktop-actions';
import { doorView } from './door-view';
import { fileRequestDetailsView } from './file-request-view';
import { omitUndefined } from './omit-undefined';
import { createPickedFiles } from './picked-files';

type FileRequestChannel = Extract<Channel, `file-requests:${string}` | `arrivals:${string}`>;

const looksAtOnce = 4;

/** Each rejects with a Failure. A link goes to the clipboard or to a picture, and is in no answer. */
export function createFileRequestHandlers(
  app: App,
  desktop: DesktopActions,
  clock: Clock,
): Pick<Handlers, FileRequestChannel> {
  const picked = createPickedFiles();
  /** By request: stops its saving. */
  const saving = new Map<string, AbortController>();

  /** `requestId`: of a request that is there already. */
  const folderOf = async (options: SavingPlace, title: string, requestId?: string): Promise<string | undefined> => {
    if (options.kind === 'bucket') return undefined;
    return options.kind === 'usual' ? app.usualFolder(desktop.downloads(), title, requestId) : picked.path(options.id);
  };

  /** Raises `request-not-found`, `file-missing`. */
  const savedPath = (requestId: string, slot: number): { readonly arrival: Arrival; readonly path: string } => {
    const arrival = app.fileRequest(requestId).arrivals.find((one) => one.slot === slot);
    const isSaved = arrival?.state === 'saved' || arrival?.state === 'deleted';
    if (arrival?.path === undefined || !isSaved) {
      throw new Failure('file-missing', omitUndefined({ fileName: arrival?.name }));
    }
    return { arrival, path: arrival.path };
  };

  return {
    'file-requests:make': async ({
      connectionId,
      expirySeconds,
      saving: place,
      message,
      encrypt,
      door,
      doorName,
      ...options
    }) => {
      const folder = await folderOf(place, options.title);
      const { requestId, written } = await app.requestFilesAndCopy({
        ...options,
        lifetimeSeconds: expirySeconds,
        ...omitUndefined({ message, encrypt, door, doorName, saveTo: folder }),
        ...(connectionId !== undefined && { connection: { kind: 'known', connectionId } }),
      });
      return { requestId, isCopied: written === 'written' };
    },
    'file-requests:standing': async () => {
      const saveTo = await app.usualFolder(desktop.downloads(), standingTitle(''));
      return { requestId: (await app.standingRequest({ saveTo })).request.id };
    },
    'file-requests:usual-folder': async ({ title }) => ({
      path: visibleLine(await app.usualFolder(desktop.downloads(), title)),
    }),
    'file-requests:choose-folder': async () => {
      const path = await desktop.chooseArrivalsFolder();
      return path === undefined ? undefined : { id: picked.keep(path), path: visibleLine(path) };
    },
    'file-requests:copy-link': async ({ requestId }) => ({
      isCopied: (await app.copyRequestLink(requestId)).written === 'written',
    }),
    'file-requests:qr': async ({ requestId }) => codeView(await app.requestQr(requestId), desktop, app.clockOffsetMs()),
    'file-requests:save-qr': ({ requestId }) =>
      desktop.savePicture(
        `${app.fileRequest(requestId).request.title} QR.png`,
        async () => (await app.requestQr(requestId)).png,
      ),
    'file-requests:extend': async ({ requestId, expirySeconds }) => ({
      isCopied: (await app.extendAndCopy(requestId, expirySeconds)).written === 'written',
    }),
    'file-requests:edit': async ({ requestId, saving: place, ...change }) => {
      const title = change.title ?? app.fileRequest(requestId).request.title;
      await app.editFileRequest(requestId, {
        ...omitUndefined(change),
        ...(place !== undefined && { saving: { folder: await folderOf(place, title, requestId) } }),
      });
    },
    'file-requests:close': async ({ requestId }) => void (await app.closeFileRequest(requestId)),
    'file-requests:remove': async ({ requestId }) => {
      saving.get(requestId)?.abort();
      await app.removeFileRequest(requestId);
    },
    'file-requests:look': async ({ requestId }) => void (await app.lookForArrivals(requestId)),
    'file-requests:look-all': async () => {
      const nowMs = clock() + app.clockOffsetMs();
      const open = app.fileRequests().filter(({ request }) => mayReceive(request, nowMs));
      // The upkeep says what fails, and tries again.
      await forEachLimited(open, looksAtOnce, ({ request }) =>
        app.lookForArrivals(request.id).then(
          () => undefined,
          () => undefined,
        ),
      );
    },
    'file-requests:details': async ({ requestId }) =>
      fileRequestDetailsView(app.fileRequest(requestId), app.clockOffsetMs(), doorView(app, requestId)),
    'file-requests:save': async ({ requestId, slots }) => {
      const { saveTo } = app.fileRequest(requestId).request;
      const folder = saveTo ?? (await desktop.chooseArrivalsFolder());
      if (folder === undefined) return { chosen: false };
      const stop = new AbortController();
      saving.get(requestId)?.abort();
      saving.set(requestId, stop);
      try {
        const real = await app.prepareFolder(folder);
        await app.saveArrivals(requestId, { folder: real, signal: stop.signal, ...omitUndefined({ slots }) });
      } finally {
        if (saving.get(requestId) === stop) saving.delete(requestId);
      }
      return { chosen: true };
    },
    'file-requests:stop-saving': async ({ requestId }) => saving.get(requestId)?.abort(),
    'file-requests:show-folder': async ({ requestId }) => {
      const { saveTo } = app.fileRequest(requestId).request;
      if (saveTo === undefined) throw new Failure('folder-missing');
      desktop.reveal(saveTo);
    },
    'arrivals:open': async ({ requestId, slot }) => {
      const { path, arrival } = savedPath(requestId, slot);
      if (!isSafeToOpen(path)) throw new Failure('bad-request', { fileName: arrival.name });
      await desktop.openFile(path);
    },
    'arrivals:reveal': async ({ requestId, slot }) => desktop.reveal(savedPath(requestId, slot).path),
    'arrivals:share': async ({ requestId, slot }) => void (await app.shareArrival(requestId, slot)),
    'arrivals:remove': ({ requestId, slot }) => app.removeArrival(requestId, slot),
  };
}

// Handlers of requests about devices nearby.
import { basename, relative } from 'node:path';
import type { Channel, Handlers } from '../../../preload/contract';
import type { ArrivedFilesView, ArrivedView } from '../../../preload/views/nearby-view';
import type { App } from '../../core/app/app';
import type { ListedSession, ReceivedFile } from '../../core/model/devices/nearby';
import { Failure } from '../../core/model/failure';
import { visibleLine } from '../../core/model/visible-text';
import type { DesktopActions } from '../desktop-actions';
import { omitUndefined } from '../omit-undefined';
import { deviceView } from './nearby-view';

/** Nobody reads thousands of names. */
const filesShown = 200;

const arrivedView = ({
  id,
  alias: sender,
  atMs,
  missingCount,
  fileCount,
  sizeBytes,
  name,
}: ListedSession): ArrivedView => ({
  id,
  sender,
  atMs,
  missingCount,
  fileCount,
  sizeBytes,
  ...omitUndefined({ name }),
});

/** By the folder, which may be reached by a link: a file that is elsewhere has its name alone. */
function pathBelow(folder: string, path: string): string {
  const below = relative(folder, path);
  return visibleLine(below.startsWith('..') ? basename(path) : below.replaceAll('\\', '/'));
}

const arrivedFilesView = (folder: string, files: readonly ReceivedFile[]): ArrivedFilesView => ({
  folder: visibleLine(folder),
  files: files.slice(0, filesShown).map(({ path, sizeBytes }) => ({ path: pathBelow(folder, path), sizeBytes })),
  fileCount: files.length,
});

type NearbyChannel = Extract<Channel, `nearby:${string}`>;

/** Each rejects with a Failure. What sending fails with stands in its row. */
export function createNearbyHandlers(
  app: App,
  desktop: Pick<DesktopActions, 'reveal' | 'toBin'>,
): Pick<Handlers, NearbyChannel> {
  return {
    'nearby:answer': ({ offerId, accepts }) => (accepts ? app.acceptOffer(offerId) : app.declineOffer(offerId)),
    'nearby:find': async ({ address }) => deviceView(await app.findDeviceAt(address)),
    'nearby:pin': () => app.ownPin(),
    'nearby:new-pin': () => app.changePin(),
    'nearby:stop-receiving': () => app.cancelReceiving(),
    'nearby:stop-sending': ({ sendingId }) => app.cancelSending(sendingId),
    'nearby:send-again': async ({ sendingId, pin }) => {
      void app.sendAgain(sendingId, omitUndefined({ pin })).catch(() => undefined);
    },
    'nearby:reveal': async ({ receivedId }) => {
      const [first] = await app.receivedFiles(receivedId);
      if (first === undefined) throw new Failure('file-missing');
      desktop.reveal(first.path);
    },
    'nearby:undo': async ({ receivedId }) => ({
      removed: await app.undoReceived(receivedId, (path) => desktop.toBin(path)),
    }),
    'nearby:arrivals': async () => (await app.receivedSessions()).map(arrivedView),
    'nearby:arrived-files': async ({ receivedId }) => {
      const session = (await app.receivedSessions()).find(({ id }) => id === receivedId);
      return arrivedFilesView(session?.folder ?? '', await app.receivedFiles(receivedId));
    },
    'nearby:unlist': ({ receivedId }) => app.unlistReceived(receivedId),
    'nearby:forget': ({ receivedId }) => app.forgetReceived(receivedId),
  };
}

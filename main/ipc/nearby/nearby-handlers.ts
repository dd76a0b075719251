// Handlers of requests about devices nearby.
import type { Channel, Handlers } from '../../../preload/contract';
import type { App } from '../../core/app/app';
import { Failure } from '../../core/model/failure';
import type { DesktopActions } from '../desktop-actions';
import { omitUndefined } from '../omit-undefined';

type NearbyChannel = Extract<Channel, `nearby:${string}`>;

/** Each rejects with a Failure. What sending fails with stands in its row. */
export function createNearbyHandlers(app: App, desktop: Pick<DesktopActions, 'reveal'>): Pick<Handlers, NearbyChannel> {
  return {
    'nearby:answer': ({ offerId, accepts }) => (accepts ? app.acceptOffer(offerId) : app.declineOffer(offerId)),
    'nearby:find': async ({ address }) => {
      const { fingerprint: id, alias: name } = await app.findDeviceAt(address);
      return { id, name };
    },
    'nearby:stop-receiving': () => app.cancelReceiving(),
    'nearby:stop-sending': ({ sendingId }) => app.cancelSending(sendingId),
    'nearby:send-again': async ({ sendingId, pin }) => {
      void app.sendAgain(sendingId, omitUndefined({ pin })).catch(() => undefined);
    },
    'nearby:reveal': async ({ receivedId }) => {
      const row = app.store.get().nearby.received.find(({ id }) => id === receivedId);
      const [first] = row?.files ?? [];
      if (first === undefined) throw new Failure('file-missing');
      desktop.reveal(first.path);
    },
    'nearby:undo': async ({ receivedId }) => ({ removed: await app.undoReceived(receivedId) }),
    'nearby:forget': ({ receivedId }) => app.forgetReceived(receivedId),
  };
}

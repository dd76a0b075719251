// What the owner does with one file of a guest: delete it from the bucket, or share a copy of it by a link, without its bytes coming here.
import { refuseUnencrypted } from '../model/encryption';
import type { KeyedMutex } from '../async/keyed-mutex';
import { linkCopy } from '../linking/linking';
import type { ShareAccess } from '../given/given';
import type { Announce } from '../links/links';
import { Failure } from '../model/failure';
import type { Arrival, FileRequest } from '../model/requests/file-request';
import type { Shared } from '../model/share-request';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import { slotKey } from '../model/keys/object-key';
import type { FoundRequests } from './found-requests';

export function createArrivalActions(
  ports: Ports,
  store: Store,
  known: ShareAccess,
  mutex: KeyedMutex,
  announce: Announce,
  { fileRequest: get }: Pick<FoundRequests, 'fileRequest'>,
) {
  const { ledger } = ports;
  /** Raises `object-missing` for one that is not in the bucket. */
  const stored = (requestId: string, slot: number): { readonly request: FileRequest; readonly arrival: Arrival } => {
    const { request, arrivals } = get(requestId);
    const arrival = arrivals.find((one) => one.slot === slot);
    if (arrival === undefined || arrival.state === 'deleted' || arrival.state === 'refused') {
      throw new Failure('object-missing', { ...(arrival && { fileName: arrival.name }) });
    }
    return { request, arrival };
  };

  return {
    /** From the bucket; a saved file stays in its folder. Raises `request-not-found`, `object-missing`, and what the store raises. */
    removeArrival: (requestId: string, slot: number) =>
      mutex(requestId, async () => {
        const { request, arrival } = stored(requestId, slot);
        await known.with({ ...request, key: arrival.key }, async ({ objects }) => {
          const beside = (['about', 'answer'] as const).map((part) => slotKey(request.folder, slot, part));
          await objects.removeMany([arrival.key, ...beside]);
        });
        ledger.together(() => {
          const now = ledger.arrivals(requestId).find((one) => one.slot === slot);
          if (now?.etag !== arrival.etag) return;
          const { path, sha256, ...rest } = now;
          // A path of one that is not saved yet is only the name that it was to get.
          const saved = now.state === 'saved' ? { ...(path && { path }), ...(sha256 && { sha256 }) } : {};
          ledger.saveArrivals([{ ...rest, ...saved, state: 'deleted' }]);
        });
      }),
    /**
     * A link to a copy that the server makes of the file: no slot can write it, and revoking it leaves the file. The link is on the clipboard.
     * Raises `request-not-found`, `arrival-encrypted`, `object-missing` where the guest replaced it or somebody deleted it, `encryption-demanded`, and what `linkCopy` raises.
     */
    async shareArrival(requestId: string, slot: number): Promise<Shared> {
      const { request, arrival } = stored(requestId, slot);
      if (request.recipient !== undefined) throw new Failure('arrival-encrypted', { fileName: arrival.name });
      const shared = await known.with({ ...request, key: arrival.key }, (open) => {
        const lifetimeSeconds = open.connection.defaultExpirySeconds ?? store.get().settings.expirySeconds;
        refuseUnencrypted(open.connection);
        return linkCopy({ ports, known }, arrival, open, { lifetimeSeconds });
      });
      await announce([{ ok: true, shared }], true);
      return shared;
    },
  };
}

export type ArrivalActions = ReturnType<typeof createArrivalActions>;

// The services of file requests, loaded when one is used for the first time: a command that shares a file loads none of it.
import type { BackOff } from '../async/backoff';
import type { KeyedMutex } from '../async/keyed-mutex';
import type { ShareAccess } from '../history/share-access';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import type { Tell } from '../state/notices';
import type { Store } from '../state/state-store';
import type { ConnectionPool } from '../storage/connection-pool';
import type { FileRequests } from './file-requests';
import type { FoundRequests } from './found-requests';
import type { RequestUpkeep } from './request-upkeep';
import type { UsualFolders } from './usual-folders';

type Services = FileRequests & RequestUpkeep & UsualFolders;

export interface RequestNeeds {
  readonly access: ConnectionPool;
  readonly known: ShareAccess;
  readonly mutex: KeyedMutex;
  readonly backOff: () => BackOff;
  readonly tell: Tell;
  /** Examines a connection and saves its facts. */
  readonly examine: (connectionId: string) => Promise<unknown>;
  readonly found: FoundRequests;
  readonly now: Clock;
}

export function requestsWhenUsed(
  ports: Ports,
  store: Store,
  { access, known, mutex, backOff, tell, examine, found, now }: RequestNeeds,
): Services {
  const load = async (): Promise<Services> => {
    const [{ createFileRequests }, { createRequestUpkeep }, { createUsualFolders }] = await Promise.all([
      import('./file-requests'),
      import('./request-upkeep'),
      import('./usual-folders'),
    ]);
    return {
      ...createFileRequests(ports, access, known, mutex, examine, found, now),
      ...createRequestUpkeep(ports, store, known, mutex, backOff(), tell, now),
      ...createUsualFolders(ports),
    };
  };
  let loading: Promise<Services> | undefined;
  const services = () => (loading ??= load());
  return {
    requestFiles: async (wish) => (await services()).requestFiles(wish),
    requestLink: async (requestId) => (await services()).requestLink(requestId),
    closeFileRequest: async (requestId) => (await services()).closeFileRequest(requestId),
    lookForArrivals: async (requestId) => (await services()).lookForArrivals(requestId),
    prepareFolder: async (folder) => (await services()).prepareFolder(folder),
    saveArrivals: async (requestId, wish) => (await services()).saveArrivals(requestId, wish),
    usualFolder: async (downloads, title) => (await services()).usualFolder(downloads, title),
    folderOfRequest: async (downloads, requestId) => (await services()).folderOfRequest(downloads, requestId),
    async tendRequests() {
      if (ports.ledger.fileRequests().length > 0) await (await services()).tendRequests();
    },
  };
}

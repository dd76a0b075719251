// What other rooms use of this one. The services of file requests are loaded when one is used for the first time: a command that shares a file
// loads none of it.
import { whenUsed, type BoundLate } from '../async/verbs';
import type { RequestSecrets } from '../encryption/encryption';
import type { GivenContext, RoundContext, Work } from '../given/given';
import type { Ports } from '../ports/ports';
import type { Tell, Store } from '../state/state';
import type { Embedded } from '../storage/storage';
import type { Announce } from '../links/links';
import type { ArrivalActions } from './arrival-actions';
import type * as changing from './change-requests';
import type * as making from './file-requests';
import type { FileRequestsContext } from './file-requests';
import { createFoundRequests, type FoundRequests } from './found-requests';
import type { RequestLinks } from './request-links';
import type { RequestUpkeep } from './request-upkeep';
import { createSaveLast, type SaveLast } from './save-last';
import type { UsualFolders } from './save-destination';

export { followRequests } from './follow-requests';
export { removeRequestPage } from './remove-asking';
export type { OnLast } from './save-last';

type FileRequests = BoundLate<FileRequestsContext, typeof making>;
type ChangeRequests = BoundLate<FileRequestsContext, typeof changing>;

/** What the window does beside the command line. */
type WindowServices = RequestLinks & ArrivalActions & UsualFolders;

export interface Requests
  extends
    FileRequests,
    FoundRequests,
    Omit<RequestUpkeep, 'saveOwnSession' | 'works'>,
    ChangeRequests,
    RequestLinks,
    ArrivalActions,
    UsualFolders {}

export interface RequestsContext {
  readonly ports: Ports;
  readonly store: Store;
  readonly embedded: Pick<Embedded, 'sessionOnly'>;
  readonly given: GivenContext;
  readonly rounds: RoundContext;
  readonly tell: Tell;
  readonly announce: Announce;
  /** Examines a connection and saves its facts. */
  readonly examine: (connectionId: string) => Promise<unknown>;
  readonly secrets: RequestSecrets;
  /** The process goes on looking after file requests by itself. */
  readonly stays: boolean;
}

/** `requestWorks`: for the round. `saveLast`: before the process ends. */
export function createRequests(context: RequestsContext): Requests & {
  readonly saveLast: SaveLast;
  readonly requestWorks: () => Promise<readonly Work[]>;
} {
  const { ports, store, embedded, given, rounds, tell, announce, examine, secrets, stays } = context;
  const { known, mutex, now } = given;
  const found = createFoundRequests(ports, now);
  const verbs = { ports, given, found, examine, secrets };
  const fileRequests = whenUsed(() => import('./file-requests'), verbs, {
    requestFiles: true,
    requestLink: true,
    closeFileRequest: true,
  });
  const changes = whenUsed(() => import('./change-requests'), verbs, {
    extendFileRequest: true,
    editFileRequest: true,
    removeFileRequest: true,
  });
  const load = async (): Promise<RequestUpkeep> => {
    const { createRequestUpkeep } = await import('./request-upkeep');
    return createRequestUpkeep(ports, store, known, rounds, secrets);
  };
  const loadForWindow = async (): Promise<WindowServices> => {
    const [{ createRequestLinks }, { createArrivalActions }, folders] = await Promise.all([
      import('./request-links'),
      import('./arrival-actions'),
      import('./save-destination'),
    ]);
    return {
      ...createRequestLinks(ports, store, tell, { ...fileRequests, ...changes }),
      ...createArrivalActions(ports, store, known, mutex, announce, found),
      ...folders.createUsualFolders(ports),
    };
  };
  let loading: Promise<RequestUpkeep> | undefined;
  const services = () => (loading ??= load());
  let loadingForWindow: Promise<WindowServices> | undefined;
  const window = () => (loadingForWindow ??= loadForWindow());
  return {
    ...found,
    ...fileRequests,
    ...changes,
    lookForArrivals: async (requestId, waits = stays) => (await services()).lookForArrivals(requestId, waits),
    prepareFolder: async (folder) => (await services()).prepareFolder(folder),
    saveArrivals: async (requestId, wish) => (await services()).saveArrivals(requestId, wish),
    receiveArrivals: async (...args) => (await services()).receiveArrivals(...args),
    noteTold: async (arrivals) => (await services()).noteTold(arrivals),
    saveLast: createSaveLast(ports, store, embedded, async () => (await services()).saveOwnSession()),
    requestFilesAndCopy: async (wish) => (await window()).requestFilesAndCopy(wish),
    copyRequestLink: async (requestId) => (await window()).copyRequestLink(requestId),
    extendAndCopy: async (requestId, seconds) => (await window()).extendAndCopy(requestId, seconds),
    requestQr: async (requestId) => (await window()).requestQr(requestId),
    removeArrival: async (requestId, slot) => (await window()).removeArrival(requestId, slot),
    shareArrival: async (requestId, slot) => (await window()).shareArrival(requestId, slot),
    usualFolder: async (...args) => (await window()).usualFolder(...args),
    folderOfRequest: async (downloads, requestId) => (await window()).folderOfRequest(downloads, requestId),
    async tendRequests() {
      if (ports.ledger.fileRequests().length > 0) await (await services()).tendRequests();
    },
    requestWorks: async () => (ports.ledger.fileRequests().length > 0 ? (await services()).works : []),
  };
}

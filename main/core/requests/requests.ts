// What other rooms use of this one. The services of file requests are loaded when one is used for the first time: a command that shares a file
// loads none of it.
import { onceLoaded, whenMade, whenUsed, type BoundLate } from '../async/verbs';
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
import type * as standing from './standing/standing-request';

export { followRequests } from './follow-requests';
export { removeRequestPage } from './remove-asking';

type FileRequests = BoundLate<FileRequestsContext, typeof making>;
type ChangeRequests = BoundLate<FileRequestsContext, typeof changing>;
type StandingRequest = BoundLate<FileRequestsContext, typeof standing>;

export interface Requests
  extends
    FileRequests,
    FoundRequests,
    Omit<RequestUpkeep, 'saveOwnSession' | 'works'>,
    ChangeRequests,
    StandingRequest,
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
  const ofStanding = whenUsed(() => import('./standing/standing-request'), verbs, { standingRequest: true });
  const upkeep = onceLoaded(async () => {
    const { createRequestUpkeep } = await import('./request-upkeep');
    return createRequestUpkeep(ports, store, known, rounds, secrets);
  });
  const ofUpkeep = whenMade(upkeep, {
    lookForArrivals: true,
    prepareFolder: true,
    saveArrivals: true,
    receiveArrivals: true,
    noteTold: true,
    lookAfterRequests: true,
    saveOwnSession: true,
  });
  const links = whenMade(
    async () =>
      (await import('./request-links')).createRequestLinks(ports, store, tell, { ...fileRequests, ...changes }),
    { requestFilesAndCopy: true, copyRequestLink: true, extendAndCopy: true, requestQr: true },
  );
  const arrivals = whenMade(
    async () => (await import('./arrival-actions')).createArrivalActions(ports, store, known, mutex, announce, found),
    { removeArrival: true, shareArrival: true },
  );
  const folders = whenMade(async () => (await import('./save-destination')).createUsualFolders(ports), {
    usualFolder: true,
    folderOfRequest: true,
  });
  const { saveOwnSession, ...looking } = ofUpkeep;
  const hasRequests = () => ports.ledger.fileRequests().length > 0;
  return {
    ...found,
    ...fileRequests,
    ...changes,
    ...ofStanding,
    ...looking,
    ...links,
    ...arrivals,
    ...folders,
    lookForArrivals: (requestId, waits = stays) => looking.lookForArrivals(requestId, waits),
    async lookAfterRequests() {
      if (hasRequests()) await looking.lookAfterRequests();
    },
    saveLast: createSaveLast(ports, store, embedded, saveOwnSession),
    async requestWorks() {
      if (!hasRequests()) return [];
      const { standingWorks } = await import('./standing/standing-work');
      // First: one that ended while nothing ran is renewed before its page is removed, and with it what its short link leads to.
      return [...standingWorks(verbs, store), ...(await upkeep()).works];
    },
  };
}

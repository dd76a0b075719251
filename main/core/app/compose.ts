// Composes the app from its rooms, each from those before it.
import { createBackOff } from '../async/backoff';
import { createKeyedMutex } from '../async/keyed-mutex';
import { createConnections, createRemoving } from '../connections/connections';
import { createCredentials } from '../credentials/credentials';
import { createDevices } from '../devices/devices';
import { createDoctor } from '../doctor/doctor';
import { createDoors, followDoors } from '../doors/doors';
import { createEncryption } from '../encryption/encryption';
import { createRound, createShareAccess, usualUpkeepMs } from '../given/given';
import { createHistory } from '../history/history';
import { createLinking } from '../linking/linking';
import { createLinks } from '../links/links';
import { asFailure } from '../model/failure';
import { unreadable } from '../model/policy/policy';
import { createPages } from '../pages/pages';
import { ruledLedger, ruleState } from '../policy/policy';
import type { Ports } from '../ports/ports';
import { createLookForMark, createReceipts, markWork } from '../receipts/receipts';
import { createRequests, followRequests, removeRequestPage } from '../requests/requests';
import { createSharing } from '../sharing/sharing';
import { createSigning } from '../signing/signing';
import { noticeDismissed, shareChanged } from '../state/rules/app-state';
import { createTell, type OwnStore } from '../state/state';
import { createStorage } from '../storage/storage';
import { createStopSending, createUploads } from '../uploads/uploads';
import { createFollowedRows, createWatching, type WatchTimes } from '../watching/watching';
import type { App } from './app';
import { endSessionShares } from './end-session-shares';
import { followAgents } from './follow-agents';
import { followLedger } from './follow-ledger';
import { followLimits } from './follow-limits';
import { createKeptSecrets } from './kept-secrets';
import { createLoggedStore, logRequests } from './log-changes';

/** The round of the upkeep of file requests; each is looked at when it is its time. */
const requestsEveryMs = 3_000;

export interface Composition {
  /** A process that stays resumes uploads after a lost network; a command does not. */
  readonly stays: boolean;
  /** Resumes the uploads of earlier processes and runs the maintenance. Default: as `stays`. */
  readonly maintains?: boolean;
  readonly upkeepEveryMs?: number;
  readonly watchTimes?: WatchTimes;
  /** Of a process that has readers of the state before the app. */
  readonly store?: OwnStore;
}

export function createApp(
  unruled: Ports,
  { stays, maintains = stays, upkeepEveryMs = usualUpkeepMs, watchTimes: times, store: ownStore }: Composition,
): App {
  const { policy } = unruled;
  const outer = { ...unruled, ledger: ruledLedger(unruled.ledger, policy) };
  const { store, beginLog, endLog } = createLoggedStore(outer, ownStore);
  ruleState(store, policy);
  const doorRows = followDoors(outer.ledger, store);
  const { ledger: followed } = doorRows;
  const requestRows = followRequests(stays ? followed : logRequests(followed, outer.log), store, stays);
  const ports = { ...outer, ledger: requestRows.ledger };
  const { ledger, engine } = ports;
  const tell = createTell(ports, store);
  const mutex = createKeyedMutex();

  const { vault, profiles, credentials, pastes } = createCredentials(ports);
  const storage = createStorage({ ports, store, tell, vault, credentials, stays });
  const { access, embedded, warmth, renewed, conditions, now, onServerClock } = storage;
  /** With the server's clock: it decides whether a link is live. */
  const byServer = { ...ports, clock: now };
  const { receipts, ...receiptRows } = createReceipts({ ports, store });
  const followedRows = createFollowedRows(ports, store);
  const agents = followAgents(ports);
  const fromLedger = followLedger(ports, store, { vault, credentials, renewed }, [
    requestRows,
    doorRows,
    receiptRows,
    { load: storage.served.followReach },
    followedRows,
    agents,
  ]);
  const { writer, announce, refuseOwnLinks } = createLinks({ ports, store, tell });
  const { secretsOfShares: secrets, secretsOfRequests } = createEncryption({ ports, vault });
  // What was given away before a rule is listed and taken back at every place; whatever gives, judges by itself.
  const { toEnd } = access;
  const known = createShareAccess(ports, store, toEnd);
  const given = { ports: byServer, known, access: toEnd, mutex, now };
  const rounds = { store, mutex, backOff: createBackOff(now), log: ports.log, tell, now };

  /** Gives the new credentials to running transfers and resumes waiting ones, in other processes too. */
  const credentialsSaved = (connectionId: string) => {
    fromLedger.tellCredentials();
    const taken = access.renew(connectionId).catch((error: unknown) => {
      ports.log.error('what is open does not take the new credentials', asFailure(error));
    });
    void taken.then(() => renewed.changed(connectionId));
  };
  const keys = { vault, profiles, pastes };
  const connections = createConnections({ ports, store, embedded, access, ...keys, credentialsSaved });
  const { intake } = credentials;
  const doctor = createDoctor({ ports, store, access, tell, ...keys, intake, now });
  const { doorPlaceWorks, leaveForGood, reexamine, stopTests, ...examining } = doctor;

  const pages = createPages(ports, store, access, conditions, announce, secrets, given);
  const { queue, uploads, endMeasuring, speedOf } = createUploads({
    ports,
    store,
    access,
    conditions,
    pages,
    announce,
    tell,
    onServerClock,
    stays,
    fileSecrets: secrets,
    ...(maintains && { onFailed: reexamine }),
  });
  const stopSending = createStopSending(ports, queue, pages);
  const ofHistory = { ports, given, store, writer, announce, tell, secrets, stopSending };
  const { history, silentRevoke, works } = createHistory(ofHistory);
  const examine = (id: string) => doctor.testKnown(id);
  const ofRequests = { given, rounds, tell, announce, examine, stays, secrets: secretsOfRequests };
  const { requestWorks, saveLast, ...requests } = createRequests({ ports, store, embedded, ...ofRequests });
  const ofDoors = { ...given, store, tell, secrets, shares: silentRevoke, requests };
  const { doors, closeDoorsOf, doorWork } = createDoors(ofDoors);

  const ofShares = { given, refuseOwnLinks, announce, tell, secrets, speedOf };
  const { sharing, shareSteps, tidyTemporary } = createSharing({ ports, store, access, queue, pages, ...ofShares });
  const ofFolders = { sharing, shareSteps, uploads, tell, times, now, followedRows };
  const { watching, endWatches } = createWatching({ ports, store, ...ofFolders });
  const before = {
    commitCancels: uploads.commitCancels,
    closeDoorsOf,
    leaveForGood,
    removeRequestPage,
    ...silentRevoke,
  };
  const { endDevices, ...devices } = createDevices({ ports, store, tell, vault });
  const removing = createRemoving({ ports, store, vault, access: toEnd, known, now, ...before });
  const ofMarks = { ports, store, known, now, load: receiptRows.load };
  const upkeepWorks = [...works, markWork(ofMarks), doorWork, ...doorPlaceWorks];
  const upkeep = createRound(rounds, upkeepWorks, upkeepEveryMs);
  const requestUpkeep = createRound(rounds, requestWorks, Math.min(upkeepEveryMs, requestsEveryMs));

  return {
    ...storage.served,
    ...createKeptSecrets(ports.secrets, store, { vault, credentials, warmth, reload: fromLedger.load }),
    ...connections,
    ...removing,
    ...examining,
    ...sharing,
    ...uploads,
    ...watching,
    ...createLinking({ ports, known, store, access, announce }),
    ...createSigning({ ports, store, access }),
    ...history,
    ...doors,
    ...requests,
    ...devices,
    ...receipts,
    ...createLookForMark(ofMarks),
    store,
    tell,
    policy: policy.now,
    async start() {
      fromLedger.load();
      beginLog();
      const sayUnreadable = () => {
        const read = policy.now();
        if (stays && read.kind === 'unreadable') tell({ kind: 'failure', failure: unreadable(read) });
      };
      sayUnreadable();
      for (const share of endSessionShares(ports)) store.apply(shareChanged(share));
      fromLedger.start(sayUnreadable);
      followLimits(store, engine);
      void tidyTemporary();
      if (maintains) {
        upkeep.start();
        requestUpkeep.start();
        void uploads.resume(undefined, true).catch((error: unknown) => ports.log.error('uploads did not go on', error));
      }
    },
    async stop(onLast) {
      fromLedger.stop();
      agents.stop();
      await Promise.all([endWatches(), endDevices()]);
      endMeasuring();
      await stopTests();
      await Promise.all([upkeep.stop(), requestUpkeep.stop()]);
      const unsaved = await saveLast(onLast).then(() => undefined, asFailure);
      requestRows.stop();
      receiptRows.stop();
      history.forgetRemoved();
      await uploads.stopUploads();
      await storage.stop();
      await engine.close();
      await ports.localBucket.stop();
      endSessionShares(ports);
      endLog();
      ledger.close();
      if (unsaved !== undefined) throw unsaved;
    },
    clockOffsetMs: storage.clockOffsetMs,
    agentOf: (shareId) => ledger.madeByAgent(shareId)?.agent,
    warmUp: (choice, files) => warmth.warmUp(choice, files),
    dismissNotice: (noticeId) => store.apply(noticeDismissed(noticeId)),
  };
}

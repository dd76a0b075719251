// Composes the app from its services.
import { emptyState, noticeDismissed, shareChanged } from '../state/rules/app-state';
import { asFailure } from '../model/failure';
import { createConnectionPool } from '../storage/connection-pool';
import type { App } from './app';
import { watchClock } from './clock-watch';
import { followLedger } from './follow-ledger';
import { createKeptSecrets } from './kept-secrets';
import { createServedBucket } from './served-bucket';
import { followLimits } from './follow-limits';
import { createCleanUp } from '../history/clean-up';
import { createBackOff } from '../async/backoff';
import { createDoors } from '../doors/doors';
import { followDoors } from '../doors/follow-doors';
import { createExtend } from '../history/extend';
import { followRequests } from '../requests/follow-requests';
import { removeRequestPage } from '../requests/remove-asking';
import { createFoundRequests } from '../requests/found-requests';
import { requestsWhenUsed } from '../requests/requests-when-used';
import { createHistory } from '../history/history';
import { createRenewal } from '../history/renewal';
import { createRemoveConnection } from '../connections/remove-connection';
import { createRevoke } from '../history/revoke';
import { createRevokeStored } from '../history/revoke-stored';
import { createSignAgain } from '../history/re-sign';
import { createKeyedMutex } from '../async/keyed-mutex';
import { createUpkeep, usualUpkeepMs } from '../history/maintenance';
import { createVerification } from '../history/verify-unproven';
import { createBucketRule } from '../connections/lifecycle-backstop';
import { createConnectionCredentials, createProfileCredentials } from '../credentials/connection-credentials';
import { createConnectionList } from '../connections/connection-list';
import { createCredentialsWatch } from '../storage/wait-for-credentials';
import { createConnections } from '../connections/connections';
import { createFoundConnections } from '../connections/found-connections';
import { createDraftBuckets } from '../connections/draft-buckets';
import { createDraftCredentials } from '../connections/draft-credentials';
import { createDoorsSetUp } from '../doctor/doors-set-up';
import { createExaminations } from '../doctor/examinations';
import { createCopy } from '../history/copy-link';
import { createEmbedded } from '../storage/embedded-bucket';
import { createShareAccess } from '../given/given';
import { createLinkExisting } from '../linking/link-existing';
import { createRefuseOwnLinks } from '../links/refuse-own-links';
import { createLinkWriter } from '../links/copy-links';
import { createTell } from '../state/notices';
import { createResumeUnfinished } from '../uploads/resume-unfinished';
import { createPasteBuffer } from '../credentials/paste-buffer';
import type { Ports } from '../ports/ports';
import { createProxySettings } from '../connections/proxy-settings';
import { createAnnounce } from '../links/announce-results';
import { createNetworkWatch } from '../storage/wait-for-network';
import { createPages } from '../pages/page-queue';
import { endSessionShares } from './end-session-shares';
import { createShareService } from '../sharing/share-items';
import { createClipboardShare, createScreenshotShare } from '../sharing/share-from-desktop';
import { createShareGenerated } from '../sharing/share-generated';
import { createStore } from '../state/state-store';
import { reexamineOnFailure } from '../doctor/reexamine-on-failure';
import { createSweep } from '../history/sweep-multipart';
import { createUploadQueue } from '../uploads/upload-queue';
import { measurePages } from '../uploads/page-speed';
import { createUploads } from '../uploads/upload-commands';
import { createWarmUp } from '../storage/warm-up';
import { shareSecretsWhenUsed } from '../encryption/share-secrets-when-used';
import { createVault } from '../credentials/vault';
import { createRetryConditions } from '../storage/retry-conditions';
import { createSharePictures } from '../history/share-images';
import { createWatchedFolders } from '../watching/watched-folders';
import type { WatchTimes } from '../watching/watch-folder';

/** The round of the upkeep of file requests; each is looked at when it is its time. */
const requestsEveryMs = 3_000;

export interface Composition {
  /** A process that stays resumes uploads after a lost network; a command does not. */
  readonly stays: boolean;
  /** Resumes the uploads of earlier processes and runs the maintenance. Default: as `stays`. */
  readonly maintains?: boolean;
  /** The interval of the maintenance of shares. */
  readonly upkeepEveryMs?: number;
  /** Of watched folders. */
  readonly watchTimes?: WatchTimes;
}

export function createApp(
  outer: Ports,
  { stays, maintains = stays, upkeepEveryMs = usualUpkeepMs, watchTimes }: Composition,
): App {
  const store = createStore(emptyState);
  const doorRows = followDoors(outer.ledger, store);
  const ports = { ...outer, ledger: doorRows.ledger };
  const tell = createTell(ports, store);
  const { onServerClock, now, offsetMs } = watchClock(ports, tell);
  /** With the server's clock: it decides whether a link is live. */
  const byServer = { ...ports, clock: now };
  const { ledger, localBucket, secrets, engine } = ports;
  const vault = createVault(ports);
  const embedded = createEmbedded(ports, store, vault, tell);
  const profiles = createProfileCredentials(ports.awsProfiles, ports.clock);
  const credentials = createConnectionCredentials(vault, profiles);
  const access = createConnectionPool(ports, store, credentials, embedded, onServerClock, () => warmth.coolDown());
  const warmth = createWarmUp(ports, store, access, credentials);
  const network = createNetworkWatch(ports);
  const writer = createLinkWriter(ports, store, tell);
  const announce = createAnnounce(ports, writer, tell);
  const renewed = createCredentialsWatch(credentials, access, ports.clock);
  const conditions = createRetryConditions(access, network, renewed, { stays });
  const known = createShareAccess(ports, store, access);
  const mutex = createKeyedMutex();
  // One per task: a failed clean-up says nothing about a renewal.
  const backOff = () => createBackOff(now);
  const given = { ports: byServer, known, access, mutex, now };
  const pastes = createPasteBuffer(ports.newId);
  const draftCredentials = createDraftCredentials(vault, pastes, ports.awsProfiles, profiles);
  const { examineDoors, askPrivacy, leaveForGood, ...doorsSetUp } = createDoorsSetUp(ports, store, access, tell);
  const examinations = createExaminations(ports, store, access, credentials.intake, draftCredentials, { examineDoors });
  const reexamine = reexamineOnFailure(store, examinations, now);
  const secretsOfShares = shareSecretsWhenUsed(ports, vault);
  const pages = createPages(ports, store, access, conditions, announce, secretsOfShares);
  const queue = createUploadQueue(ports, store, access, conditions, pages, {
    tell,
    onServerClock,
    fileSecrets: secretsOfShares,
    stays,
    ...(maintains && { onFailed: reexamine }),
  });
  const share = createShareService(ports, store, access, queue, pages, announce, tell, secretsOfShares, given);
  const made = createShareGenerated(ports, store, share);
  const unfinished = createResumeUnfinished(ports, store, access, queue, pages, announce);
  const { commitCancels, stopUploads, ...uploads } = createUploads(store, queue, pages, announce, unfinished, tell);
  const { endWatches, ...watched } = createWatchedFolders(ports, store, share, uploads, tell, watchTimes);
  const copy = createCopy(given, writer, store, tell, secretsOfShares);
  const revoke = createRevoke(given, tell);
  // Removing a connection may revoke hundreds of links: no notice for each. Closing a door tells of both.
  const silentRevoke = createRevoke(given, () => undefined);
  const signAgain = createSignAgain(given, secretsOfShares);
  const extend = createExtend(known, signAgain, announce, store, tell, now);
  const { forgetRemoved, ...history } = createHistory(byServer, store, known, mutex, tell);
  const requestRows = followRequests(ledger, store, stays);
  const requestPorts = { ...ports, ledger: requestRows.ledger };
  const found = createFoundRequests(requestPorts, now);
  const examine = (id: string) => examinations.testKnown(id);
  const needs = { given, backOff, tell, announce, examine, found, vault, stays };
  const requests = requestsWhenUsed(requestPorts, store, embedded, needs);
  const doorsContext = { ...given, secrets: secretsOfShares, shares: silentRevoke, requests };
  const { closeDoorsOf, tendDoors, ...doors } = createDoors(doorsContext, store, backOff(), ports.log, tell);
  const upkeep = createUpkeep(
    [
      createVerification(ports, known, mutex, backOff(), tell, now),
      createRenewal(ports, signAgain, backOff(), tell, now),
      createCleanUp(ports, store, known, mutex, backOff(), now),
      tendDoors,
      askPrivacy,
    ],
    upkeepEveryMs,
    ports.log,
  );
  const roundMs = Math.min(upkeepEveryMs, requestsEveryMs);
  const requestUpkeep = createUpkeep([() => requests.tendRequests()], roundMs, ports.log);
  const fromLedger = followLedger(ports, store, { vault, credentials, renewed }, [requestRows, doorRows]);
  /** Gives the new credentials to running transfers and resumes waiting ones, in other processes too. */
  const credentialsSaved = (connectionId: string) => {
    fromLedger.tellCredentials();
    const taken = access.renew(connectionId).catch((error: unknown) => {
      ports.log.error('what is open does not take the new credentials', asFailure(error));
    });
    void taken.then(() => renewed.changed(connectionId));
  };
  const connections = createConnections(ports, store, embedded, pastes, draftCredentials, credentialsSaved);
  const before = { commitCancels, closeDoorsOf, leaveForGood, removeRequestPage, ...silentRevoke };
  const endMeasuring = measurePages(store, ports.clock);

  return {
    ...share,
    ...createClipboardShare(ports, share, made, createRefuseOwnLinks(ports, writer, tell)),
    ...createScreenshotShare(ports, made),
    ...uploads,
    ...copy,
    ...createLinkExisting({ ports, known }, store, access, announce),
    ...createSharePictures(ports, copy),
    ...revoke,
    ...createRevokeStored(ports, access),
    async signForGuests(options) {
      const { createSignForGuests } = await import('../signing/sign-for-guests');
      return createSignForGuests(ports, store, access).signForGuests(options);
    },
    ...extend,
    async changePassword(...args) {
      const { createChangePassword } = await import('../history/change-password');
      return createChangePassword(given, secretsOfShares).changePassword(...args);
    },
    ...history,
    ...connections,
    ...createFoundConnections(ports, pastes),
    ...createDraftBuckets(ports, store, draftCredentials),
    ...examinations,
    ...doorsSetUp,
    ...createConnectionList(ports, store, embedded),
    ...createRemoveConnection(ports, store, vault, access, known, now, before),
    ...createProxySettings(ports.proxies, store),
    ...createBucketRule(ledger, access),
    ...found,
    ...doors,
    ...requests,
    ...watched,
    ...createServedBucket(ports, store, embedded),
    ...createKeptSecrets(secrets, store, { vault, credentials, warmth, reload: fromLedger.load }),
    sweep: createSweep(ports, store, access),
    store,
    tell,
    async start() {
      fromLedger.load();
      for (const share of endSessionShares(ports)) store.apply(shareChanged(share));
      fromLedger.start();
      followLimits(store, engine);
      void made.tidy();
      if (maintains) {
        upkeep.start();
        requestUpkeep.start();
        void uploads.resume(undefined, true).catch((error: unknown) => ports.log.error('uploads did not go on', error));
      }
    },
    async stop(onLast) {
      fromLedger.stop();
      await endWatches();
      endMeasuring();
      await examinations.stopTests();
      await Promise.all([upkeep.stop(), requestUpkeep.stop()]);
      const unsaved = await requests.saveLast(onLast).then(() => undefined, asFailure);
      requestRows.stop();
      forgetRemoved();
      network.stop();
      renewed.stop();
      warmth.coolDown();
      await stopUploads();
      await engine.close();
      await localBucket.stop();
      endSessionShares(ports);
      ledger.close();
      if (unsaved !== undefined) throw unsaved;
    },
    clockOffsetMs: offsetMs,
    warmUp: (choice) => warmth.warmUp(choice),
    dismissNotice: (noticeId) => store.apply(noticeDismissed(noticeId)),
  };
}

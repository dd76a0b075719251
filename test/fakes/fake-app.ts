// An App that records its calls, so that the border and the tray are tested without storage.
import { emptyState, settingsChanged, type AppState } from '../../main/core/state/rules/app-state';
import type { Connection } from '../../main/core/model/connection';
import { Failure } from '../../main/core/model/failure';
import { readPasted } from '../../main/core/credentials/rules/pasted-credentials';
import type { Arrival } from '../../main/core/model/requests/file-request';
import type { ShareItem } from '../../main/core/model/share';
import { ourRule, usualExpireDays, type BucketRulePlan } from '../../main/core/model/lifecycle-rule';
import type { App } from '../../main/core/app/app';
import type { DoorsWish } from '../../main/core/doctor/doctor';
import { finding, type DoorsTest } from '../../main/core/model/examination';
import type { KeychainState } from '../../main/core/ports/secrets';
import { receiptsIn } from '../../main/core/model/receipts/receipt';
import { createTell } from '../../main/core/state/notices';
import { createStore } from '../../main/core/state/state-store';
import { sampleCode, sampleDoor, sampleExamination, sampleFileRequest, sampleShare, sampleConnection } from './samples';

export const embeddedConnection: Connection = {
  id: 'c-embedded',
  name: 'This computer',
  kind: 'embedded',
  provider: 'embedded',
  endpoint: 'http://127.0.0.1:41000',
  region: 'us-east-1',
  bucket: 'mayfly',
  addressing: 'path',
  prefix: '',
  whenExpired: 'delete',
};

export interface FakeApp extends App {
  /** Every call in order: the method's name, then its arguments. */
  readonly calls: (readonly unknown[])[];
  /** The next call of that method rejects with this failure. */
  failNext(method: keyof App, failure: Failure | Error): void;
  keychainAnswer: KeychainState;
  sessionOnly: boolean;
  warmUps: number;
  /** Of every page share. */
  items: readonly ShareItem[];
  /** Of every file request. */
  arrivals: readonly Arrival[];
}

const plan = (days = usualExpireDays(604_800)): BucketRulePlan => ({
  bucket: 'files',
  rule: ourRule('mayfly/', days),
  change: 'new',
  others: 2,
  wantedLonger: 1,
});

/** Of doors that work. */
const doorsTest = ({ draft }: DoorsWish): DoorsTest => {
  const { bucket, prefix = '', address } = draft;
  const findings = [
    finding('shares-private', 'shares-private', { bucket: 'files' }),
    finding('doors', 'doors-open', { host: 'go.example.com' }),
    finding('doors-fresh', 'doors-fresh'),
    finding('doors-gone', 'doors-gone'),
  ];
  return {
    place: { bucket, prefix, address },
    examination: sampleExamination({ findings }),
    isProven: true,
  };
};

export function createFakeApp(initial: Partial<AppState> = {}): FakeApp {
  const store = createStore({ ...emptyState, ...initial });
  const calls: (readonly unknown[])[] = [];
  const failures = new Map<string, Error>();
  const note = (method: keyof App, ...args: readonly unknown[]) => {
    calls.push([method, ...args]);
    const failure = failures.get(method);
    failures.delete(method);
    if (failure !== undefined) throw failure;
  };
  const fake: FakeApp = {
    store,
    tell: createTell({ newId: () => 'n', clock: () => 5 }, store),
    policy: () => ({ kind: 'none' }),
    calls,
    keychainAnswer: 'ok',
    sessionOnly: false,
    warmUps: 0,
    items: [],
    arrivals: [],
    failNext: (method, failure) => void failures.set(method, failure),
    start: async () => note('start'),
    shareByKey: async () => ({ kind: 'shared', results: [] }),
    keysToRevoke: () => [],
    keysToRevokeStored: async () => [],
    serveLinks: async () => note('serveLinks'),
    async serveBucket(port) {
      note('serveBucket', port);
      const { endpoint, region, bucket } = embeddedConnection;
      return { endpoint, region, bucket, accessKeyId: 'AK' };
    },
    servesBucket: () => false,
    openOnNetwork: async (isOn, choice) => note('openOnNetwork', isOn, choice),
    followReach: () => note('followReach'),
    async openOnNetworkForNow() {
      note('openOnNetworkForNow');
      return embeddedConnection.id;
    },
    clockOffsetMs: () => 0,
    doors: () => store.get().doors.map((door) => ({ door, state: 'open' })),
    door(doorId) {
      const door = store.get().doors.find(({ id }) => id === doorId);
      if (door === undefined) throw new Failure('door-not-found');
      return { door, state: 'open' };
    },
    doorTo: (targetId) => store.get().doors.find((door) => door.targetId === targetId),
    async openDoor(targetId, name) {
      note('openDoor', targetId, name);
      return { door: sampleDoor, state: 'open' };
    },
    async pointDoor(doorId, targetId) {
      note('pointDoor', doorId, targetId);
      return { ...fake.door(doorId), state: 'open' };
    },
    async closeDoor(doorId) {
      note('closeDoor', doorId);
      return {
        door: fake.door(doorId).door,
        status: 404,
        cachedStatus: 404,
        isCached: false,
        target: { became: 'dead', status: 403 },
      };
    },
    stop: async () => note('stop'),
    startDevices: async (wish) => note('startDevices', wish),
    stopDevices: async () => note('stopDevices'),
    findDevices: async () => store.get().nearby.devices,
    async findDeviceNamed(name) {
      const device = store.get().nearby.devices.find(({ alias }) => alias === name);
      if (device === undefined) throw new Failure('device-not-found', { deviceName: name });
      return device;
    },
    async findDeviceAt(typed) {
      const place = { host: typed, port: 53_317, scheme: 'https' as const, seenAtMs: 0 };
      return { alias: 'Typed', kind: 'mobile', version: '2.1', fingerprint: 'F', ...place };
    },
    acceptOffer: async (offerId) => note('acceptOffer', offerId),
    declineOffer: async (offerId) => note('declineOffer', offerId),
    followNetwork: async (folder) => note('followNetwork', folder),
    forgetReceived: async (id) => note('forgetReceived', id),
    async sendAgain(id, more) {
      note('sendAgain', id, more);
      return { alias: 'Pixel', fileCount: 1, sentCount: 1, sizeBytes: 3 };
    },
    cancelReceiving: async () => note('cancelReceiving'),
    async undoReceived(id, toBin) {
      note('undoReceived', id);
      await toBin('/in/a');
      return 1;
    },
    ownPin: async () => ({ pin: '012345', isKept: true }),
    changePin: async () => ({ pin: '543210', isKept: true }),
    requirePin: async (pin) => note('requirePin', pin),
    receivedSessions: async () => [
      { id: 'r1', alias: 'Pixel', atMs: 0, folder: '/in', missingCount: 0, fileCount: 1, sizeBytes: 1, name: 'a' },
    ],
    receivedFiles: async () => [{ name: 'a', path: '/in/b/a', sizeBytes: 1, sha256: 'ab' }],
    unlistReceived: async (id) => note('unlistReceived', id),
    async sendToDevice(wish) {
      note('sendToDevice', wish);
      return { alias: 'Pixel', fileCount: 1, sentCount: 1, sizeBytes: 3 };
    },
    cancelSending: async (id) => note('cancelSending', id),
    async shareStream(_stream, name, options) {
      note('shareStream', name, options);
      return [];
    },
    checkShare: () => undefined,
    async shareItems(paths, options) {
      note('shareItems', paths, options);
      return [];
    },
    async addFiles(shareId, paths) {
      note('addFiles', shareId, paths);
      return [];
    },
    async replaceFile(shareId, name, path) {
      note('replaceFile', shareId, name, path);
      return [];
    },
    async removeFiles(shareId, names) {
      note('removeFiles', shareId, names);
      return { ok: true, shared: { share: sampleShare, url: 'https://x/y', connectionName: 'Work' } };
    },
    async shareScreenshot(area, wish, onTaken) {
      note('shareScreenshot', area, ...(wish === undefined ? [] : [wish]));
      onTaken?.();
      return [];
    },
    async shareText(text, wish) {
      note('shareText', text, wish);
      return [];
    },
    async shareClipboard(...wish) {
      note('shareClipboard', ...wish);
      return [];
    },
    cancelUpload: (uploadId) => note('cancelUpload', uploadId),
    pauseUpload: (uploadId) => note('pauseUpload', uploadId),
    resumeUpload: (uploadId) => note('resumeUpload', uploadId),
    pauseAll: () => note('pauseAll'),
    resumeAll: () => note('resumeAll'),
    cancelAll: () => note('cancelAll'),
    undoCancel: (noticeId) => note('undoCancel', noticeId),
    moveUpload: (uploadId, beforeId) => note('moveUpload', uploadId, beforeId),
    leftBehind: () => [],
    pagesLeftBehind: () => [],
    async resume(ids, onlyActive) {
      note('resume', ids, onlyActive);
      return [];
    },
    discard: async (uploadId) => note('discard', uploadId),
    sweep: { find: async () => [], abort: async () => [] },
    retryUpload: async (uploadId) => note('retryUpload', uploadId),
    canRetry: () => false,
    dismissUpload: (uploadId) => note('dismissUpload', uploadId),
    findShares(query) {
      note('findShares', query);
      const { shares } = store.get();
      return { total: shares.length, shares };
    },
    shareOf(shareId) {
      note('shareOf', shareId);
      const share = store.get().shares.find(({ id }) => id === shareId);
      if (share === undefined) throw new Failure('share-not-found');
      return share;
    },
    shareItemsOf(shareId) {
      note('shareItemsOf', shareId);
      return fake.items;
    },
    async freshLink(shareId) {
      note('freshLink', shareId);
      const share = store.get().shares.find(({ id }) => id === shareId);
      if (share === undefined) throw new Failure('share-not-found');
      return { share, url: `https://s3.example.com/${share.key}`, connectionName: 'Work' };
    },
    async linkExisting(options) {
      note('linkExisting', options);
      const [share] = store.get().shares;
      if (share === undefined) throw new Failure('object-not-found');
      return { share, url: `https://s3.example.com/${share.key}`, connectionName: 'Work' };
    },
    async localPicture(shareId) {
      note('localPicture', shareId);
      return undefined;
    },
    async qrCode(shareId) {
      note('qrCode', shareId);
      return sampleCode;
    },
    agentOf: () => undefined,
    receiptsOf: (share) => receiptsIn(store.get(), share),
    async lookForMark(shareId) {
      note('lookForMark', shareId);
    },
    async codeOfLink(url) {
      note('codeOfLink', url);
      return { modules: [[true]], halfBlocks: () => ['▀'], reach: 'public' };
    },
    async qrInTerminal(shareId) {
      note('qrInTerminal', shareId);
      return { modules: [[true]], halfBlocks: () => ['▀'], name: 'report.pdf', expiresAtMs: 0, reach: 'public' };
    },
    linkText: (links) => ({ text: links.map(({ url }) => url).join('\n') }),
    async copyLink(shareId, ...options) {
      note('copyLink', shareId, ...options);
      return 'written';
    },
    copyReady: async () => note('copyReady'),
    async revoke(shareId) {
      note('revoke', shareId);
      return { status: 404, objectsRemoved: 1, linksAsked: 1 };
    },
    async revokeStored(choice, address) {
      note('revokeStored', choice, address);
      return { status: 404, objectsRemoved: 1, linksAsked: 1 };
    },
    async signForGuests(options) {
      note('signForGuests', options);
      const url = `https://s3.example.com/${options.bucket}/${options.key}?X-Amz-Signature=0`;
      return { kind: 'get', url, verified: true, lifetimeSeconds: 60, limitedBy: 'requested', expiresAtMs: 60_000 };
    },
    async changePassword(shareId, password) {
      note('changePassword', shareId, password);
      return { share: sampleShare, url: 'https://x/y', connectionName: 'Work' };
    },
    async extend(shareId, lifetimeSeconds, options) {
      note('extend', shareId, lifetimeSeconds, options);
      const share = store.get().shares.find(({ id }) => id === shareId);
      if (share === undefined) throw new Failure('share-not-found');
      return { share, url: 'https://s3.example.com/new', connectionName: 'Work', oldEndMs: share.expiresAtMs };
    },
    keepAlive: (shareId, untilMs) => note('keepAlive', shareId, untilMs),
    removeFromHistory: async (shareId) => note('removeFromHistory', shareId),
    restoreToHistory: (shareId) => note('restoreToHistory', shareId),
    chooseLifetime: (seconds) => note('chooseLifetime', seconds),
    async makePassword() {
      note('makePassword');
      return { password: 'aaaa-bbbb-cccc-dddd', written: 'written' };
    },
    async tryEmbedded() {
      note('tryEmbedded');
      return embeddedConnection;
    },
    pasteCredentials(text) {
      note('pasteCredentials', text);
      const pasted = readPasted(text);
      if (pasted === undefined) throw new Failure('paste-unknown');
      return { id: 'paste-1', pasted };
    },
    awsProfiles: async () => [{ name: 'work', kind: 'sso', detail: 'Admin, 123456789012' }],
    async saveConnection(draft, forSessionOnly) {
      note('saveConnection', draft, forSessionOnly);
      return { ...embeddedConnection, id: 'c-saved', kind: 's3' };
    },
    async findStorages() {
      note('findStorages');
      const storage = { program: 'rclone', name: 'home', endpoint: 'https://s3.example.com' } as const;
      return { encrypted: false, storages: [{ id: 'found-1', storage: { ...storage, secretAccessKey: 'CANARY' } }] };
    },
    async takeStorage(id) {
      note('takeStorage', id);
      return { id: 'paste-2', pasted: { name: 'home', others: 0, accessKeyId: 'FOUNDKEY', secretAccessKey: 'CANARY' } };
    },
    async draftBuckets(draft) {
      note('draftBuckets', draft);
      return ['files', 'photos'];
    },
    async createBucket(draft) {
      note('createBucket', draft);
      return { bucket: draft.bucket, region: 'eu-central-1', outcome: 'made', isPrivate: true };
    },
    async testConnection(draft) {
      note('testConnection', draft);
      return sampleExamination();
    },
    async testKnown(connectionId) {
      note('testKnown', connectionId);
      return sampleExamination();
    },
    testInBackground(connectionId) {
      note('testInBackground', connectionId);
    },
    endTest(id) {
      note('endTest', id);
    },
    async copyPolicy(id) {
      note('copyPolicy', id);
      return 'written';
    },
    async proxiesInUse() {
      note('proxiesInUse');
      return [{ host: 'proxy.example:3128', user: 'me' }];
    },
    async saveProxyPassword(host, { user }) {
      note('saveProxyPassword', host, user);
    },
    async forgetProxyPassword(host) {
      note('forgetProxyPassword', host);
    },
    async bucketRule(connectionId, days) {
      note('bucketRule', connectionId, days);
      return plan(days);
    },
    async saveBucketRule(connectionId, days) {
      note('saveBucketRule', connectionId, days);
      return plan(days);
    },
    liveLinks(connectionId) {
      note('liveLinks', connectionId);
      return { live: 2, linked: 1 };
    },
    async removeConnection(connectionId, links) {
      note('removeConnection', connectionId, links);
      return { takenBack: 0, left: 2 };
    },
    renameConnection(connectionId, name) {
      note('renameConnection', connectionId, name);
      return { ...embeddedConnection, id: connectionId, name };
    },
    duplicateConnection(connectionId) {
      note('duplicateConnection', connectionId);
      return { ...embeddedConnection, id: 'c-copy', kind: 's3' };
    },
    orderConnections: (connectionIds) => note('orderConnections', connectionIds),
    exportConnections(connectionIds) {
      note('exportConnections', connectionIds);
      return '{}';
    },
    async importConnections(content) {
      note('importConnections', content);
      return { imported: [{ ...embeddedConnection, id: 'c-imported', kind: 's3' }], skipped: ['Home'] };
    },
    setDefaultEmbedded: () => {
      note('setDefaultEmbedded');
      return embeddedConnection;
    },
    setDefaultConnection: (connectionId) => note('setDefaultConnection', connectionId),
    warmUp() {
      fake.warmUps += 1;
    },
    forgetSecrets: () => note('forgetSecrets'),
    async keychainState() {
      note('keychainState');
      return fake.keychainAnswer;
    },
    async retryKeychain() {
      note('retryKeychain');
      return fake.keychainAnswer;
    },
    changePassphrase: async () => 0,
    embeddedIsSessionOnly: () => fake.sessionOnly,
    saveSettings(change) {
      note('saveSettings', change);
      store.apply(settingsChanged(change));
    },
    watchFolder: async (connectionId, path) => note('watchFolder', connectionId, path),
    saveWatchCopies: (connectionId, copies) => note('saveWatchCopies', connectionId, copies),
    stopWatching: (connectionId) => note('stopWatching', connectionId),
    followFolders: () => note('followFolders'),
    keepInStep: async (shareId, keeps) => note('keepInStep', shareId, keeps),
    followShares: async () => note('followShares'),
    async followedShareOf(path) {
      note('followedShareOf', path);
      return undefined;
    },
    followInForeground: async (shareId, told) => note('followInForeground', shareId, told),
    requestFiles: async () => Promise.reject(new Failure('request-unsafe')),
    async standingRequest(wish) {
      note('standingRequest', wish);
      const { expiresAtMs } = sampleFileRequest;
      const url = 'https://go.example.com/k';
      return { request: sampleFileRequest, url, expiresAtMs, keptByStorage: [], connectionName: 'Work', isNew: true };
    },
    fileRequests: () => store.get().fileRequests.map(({ request }) => fake.fileRequest(request.id)),
    fileRequest(requestId) {
      const row = store.get().fileRequests.find(({ request }) => request.id === requestId);
      if (row === undefined) throw new Failure('request-not-found');
      return { request: row.request, state: 'open', arrivals: fake.arrivals };
    },
    requestLink: async () => Promise.reject(new Failure('request-over')),
    async closeFileRequest(requestId) {
      note('closeFileRequest', requestId);
      return { request: fake.fileRequest(requestId).request, worksUntilMs: 0 };
    },
    async lookForArrivals(requestId) {
      note('lookForArrivals', requestId);
      const { request, arrivals } = fake.fileRequest(requestId);
      return { request, arrivals, isSettled: false, isOver: false };
    },
    async saveArrivals(requestId, { folder, slots }) {
      note('saveArrivals', requestId, folder, slots);
      return [];
    },
    noteTold: async () => undefined,
    receiveArrivals: async () => Promise.reject(new Failure('request-over')),
    prepareFolder: async (folder) => folder,
    usualFolder: async (downloads, title) => `${downloads}/Mayfly/${title}`,
    folderOfRequest: async (downloads) => `${downloads}/Mayfly/Photos`,
    lookAfterRequests: async () => undefined,
    extendFileRequest: async () => Promise.reject(new Failure('request-over')),
    async editFileRequest(requestId, change) {
      note('editFileRequest', requestId, change);
      return fake.fileRequest(requestId).request;
    },
    removeFileRequest: async (requestId) => note('removeFileRequest', requestId),
    async requestFilesAndCopy(wish) {
      note('requestFilesAndCopy', wish);
      return { requestId: 'r1', written: 'written' };
    },
    async copyRequestLink(requestId) {
      note('copyRequestLink', requestId);
      return { requestId, written: 'written' };
    },
    async extendAndCopy(requestId, seconds) {
      note('extendAndCopy', requestId, seconds);
      return { requestId, written: 'written' };
    },
    async requestQr(requestId) {
      note('requestQr', requestId);
      return sampleCode;
    },
    removeArrival: async (requestId, slot) => note('removeArrival', requestId, slot),
    async shareArrival(requestId, slot) {
      note('shareArrival', requestId, slot);
      return { share: sampleShare, url: 'https://s3.example.com/in/data', connectionName: 'Work' };
    },
    watchInForeground: async (path, options) => note('watchInForeground', path, options),
    setUpDoors: async (connectionId, wish) => {
      note('setUpDoors', connectionId, wish);
      return {
        ...doorsTest(wish),
        server: sampleConnection,
        steps: [{ code: 'bucket-made' }, { code: 'policy-made' }],
      };
    },
    saveDoors: async (connectionId, wish) => {
      note('saveDoors', connectionId, wish);
      return doorsTest(wish);
    },
    async dropDoors(connectionId, isTold) {
      note('dropDoors', connectionId, isTold);
      return undefined;
    },
    doorsGuide: () => ({
      where: 'Make a bucket for short links alone.',
      isPossible: true,
      bucket: 'files-go',
      address: 'https://s3.example.com/files-go',
      policy: '{}',
    }),
    copyDoorsPolicy: async (connectionId, at) => {
      note('copyDoorsPolicy', connectionId, at);
      return 'written';
    },
    dismissNotice: (noticeId) => note('dismissNotice', noticeId),
  };
  return fake;
}

// An App that records its calls, so that the border and the tray are tested without storage.
import { emptyState, settingsAre, type AppState } from '../../main/core/state/rules/app-state';
import type { Connection } from '../../main/core/model/connection';
import { Failure } from '../../main/core/model/failure';
import { readPasted } from '../../main/core/credentials/rules/pasted-credentials';
import type { Arrival } from '../../main/core/model/requests/file-request';
import type { ShareItem } from '../../main/core/model/share';
import { ourRule, usualExpireDays, type BucketRulePlan } from '../../main/core/model/lifecycle-rule';
import type { App } from '../../main/core/app/app';
import type { DoorsOptions } from '../../main/core/doctor/doctor';
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
const doorsTest = ({ draft }: DoorsOptions): DoorsTest => {
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
  /** Called without being noted, or noted in another way. */
  const quiet: Partial<FakeApp> = {
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
    shareByKey: async () => ({ kind: 'shared', results: [] }),
    keysToRevoke: () => [],
    keysToRevokeStored: async () => [],
    servesBucket: () => false,
    clockOffsetMs: () => 0,
    doors: () => store.get().doors.map((door) => ({ door, state: 'open' })),
    door(doorId) {
      const door = store.get().doors.find(({ id }) => id === doorId);
      if (door === undefined) throw new Failure('door-not-found');
      return { door, state: 'open' };
    },
    doorTo: (targetId) => store.get().doors.find((door) => door.targetId === targetId),
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
    async undoReceived(id, toBin) {
      note('undoReceived', id);
      await toBin('/in/a');
      return 1;
    },
    ownPin: async () => ({ pin: '012345', isKept: true }),
    changePin: async () => ({ pin: '543210', isKept: true }),
    receivedSessions: async () => [
      { id: 'r1', alias: 'Pixel', atMs: 0, folder: '/in', missingCount: 0, fileCount: 1, sizeBytes: 1, name: 'a' },
    ],
    receivedFiles: async () => [{ name: 'a', path: '/in/b/a', sizeBytes: 1, sha256: 'ab' }],
    async shareStream(_stream, name, options) {
      note('shareStream', name, options);
      return [];
    },
    checkShare: () => undefined,
    async shareScreenshot(area, options, onTaken) {
      note('shareScreenshot', area, ...(options === undefined ? [] : [options]));
      onTaken?.();
      return [];
    },
    leftBehind: () => [],
    pagesLeftBehind: () => [],
    sweep: { find: async () => [], abort: async () => [] },
    canRetry: () => false,
    agentOf: () => undefined,
    receiptsOf: (share) => receiptsIn(store.get(), share),
    linkText: (links) => ({ text: links.map(({ url }) => url).join('\n') }),
    awsProfiles: async () => [{ name: 'work', kind: 'sso', detail: 'Admin, 123456789012' }],
    async saveProxyPassword(host, { user }) {
      note('saveProxyPassword', host, user);
    },
    warmUp() {
      fake.warmUps += 1;
    },
    changePassphrase: async () => 0,
    embeddedIsSessionOnly: () => fake.sessionOnly,
    requestFiles: async () => Promise.reject(new Failure('request-unsafe')),
    fileRequests: () => store.get().fileRequests.map(({ request }) => fake.fileRequest(request.id)),
    fileRequest(requestId) {
      const row = store.get().fileRequests.find(({ request }) => request.id === requestId);
      if (row === undefined) throw new Failure('request-not-found');
      return { request: row.request, state: 'open', arrivals: fake.arrivals };
    },
    requestLink: async () => Promise.reject(new Failure('request-over')),
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
    doorsGuide: () => ({
      where: 'Make a bucket for short links alone.',
      isPossible: true,
      bucket: 'files-go',
      address: 'https://s3.example.com/files-go',
      policy: '{}',
    }),
  };
  /** What noted calls give; nothing else gives anything. */
  const answers: Partial<App> = {
    start: async () => undefined,
    stop: async () => undefined,
    lookForMark: async () => undefined,
    async serveBucket() {
      const { endpoint, region, bucket } = embeddedConnection;
      return { endpoint, region, bucket, accessKeyId: 'AK' };
    },
    openOnNetworkForNow: async () => embeddedConnection.id,
    openDoor: async () => ({ door: sampleDoor, state: 'open' }),
    pointDoor: async (doorId) => ({ ...fake.door(doorId), state: 'open' }),
    closeDoor: async (doorId) => ({
      door: fake.door(doorId).door,
      status: 404,
      cachedStatus: 404,
      isCached: false,
      target: { became: 'dead', status: 403 },
    }),
    sendAgain: async () => ({ alias: 'Pixel', fileCount: 1, sentCount: 1, sizeBytes: 3 }),
    sendToDevice: async () => ({ alias: 'Pixel', fileCount: 1, sentCount: 1, sizeBytes: 3 }),
    shareItems: async () => [],
    addFiles: async () => [],
    replaceFile: async () => [],
    removeFiles: async () => ({ ok: true, shared: { share: sampleShare, url: 'https://x/y', connectionName: 'Work' } }),
    shareText: async () => [],
    shareClipboard: async () => [],
    resume: async () => [],
    findShares() {
      const { shares } = store.get();
      return { total: shares.length, shares };
    },
    shareOf(shareId) {
      const share = store.get().shares.find(({ id }) => id === shareId);
      if (share === undefined) throw new Failure('share-not-found');
      return share;
    },
    shareItemsOf: () => fake.items,
    async freshLink(shareId) {
      const share = store.get().shares.find(({ id }) => id === shareId);
      if (share === undefined) throw new Failure('share-not-found');
      return { share, url: `https://s3.example.com/${share.key}`, connectionName: 'Work' };
    },
    async linkExisting() {
      const [share] = store.get().shares;
      if (share === undefined) throw new Failure('object-not-found');
      return { share, url: `https://s3.example.com/${share.key}`, connectionName: 'Work' };
    },
    qrCode: async () => sampleCode,
    codeOfLink: async () => ({ modules: [[true]], halfBlocks: () => ['▀'], reach: 'public' }),
    qrInTerminal: async () => ({
      modules: [[true]],
      halfBlocks: () => ['▀'],
      name: 'report.pdf',
      expiresAtMs: 0,
      reach: 'public',
    }),
    copyLink: async () => 'written',
    revoke: async () => ({ status: 404, objectsRemoved: 1, linksAsked: 1 }),
    revokeStored: async () => ({ status: 404, objectsRemoved: 1, linksAsked: 1 }),
    async signForGuests(options) {
      const url = `https://s3.example.com/${options.bucket}/${options.key}?X-Amz-Signature=0`;
      return { kind: 'get', url, verified: true, lifetimeSeconds: 60, limitedBy: 'requested', expiresAtMs: 60_000 };
    },
    changePassword: async () => ({ share: sampleShare, url: 'https://x/y', connectionName: 'Work' }),
    async extend(shareId) {
      const share = store.get().shares.find(({ id }) => id === shareId);
      if (share === undefined) throw new Failure('share-not-found');
      return { share, url: 'https://s3.example.com/new', connectionName: 'Work', oldEndMs: share.expiresAtMs };
    },
    makePassword: async () => ({ password: 'aaaa-bbbb-cccc-dddd', written: 'written' }),
    tryEmbedded: async () => embeddedConnection,
    pasteCredentials(text) {
      const pasted = readPasted(text);
      if (pasted === undefined) throw new Failure('paste-unknown');
      return { id: 'paste-1', pasted };
    },
    saveConnection: async () => ({ ...embeddedConnection, id: 'c-saved', kind: 's3' }),
    async findStorages() {
      const storage = { program: 'rclone', name: 'home', endpoint: 'https://s3.example.com' } as const;
      return { encrypted: false, storages: [{ id: 'found-1', storage: { ...storage, secretAccessKey: 'CANARY' } }] };
    },
    takeStorage: async () => ({
      id: 'paste-2',
      pasted: { name: 'home', others: 0, accessKeyId: 'FOUNDKEY', secretAccessKey: 'CANARY' },
    }),
    draftBuckets: async () => ['files', 'photos'],
    createBucket: async (draft) => ({ bucket: draft.bucket, region: 'eu-central-1', outcome: 'made', isPrivate: true }),
    testConnection: async () => sampleExamination(),
    testKnown: async () => sampleExamination(),
    copyPolicy: async () => 'written',
    proxiesInUse: async () => [{ host: 'proxy.example:3128', user: 'me' }],
    bucketRule: async (_connectionId, days) => plan(days),
    saveBucketRule: async (_connectionId, days) => plan(days),
    liveLinks: () => ({ live: 2, linked: 1 }),
    removeConnection: async () => ({ takenBack: 0, left: 2 }),
    renameConnection: (connectionId, name) => ({ ...embeddedConnection, id: connectionId, name }),
    duplicateConnection: () => ({ ...embeddedConnection, id: 'c-copy', kind: 's3' }),
    exportConnections: () => '{}',
    importConnections: async () => ({
      imported: [{ ...embeddedConnection, id: 'c-imported', kind: 's3' }],
      skipped: ['Home'],
    }),
    setDefaultEmbedded: () => embeddedConnection,
    keychainState: async () => fake.keychainAnswer,
    retryKeychain: async () => fake.keychainAnswer,
    saveSettings(change) {
      store.apply(settingsAre({ ...store.get().settings, ...change }));
    },
    async standingRequest() {
      const { expiresAtMs } = sampleFileRequest;
      const url = 'https://go.example.com/k';
      return { request: sampleFileRequest, url, expiresAtMs, keptByStorage: [], connectionName: 'Work', isNew: true };
    },
    closeFileRequest: async (requestId) => ({ request: fake.fileRequest(requestId).request, worksUntilMs: 0 }),
    async lookForArrivals(requestId) {
      const { request, arrivals } = fake.fileRequest(requestId);
      return { request, arrivals, isSettled: false, isOver: false };
    },
    editFileRequest: async (requestId) => fake.fileRequest(requestId).request,
    requestFilesAndCopy: async () => ({ requestId: 'r1', written: 'written' }),
    copyRequestLink: async (requestId) => ({ requestId, written: 'written' }),
    extendAndCopy: async (requestId) => ({ requestId, written: 'written' }),
    requestQr: async () => sampleCode,
    shareArrival: async () => ({ share: sampleShare, url: 'https://s3.example.com/in/data', connectionName: 'Work' }),
    setUpDoors: async (_connectionId, options) => ({
      ...doorsTest(options),
      server: sampleConnection,
      steps: [{ code: 'bucket-made' }, { code: 'policy-made' }],
    }),
    saveDoors: async (_connectionId, options) => doorsTest(options),
    copyDoorsPolicy: async () => 'written',
  };
  const noted =
    (name: keyof App) =>
    (...given: readonly unknown[]): unknown => {
      note(name, ...given);
      return (answers[name] as ((...values: readonly unknown[]) => unknown) | undefined)?.(...given);
    };
  const own = Object.keys(answers).map((name) => {
    const call = noted(name as keyof App);
    const isAsync = answers[name as keyof App]?.constructor.name === 'AsyncFunction';
    return [name, isAsync ? async (...given: readonly unknown[]) => call(...given) : call];
  });
  const fake = new Proxy({ ...Object.fromEntries(own), ...quiet } as FakeApp, {
    get: (known, name: keyof App) => (name in known ? known[name] : noted(name)),
  });
  return fake;
}

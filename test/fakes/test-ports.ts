// Everything `createApp` needs, in memory, with every twin at hand for the test.
import { createHash } from 'node:crypto';
import { encryptFiles } from '../../main/adapters/encryption/encrypt-files';
import { lazyAgeFiles } from '../../main/adapters/encryption/lazy-age-files';
import { contentTypeOf } from '../../main/adapters/files/content-types';
import { loadTransliteration } from '../../main/adapters/files/transliteration';
import { encodeQr } from '../../main/adapters/desktop/qr-code';
import { createLocalSend } from '../../main/adapters/localsend/localsend';
import { createLocalEngine } from '../../main/core/transfer/engine';
import type { Ports } from '../../main/core/ports/ports';
import { createFixedClock, type FixedClock } from './fixed-clock';
import { createMemoryBucketHost, type MemoryBucketHost } from './memory-bucket-host';
import { createMemoryClipboard, type MemoryClipboard } from './memory-clipboard';
import { createMemoryServerProbe, type MemoryServerProbe } from './memory-server-probe';
import { createMemoryFiles, type MemoryFiles } from './memory-files';
import { createMemoryArrivalFiles, type MemoryArrivalFiles } from './memory-arrival-files';
import { createMemoryFolders, type MemoryFolders } from './memory-folders';
import { createMemoryLedgerFile, type MemoryLedgerFile } from './memory-ledger';
import { createMemoryObjects, type MemoryObjects } from './memory-objects';
import { createMemoryNetwork, type MemoryNetwork } from './memory-network';
import { createMemoryProfiles, type MemoryProfiles } from './memory-profiles';
import { createMemoryProxies } from './memory-proxies';
import { createMemoryRecords, type MemoryRecords } from './memory-records';
import { createMemorySealedSecrets, type MemorySealedSecrets } from './memory-sealed-secrets';
import { createMemorySecrets, type MemorySecrets } from './memory-secrets';
import { createMemoryServer, type MemoryServer } from './memory-server';
import { memoryEncryptedPage, memoryRequestPage, memorySharePage } from './memory-share-page';
import { createMemoryPictures, createMemoryTempFiles } from './memory-temp-files';
import { createSilentLog, type SilentLog } from './silent-log';

export interface TestPorts {
  readonly ports: Ports;
  readonly clock: FixedClock;
  readonly server: MemoryServer;
  readonly objects: MemoryObjects;
  readonly serverProbe: MemoryServerProbe;
  readonly secrets: MemorySecrets;
  readonly sealedSecrets: MemorySealedSecrets;
  readonly records: MemoryRecords;
  readonly profiles: MemoryProfiles;
  readonly files: MemoryFiles;
  readonly folders: MemoryFolders;
  readonly arrivalFiles: MemoryArrivalFiles;
  readonly ledgerFile: MemoryLedgerFile;
  readonly clipboard: MemoryClipboard;
  readonly bucketHost: MemoryBucketHost;
  readonly network: MemoryNetwork;
  readonly log: SilentLog;
  /** Notifications that were shown, each title and body. */
  readonly shown: readonly (readonly [title: string, body: string])[];
}

/** Different every time within one test, the same in every run. */
function countedBytes(): Ports['randomBytes'] {
  let count = 0;
  return (length) => {
    count += 1;
    return createHash('shake256', { outputLength: length }).update(String(count)).digest();
  };
}

/** The real files, whose passwords cost next to nothing to lock and to open. Suites of the encryption have the real cost. */
function cheapAgeFiles(): Ports['ageFiles'] {
  const files = lazyAgeFiles();
  return { ...files, lock: (passphrase, logN) => files.lock(passphrase, Math.min(logN, 10)) };
}

/** Twins that share one clock and one server. Other parts can be given, to share them between two apps. */
export function createTestPorts(
  overrides: Partial<Ports> = {},
  shared: Partial<
    Pick<TestPorts, 'clock' | 'server' | 'secrets' | 'records' | 'files' | 'folders' | 'ledgerFile' | 'arrivalFiles'>
  > = {},
): TestPorts {
  const clock = shared.clock ?? createFixedClock();
  const server = shared.server ?? createMemoryServer(clock.now);
  const objects = createMemoryObjects(server, clock.now);
  const serverProbe = createMemoryServerProbe(server);
  const secrets = shared.secrets ?? createMemorySecrets();
  const sealedSecrets = createMemorySealedSecrets();
  const files = shared.files ?? createMemoryFiles();
  const arrivalFiles = shared.arrivalFiles ?? createMemoryArrivalFiles();
  const folders = shared.folders ?? createMemoryFolders(files);
  const ledgerFile = shared.ledgerFile ?? createMemoryLedgerFile();
  const records = shared.records ?? createMemoryRecords();
  const profiles = createMemoryProfiles();
  const clipboard = createMemoryClipboard();
  const bucketHost = createMemoryBucketHost(server);
  const network = createMemoryNetwork();
  const log = createSilentLog();
  const shown: (readonly [string, string])[] = [];
  let ids = 0;
  const engine = createLocalEngine({
    clock: clock.now,
    files,
    openObjectStore: objects.open,
    random: () => 0,
    encrypt: async (fileSecrets) => encryptFiles(fileSecrets),
  });
  const ports: Ports = {
    clock: clock.now,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    randomBytes: countedBytes(),
    pid: 1_000,
    isAlive: () => true,
    contentTypeOf,
    transliteration: loadTransliteration,
    encodeQr,
    wifiName: async () => 'Wren & Sons',
    secrets,
    sealedSecrets,
    records,
    awsProfiles: profiles,
    otherPrograms: { read: async () => ({ rclone: [], mc: [], cyberduck: [] }) },
    openObjectStore: objects.open,
    openServerProbe: serverProbe.open,
    policy: { now: () => ({ kind: 'none' }), look: async () => false },
    probe: server.probe,
    reader: server.probe,
    files,
    folders,
    arrivalFiles,
    mayFollow: async () => true,
    tempFiles: createMemoryTempFiles(files),
    keptPictures: createMemoryPictures(),
    ledger: ledgerFile.open(),
    engine,
    proxies: createMemoryProxies(),
    isReachable: async () => true,
    localBucket: bucketHost,
    localSend: createLocalSend(),
    ownNetwork: network,
    screenshots: { take: async () => undefined },
    clipboard,
    notifier: { show: (title, body) => void shown.push([title, body]) },
    sharePageTemplate: async () => ({ text: memorySharePage }),
    requestPageTemplate: async () => ({ text: memoryRequestPage }),
    encryptedRequestPageTemplate: async () => ({ text: memoryRequestPage }),
    encryptedPageTemplate: async () => ({ text: memoryEncryptedPage }),
    ageFiles: cheapAgeFiles(),
    log,
    ...overrides,
  };
  return {
    ports,
    clock,
    server,
    objects,
    serverProbe,
    secrets,
    sealedSecrets,
    records,
    profiles,
    files,
    folders,
    arrivalFiles,
    ledgerFile,
    clipboard,
    bucketHost,
    network,
    log,
    shown,
  };
}

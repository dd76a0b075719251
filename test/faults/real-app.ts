// The services over the real ledger, files and network adapters, for the programs that are killed; only what a bare machine lacks is in memory.
import { createLocalSend } from '../../main/adapters/localsend/localsend';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { encryptFiles } from '../../main/adapters/encryption/encrypt-files';
import { lazyAgeFiles } from '../../main/adapters/encryption/lazy-age-files';
import { createArrivalFiles } from '../../main/adapters/files/arrival-files';
import { contentTypeOf } from '../../main/adapters/files/content-types';
import { loadTransliteration } from '../../main/adapters/files/transliteration';
import { createFiles } from '../../main/adapters/files/files';
import { createFolders } from '../../main/adapters/files/folders';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { directNetwork } from '../../main/adapters/network/network';
import { isAlive } from '../../main/adapters/files/processes';
import { createServerProbeFactory } from '../../main/adapters/s3/probe/s3-probe';
import { createNetworkedStores } from '../../main/adapters/s3/object-store';
import { createKeptPictures } from '../../main/adapters/files/kept-pictures';
import { createTempFiles } from '../../main/adapters/files/temp-files';
import { createApp, type Composition } from '../../main/core/app/compose';
import { memoryEncryptedPage, memoryRequestPage, memorySharePage } from '../fakes/memory-share-page';
import { createLocalEngine } from '../../main/core/transfer/engine';
import type { App } from '../../main/core/app/app';
import type { Clock } from '../../main/core/model/system';
import type { Ledger } from '../../main/core/ports/ledger';
import type { SecretStore } from '../../main/core/ports/secrets';
import { builtBodyThreads } from '../fakes/built-body-threads';
import { createMemorySealedSecrets } from '../fakes/memory-sealed-secrets';
import { createMemoryNetwork } from '../fakes/memory-network';
import { createMemoryRecords } from '../fakes/memory-records';
import { createMemoryProfiles } from '../fakes/memory-profiles';

const limits = { connectMs: 2_000, silenceMs: 4_000 };

export interface RealParts {
  readonly profileDir: string;
  readonly ledger: Ledger;
  readonly secrets: SecretStore;
  readonly clock: Clock;
}

export function createRealApp({ profileDir, ledger, secrets, clock }: RealParts, composition: Composition): App {
  const files = createFiles();
  const bodies = builtBodyThreads();
  const openObjectStore = createNetworkedStores(clock, directNetwork, limits);
  const engine = createLocalEngine({
    clock,
    files,
    openObjectStore: createNetworkedStores(clock, directNetwork, limits, bodies.openSender),
    random: Math.random,
    bodies,
    encrypt: async (fileSecrets) => encryptFiles(fileSecrets),
  });
  const none = () => Promise.reject(new Error('not in this program'));
  return createApp(
    {
      clock,
      newId: randomUUID,
      randomBytes: (length) => randomBytes(length),
      pid: process.pid,
      isAlive,
      policy: { now: () => ({ kind: 'none' }), look: async () => false },
      contentTypeOf,
      transliteration: loadTransliteration,
      wifiName: async () => undefined,
      encodeQr: () => ({ modules: [], halfBlocks: () => [] }),
      secrets,
      sealedSecrets: createMemorySealedSecrets(),
      mayFollow: async () => true,
      records: createMemoryRecords(),
      awsProfiles: createMemoryProfiles(),
      otherPrograms: { read: async () => ({ rclone: [], mc: [], cyberduck: [] }) },
      openObjectStore,
      openServerProbe: createServerProbeFactory(clock, directNetwork, limits),
      probe: createLinkProbe(directNetwork, limits),
      reader: createLinkProbe(directNetwork, limits),
      files,
      folders: createFolders(profileDir),
      arrivalFiles: createArrivalFiles(process.pid, isAlive),
      tempFiles: createTempFiles(join(profileDir, 'clipboard')),
      keptPictures: createKeptPictures(join(profileDir, 'thumbnails'), async () => undefined),
      ledger,
      engine,
      proxies: directNetwork.proxies,
      isReachable: () => Promise.resolve(true),
      localSend: createLocalSend(),
      localBucket: {
        ensureRunning: none,
        serving: () => false,
        listeningOn: async () => [],
        onServed: () => undefined,
        withdraw: () => Promise.resolve(),
        listenOn: async () => [],
        stop: () => Promise.resolve(),
      },
      ownNetwork: createMemoryNetwork(),
      screenshots: { take: none },
      clipboard: { write: () => Promise.resolve('written'), read: none },
      notifier: { show: () => undefined },
      sharePageTemplate: async () => ({ text: memorySharePage }),
      requestPageTemplate: async () => ({ text: memoryRequestPage }),
      encryptedRequestPageTemplate: async () => ({ text: memoryRequestPage }),
      encryptedPageTemplate: async () => ({ text: memoryEncryptedPage }),
      ageFiles: lazyAgeFiles(),
      log: { info: () => undefined, error: () => undefined },
    },
    composition,
  );
}

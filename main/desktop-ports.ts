// Why this exists: what the services need of the outside world, as the desktop app has it: every adapter is chosen here.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createAwsProfiles } from './adapters/aws-profiles';
import { createClipboard } from './adapters/clipboard';
import { encodeQr } from './adapters/qr-code';
import { contentTypeOf } from './adapters/content-types';
import { createEngineProcess } from './adapters/engine-process';
import { createFiles } from './adapters/files';
import { createKeychain } from './adapters/keychain';
import { createLinkProbe } from './adapters/link-probe';
import { createNetwork } from './adapters/network/network';
import { createProxyPasswords } from './adapters/network/proxy-passwords';
import { systemProxyOf } from './adapters/network/system-proxy';
import { createLocalBucketProcess } from './adapters/local-bucket-process';
import { isAlive } from './adapters/processes';
import { createRecordFiles } from './adapters/record-files';
import { createExaminerFactory } from './adapters/s3/examiner';
import { createNetworkedStores } from './adapters/s3/object-store';
import { createSharePageTemplate } from './adapters/share-page-template';
import { createScreenshots } from './adapters/screenshots';
import { createTempFiles } from './adapters/temp-files';
import { passwordOfEnvironment } from './domain/proxy';
import type { MayFollow } from './services/named-links';
import type { Screenshots } from './services/screenshots';
import type { Ledger, Log, Notifier, Ports } from './services/ports';

export interface DesktopPortsOptions {
  readonly profileDir: string;
  /** Where a built file lies. */
  readonly built: (...path: readonly string[]) => string;
  readonly ledger: Ledger;
  readonly notifier: Notifier;
  /** Lets Mayfly's own windows step aside while a picture is taken. */
  readonly aside: (screenshots: Screenshots) => Screenshots;
  readonly mayFollow: MayFollow;
  readonly wayland: boolean;
  /** Brings up a window that asks for the focus, where only such a window reaches the clipboard. */
  readonly askForFocus: () => void;
  readonly log: Log;
}

export function createDesktopPorts(options: DesktopPortsOptions): Ports {
  const { profileDir, built, ledger, notifier, aside, mayFollow, log } = options;
  const clipboard = createClipboard({ wayland: options.wayland, askForFocus: options.askForFocus });
  const secrets = createKeychain();
  const known = (host: string) => passwordOfEnvironment(host, process.env);
  const owned = new Map<string, string>();
  const network = createNetwork(systemProxyOf, createProxyPasswords(secrets, ledger, known), owned);
  return {
    clock: Date.now,
    newId: randomUUID,
    randomBytes,
    pid: process.pid,
    isAlive,
    contentTypeOf,
    encodeQr,
    secrets,
    records: createRecordFiles(join(profileDir, 'sealed')),
    awsProfiles: createAwsProfiles(network),
    openObjectStore: createNetworkedStores(Date.now, network),
    openExaminer: createExaminerFactory(Date.now, network),
    probe: createLinkProbe(network),
    files: createFiles(),
    mayFollow,
    tempFiles: createTempFiles(join(profileDir, 'temp')),
    ledger,
    engine: createEngineProcess(built('main', 'engine.cjs'), network.routeTo),
    proxies: network.proxies,
    isReachable: network.reaches,
    localBucket: createLocalBucketProcess({ profileDir, entryPath: built('main', 'bucket-process.cjs'), owned, log }),
    clipboard,
    screenshots: aside(createScreenshots(join(profileDir, 'temp'), clipboard)),
    notifier,
    sharePageTemplate: createSharePageTemplate(built('share-page', 'index.html')),
    log,
  };
}

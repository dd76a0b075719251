// The desktop app's ports: every adapter is chosen here.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createAwsProfiles } from '../adapters/secrets/aws-profiles';
import { createClipboard } from '../adapters/desktop/clipboard';
import { openSessionBus } from '../adapters/desktop/dbus-session';
import { encodeQr } from '../adapters/desktop/qr-code';
import { createArrivalFiles } from '../adapters/files/arrival-files';
import { contentTypeOf } from '../adapters/files/content-types';
import { loadTransliteration } from '../adapters/files/transliteration';
import { createEngineProcess } from '../adapters/engine-process/spawn';
import { createFiles } from '../adapters/files/files';
import { createKeptPictures } from '../adapters/files/kept-pictures';
import { createFolders } from '../adapters/files/folders';
import { createKeychain } from '../adapters/secrets/keychain';
import { createLinkProbe } from '../adapters/network/link-probe';
import { asksForRequests, tellRequests } from '../adapters/network/request-log';
import { createNetwork } from '../adapters/network/network';
import { createProxyPasswords } from '../adapters/network/proxy-passwords';
import { systemProxyOf } from '../adapters/network/system-proxy';
import { createLocalSend } from '../adapters/localsend/localsend';
import { createLocalBucketProcess } from '../adapters/local-bucket/child-process';
import { createOwnNetwork } from '../adapters/reach/own-network';
import { openRules } from '../adapters/policy/read-policy';
import { createOtherPrograms } from '../adapters/files/other-programs';
import { isAlive } from '../adapters/files/processes';
import { ownProfiles } from '../adapters/files/own-profiles';
import { createRecordFiles } from '../adapters/secrets/encrypted-records';
import { createSealedFiles } from '../adapters/secrets/sealed-files';
import { createServerProbeFactory } from '../adapters/s3/probe/s3-probe';
import { createNetworkedStores } from '../adapters/s3/object-store';
import { lazyAgeFiles } from '../adapters/encryption/lazy-age-files';
import { createPageTemplate } from '../adapters/files/page-template';
import { createScreenshots } from '../adapters/desktop/screenshots';
import { wifiName } from '../adapters/desktop/wifi-name';
import { createTempFiles } from '../adapters/files/temp-files';
import { Failure } from '../core/model/failure';
import { passwordOfEnvironment } from '../core/model/proxy-route';
import type { Ports } from '../core/ports/ports';
import type { DetailedLog } from '../adapters/files/log';
import { createKeepAwake } from '../shell/integration/keep-awake';
import type { Notifier, Screenshots, MayFollow } from '../core/ports/desktop';
import type { Ledger } from '../core/ports/ledger';

export interface DesktopPortsOptions {
  readonly profileDir: string;
  /** The path of a built file. */
  readonly built: (...path: readonly string[]) => string;
  readonly ledger: Ledger;
  readonly notifier: Notifier;
  /** Hides the windows of Mayfly during a screenshot. */
  readonly hidingWindows: (screenshots: Screenshots) => Screenshots;
  /** Where the system has no way to take a screenshot. */
  readonly ownScreenshots: Screenshots | undefined;
  readonly mayFollow: MayFollow;
  readonly wayland: boolean;
  /** Brings up a window that asks for the focus, where only such a window reaches the clipboard. */
  readonly askForFocus: () => void;
  readonly log: DetailedLog;
}

/** Of the main process, for the files of one folder: a thousand on a disk of this computer take 5 ms. */
const lookUpWaitMs = 50;

export async function createDesktopPorts(options: DesktopPortsOptions): Promise<Ports> {
  const { profileDir, built, ledger, notifier, hidingWindows, mayFollow, log } = options;
  const clipboard = createClipboard({ wayland: options.wayland, askForFocus: options.askForFocus });
  const secrets = createKeychain(openSessionBus);
  const known = (host: string) => passwordOfEnvironment(host, process.env);
  const owned = new Map<string, string>();
  const network = createNetwork(systemProxyOf, createProxyPasswords(secrets, ledger, known), owned);
  const anonymous = createLinkProbe(network);
  const onRequest = asksForRequests(process.env) ? (line: string) => log.debug(line) : undefined;
  if (onRequest !== undefined) tellRequests(onRequest);
  const profiles = ownProfiles(profileDir);
  return {
    clock: Date.now,
    newId: randomUUID,
    randomBytes,
    pid: process.pid,
    isAlive,
    contentTypeOf,
    transliteration: loadTransliteration,
    encodeQr,
    wifiName,
    secrets,
    // The window asks for no passphrase: these connections are used on the command line.
    sealedSecrets: createSealedFiles(join(profileDir, 'secrets'), () =>
      Promise.reject(new Failure('passphrase-needed')),
    ),
    records: createRecordFiles(join(profileDir, 'sealed')),
    awsProfiles: createAwsProfiles(network),
    otherPrograms: createOtherPrograms(),
    openObjectStore: createNetworkedStores(Date.now, network),
    openServerProbe: createServerProbeFactory(Date.now, network),
    probe: anonymous,
    reader: anonymous,
    files: createFiles(undefined, lookUpWaitMs, profiles),
    folders: createFolders(profileDir),
    arrivalFiles: createArrivalFiles(process.pid, isAlive, profiles),
    mayFollow,
    askAboutAgent: async (...asked) => (await import('../shell/dialogs/agent-question')).askAboutAgent(...asked),
    tempFiles: createTempFiles(join(profileDir, 'temp')),
    keptPictures: createKeptPictures(join(profileDir, 'thumbnails'), async (picture) =>
      (await import('../adapters/desktop/shrink-picture')).shrinkPicture(picture),
    ),
    ledger,
    policy: await openRules(),
    engine: createEngineProcess(built('main', 'engine.cjs'), network.routeTo, onRequest),
    proxies: network.proxies,
    isReachable: network.reaches,
    localSend: createLocalSend(),
    localBucket: createLocalBucketProcess({
      profileDir,
      entryPath: built('main', 'bucket-process.cjs'),
      owned,
      log,
      onGuestsBusy: createKeepAwake(),
    }),
    ownNetwork: createOwnNetwork(),
    clipboard,
    screenshots: hidingWindows(createScreenshots(join(profileDir, 'temp'), clipboard, options.ownScreenshots)),
    notifier,
    sharePageTemplate: createPageTemplate(built('share-page', 'index.html')),
    requestPageTemplate: createPageTemplate(built('request-page', 'index.html')),
    encryptedRequestPageTemplate: createPageTemplate(built('encrypted-request-page', 'index.html')),
    encryptedPageTemplate: createPageTemplate(built('encrypted-page', 'index.html')),
    ageFiles: lazyAgeFiles(),
    log,
  };
}

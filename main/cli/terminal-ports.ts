// The ports of the command line; slow libraries are loaded when they are needed.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createAwsProfiles } from '../adapters/secrets/aws-profiles';
import { lazyAgeFiles } from '../adapters/encryption/lazy-age-files';
import { createBodyThreads } from '../adapters/body-threads/pool';
import { createArrivalFiles } from '../adapters/files/arrival-files';
import { contentTypeOf } from '../adapters/files/content-types';
import { loadTransliteration } from '../adapters/files/transliteration';
import { createFiles } from '../adapters/files/files';
import { createFolders } from '../adapters/files/folders';
import { openLedger } from '../adapters/ledger/ledger';
import { createLocalSend } from '../adapters/localsend/localsend';
import { createLocalBucketInProcess } from '../adapters/local-bucket/in-process';
import { createLinkProbe } from '../adapters/network/link-probe';
import type { OpenBodySender } from '../adapters/network/body-sender';
import { createNetwork } from '../adapters/network/network';
import { createProxyPasswords } from '../adapters/network/proxy-passwords';
import { createLog, noLog } from '../adapters/files/log';
import type { Built } from './built';
import { sayingLog } from './saying-log';
import { asksForRequests, tellRequests } from '../adapters/network/request-log';
import { createOwnNetwork } from '../adapters/reach/own-network';
import { openRules } from '../adapters/policy/read-policy';
import { createOtherPrograms } from '../adapters/files/other-programs';
import { isAlive } from '../adapters/files/processes';
import { ownProfiles } from '../adapters/files/own-profiles';
import { hasLedger } from '../adapters/files/profile-folder';
import { createRecordFiles } from '../adapters/secrets/encrypted-records';
import { createSealedFiles } from '../adapters/secrets/sealed-files';
import { createPageTemplate } from '../adapters/files/page-template';
import { encodeQr } from '../adapters/desktop/qr-code';
import { createKeptPictures } from '../adapters/files/kept-pictures';
import { createTempFiles } from '../adapters/files/temp-files';
import { createTerminalClipboard } from '../adapters/desktop/terminal-clipboard';
import type { CommandNeeds } from './command-needs';
import { lazySecrets } from './lazy-secrets';
import { createPassphrase } from './passphrase';
import { bodyWorkInPlace, createLocalEngine } from '../core/transfer/transfer';
import { Failure } from '../core/model/failure';
import { routeOfEnvironment } from '../core/model/proxy-route';
import type { Ports } from '../core/ports/ports';
import { followedHint, renamedHint } from '../terminal/output/hints';
import { loggedLine, warningLine, type Terminal } from '../terminal/output/output';

const clock = () => Date.now();

export async function createTerminalPorts(
  profileDir: string,
  built: Built,
  terminal: Terminal,
  { begins, serves, json, hints, verbose, passphraseFd }: CommandNeeds,
): Promise<Ports> {
  const { ledger, warning } = openLedger(profileDir, { begins });
  if (warning !== undefined) terminal.say(warningLine(warning, json));
  const file = begins || hasLedger(profileDir) ? createLog(profileDir) : noLog;
  const fileHasRequests = asksForRequests(process.env);
  const log = verbose ? sayingLog(file, fileHasRequests, (line) => terminal.say(loggedLine(line, json))) : file;
  if (verbose || fileHasRequests) tellRequests((line) => log.debug(line));
  // A folder that is followed or watched is read every few seconds.
  const renamed = new Set<string>();
  const tellRenamed = (name: string) => {
    if (hints && !renamed.has(name)) terminal.say(renamedHint(name));
    renamed.add(name);
  };
  const profiles = ownProfiles(profileDir);
  const files = createFiles(tellRenamed, Infinity, profiles);
  const secrets = lazySecrets();
  const owned = new Map<string, string>();
  const network = createNetwork(
    (url) => routeOfEnvironment(url, process.env),
    createProxyPasswords(secrets, ledger),
    owned,
  );
  const anonymous = createLinkProbe(network);
  // The SDK takes longer to load than most commands to run.
  const storesBy =
    (openSender?: OpenBodySender): Ports['openObjectStore'] =>
    async (...to) =>
      (await import('../adapters/s3/object-store')).createNetworkedStores(clock, network, undefined, openSender)(...to);
  const openObjectStore = storesBy();
  const bodies = createBodyThreads({ starts: built.threads, inPlace: bodyWorkInPlace });
  return {
    clock,
    newId: randomUUID,
    randomBytes: (length) => randomBytes(length),
    pid: process.pid,
    isAlive,
    contentTypeOf,
    transliteration: loadTransliteration,
    encodeQr,
    wifiName: async () => (await import('../adapters/desktop/wifi-name')).wifiName(),
    secrets,
    sealedSecrets: createSealedFiles(join(profileDir, 'secrets'), createPassphrase(process.env, passphraseFd)),
    records: createRecordFiles(join(profileDir, 'sealed')),
    awsProfiles: createAwsProfiles(network),
    otherPrograms: createOtherPrograms(),
    openObjectStore,
    connectAhead(connection, count) {
      const route = routeOfEnvironment(connection.endpoint, process.env);
      // Handshakes are what takes time; a proxy may want a password. What goes wrong, the share itself tells.
      if (route[0] === 'direct' && connection.endpoint.startsWith('https:'))
        import('../adapters/s3/to-server')
          .then(({ aheadOf }) => bodies.connectAhead(aheadOf(connection, route), count))
          .catch(() => undefined);
    },
    openServerProbe: async (...args) =>
      (await import('../adapters/s3/probe/s3-probe')).createServerProbeFactory(clock, network)(...args),
    probe: anonymous,
    reader: anonymous,
    files,
    folders: createFolders(profileDir),
    arrivalFiles: createArrivalFiles(process.pid, isAlive, profiles),
    // A typed path is meant: it is shared, with a hint about its kind.
    async mayFollow(links) {
      if (hints) for (const link of links) terminal.say(followedHint(link));
      return true;
    },
    tempFiles: createTempFiles(join(profileDir, 'clipboard')),
    // The window's: a terminal shows none, and removes those of what it forgets.
    keptPictures: createKeptPictures(join(profileDir, 'thumbnails'), async () => undefined),
    ledger,
    policy: await openRules(),
    engine: createLocalEngine({
      clock,
      files,
      openObjectStore: storesBy(bodies.openSender),
      random: Math.random,
      bodies,
      encrypt: async (fileSecrets) => (await import('../adapters/encryption/encrypt-files')).encryptFiles(fileSecrets),
    }),
    proxies: network.proxies,
    isReachable: network.reaches,
    localBucket: createLocalBucketInProcess({ profileDir, owned, log, serves }),
    localSend: createLocalSend(),
    ownNetwork: createOwnNetwork(),
    clipboard: createTerminalClipboard(),
    screenshots: { take: () => Promise.reject(new Failure('screenshot-unavailable')) },
    notifier: { show: () => undefined },
    sharePageTemplate: createPageTemplate(join(built.folder, 'share-page', 'index.html')),
    requestPageTemplate: createPageTemplate(join(built.folder, 'request-page', 'index.html')),
    encryptedRequestPageTemplate: createPageTemplate(join(built.folder, 'encrypted-request-page', 'index.html')),
    encryptedPageTemplate: createPageTemplate(join(built.folder, 'encrypted-page', 'index.html')),
    ageFiles: lazyAgeFiles(),
    log,
  };
}

// The ObjectStore port on S3: uploads over our own sockets, all other requests through the SDK.
import { keepsVersions, takesChecksums } from '../../core/model/capabilities';
import type { Connection, Credentials } from '../../core/model/connection';
import type { LinkRequest, ObjectStore, OpenObjectStore, OpenOptions } from '../../core/ports/object-store';
import type { FailureDetail } from '../../core/model/failure';
import { threeAttempts } from '../../core/async/repeat';
import { direct, isAnonymous, sameRoute } from '../../core/model/proxy-route';
import { askAnonymously } from '../network/link-probe';
import { originOf } from '../network/connection-pool';
import type { Network } from '../network/network';
import { requestFactsOf } from './wire/response-errors';
import { putGuarded } from './guarded-put';
import { putBytes, readBytes, type Place } from './wire/object-bodies';
import type { Control } from './lazy-sdk';
import { copySizesOf, type CopySizes } from './copy-sizes';
import { openIdle } from '../network/idle-connection';
import { createAgents, usualTimeLimits, type Agents, type TimeLimits } from '../network/http-client';
import { senderHere, type BodySender, type OpenBodySender } from '../network/body-sender';
import { createServerClock } from './server-clock';
import { createGuestLinks } from './signing/guest-links';
import { createHeaderSigner, type HeaderSigner } from './signing/header-signer';
import { createAlikeSigner, type Sign, type SignAlike } from './signing/signer';
import { createUploadRequests, headersOf } from './upload-requests';
import { createAsk } from './wire/signed-requests';
import { maxSockets, originOfObjects, toServer } from './to-server';
import type { Clock } from '../../core/model/system';

/**
 * Opens stores on S3 servers. `limits` and `copySizes` are for tests; the defaults are 10 s to connect, 30 s of silence, and
 * the provider's copy sizes.
 */
export function createObjectStoreFactory(
  clock: Clock,
  limits: TimeLimits = usualTimeLimits,
  copySizes?: CopySizes,
): (connection: Connection, credentials: Credentials, options?: OpenOptions) => ObjectStore {
  return (connection, credentials, options) =>
    openStore(connection, credentials, {
      ...options,
      now: clock,
      limits,
      copySizes: copySizes ?? copySizesOf(connection),
      agents: createAgents(maxSockets),
    });
}

/**
 * Stores over the route of `network`, with the connection's certificates. `openSender`: sends bodies from other threads. Opening one raises
 * `ca-file-unusable`.
 */
export function createNetworkedStores(
  clock: Clock,
  network: Network,
  limits: TimeLimits = usualTimeLimits,
  openSender?: OpenBodySender,
): OpenObjectStore {
  return async (connection, credentials, options) => {
    const route = options?.route ?? (await network.routeTo(connection.endpoint));
    const to = toServer(connection, route, limits);
    const agents = await network.agentsTo(to);
    const copySizes = copySizesOf(connection);
    // Where another process has found the route, it has compared it with that of the link.
    const goesSameWay = async (origin: string) =>
      options?.route !== undefined || sameRoute(await network.routeTo(origin), route);
    return openStore(connection, credentials, {
      ...options,
      now: clock,
      limits,
      copySizes,
      agents,
      route,
      ...(openSender !== undefined && { openSender: (detail, here) => openSender({ to, limits, detail }, here) }),
      goesSameWay,
    });
  };
}

interface Opening extends OpenOptions {
  readonly now: Clock;
  readonly limits: TimeLimits;
  readonly copySizes: CopySizes;
  /** Whether links of that origin are reached by the route to the server. Default: they are. */
  readonly goesSameWay?: (origin: string) => Promise<boolean>;
  readonly agents: Agents;
  readonly openSender?: (detail: FailureDetail, here: BodySender) => BodySender;
}

function openStore(connection: Connection, credentials: Credentials, opening: Opening): ObjectStore {
  const {
    now,
    limits,
    copySizes,
    agents,
    openSender,
    route = direct,
    goesSameWay = async () => true,
    retries = false,
  } = opening;
  const serverClock = createServerClock(now);
  const { endpoint: ownEndpoint, shareEndpoint = ownEndpoint } = connection;
  let current = credentials;
  // The signature covers the host: a link for another host needs a signature of its own.
  const signers = new Map<string, SignAlike>();
  const signerFor = (endpoint: string): SignAlike => {
    const known = signers.get(endpoint) ?? createAlikeSigner({ ...connection, endpoint }, current);
    signers.set(endpoint, known);
    return known;
  };
  const sign: Sign = async ({ key, ...request }) => signerFor(ownEndpoint)(request)(key);
  const facts = requestFactsOf(connection, route);
  const origin = originOfObjects(connection);
  const checksums = { accepted: takesChecksums(connection) };
  const reader = senderHere(agents, limits, facts.detail);
  const sender = openSender?.(facts.detail, reader) ?? reader;
  const place: Place = { sign, sender, reader, serverClock, now, facts, checksums };

  let headerSigner: HeaderSigner | undefined;
  const ask = createAsk({
    addressed: connection,
    signer: () => (headerSigner ??= createHeaderSigner(connection, current)),
    sender: reader,
    serverClock,
    now,
    facts,
  });
  const uploads = createUploadRequests({
    ask,
    facts,
    checksums,
    listUploads: async (...args) => (await control()).listUploads(...args),
  });

  // No upload that goes well needs any of these, so it never loads the SDK.
  let loading: Promise<Control> | undefined;
  let closeClient: () => void = () => undefined;
  const load = async (): Promise<Control> => {
    const [{ createClient }, { createControl }] = await Promise.all([import('./client'), import('./lazy-sdk')]);
    const client = createClient(connection, () => current, {
      clock: serverClock,
      localNow: now,
      limits,
      facts,
      agents: await agents.forSdk(),
    });
    closeClient = () => client.destroy();
    return createControl({
      client,
      bucket: connection.bucket,
      region: connection.region,
      prefix: connection.prefix,
      facts,
      uploads,
      copySizes,
      keepsVersions: keepsVersions(connection),
    });
  };
  const control = (): Promise<Control> => (loading ??= load());
  const attempt = <T>(request: () => Promise<T>): Promise<T> => (retries ? threeAttempts(request) : request());
  const bySdk = <T>(request: (control: Control) => Promise<T>): Promise<T> =>
    attempt(async () => request(await control()));

  return {
    connect: () => openIdle(origin, agents, limits),
    put: (key, body, headers, options) =>
      attempt(() =>
        putGuarded(place, { key, query: {}, body, headers: headersOf(headers) }, options, (...args) =>
          uploads.describe(...args),
        ),
      ),
    async putPart(key, uploadId, partNumber, body, options) {
      const query = { partNumber: String(partNumber), uploadId };
      return { partNumber, ...(await putBytes(place, { key, query, body, headers: {} }, options)) };
    },
    readBack: (...args) => attempt(() => readBytes(place, ...args)),

    createUpload(...args) {
      sender.connect?.(origin);
      return uploads.createUpload(...args);
    },
    completeUpload: uploads.completeUpload,
    abortUpload: (...args) => attempt(() => uploads.abortUpload(...args)),
    describe: (...args) => attempt(() => uploads.describe(...args)),
    listParts: (...args) => bySdk((sdk) => sdk.listParts(...args)),
    listUploads: (...args) => bySdk((sdk) => sdk.listUploads(...args)),
    list: (...args) => bySdk((sdk) => sdk.list(...args)),
    copy: (...args) => bySdk((sdk) => sdk.copy(...args)),
    remove: (...args) => bySdk((sdk) => sdk.remove(...args)),
    removeMany: (...args) => bySdk((sdk) => sdk.removeMany(...args)),
    lifecycleRules: () => bySdk((sdk) => sdk.lifecycleRules()),
    saveLifecycleRules: (...args) => bySdk((sdk) => sdk.saveLifecycleRules(...args)),
    bucketPolicy: () => bySdk((sdk) => sdk.bucketPolicy()),
    changeBucketPolicy: (...args) => bySdk((sdk) => sdk.changeBucketPolicy(...args)),
    allowPublicPolicy: (...args) => bySdk((sdk) => sdk.allowPublicPolicy(...args)),
    changeCors: (...args) => bySdk((sdk) => sdk.changeCors(...args)),
    checkBucket: () => bySdk((sdk) => sdk.checkBucket()),
    listBuckets: () => bySdk((sdk) => sdk.listBuckets()),
    createBucket: () => bySdk((sdk) => sdk.createBucket()),

    ...createGuestLinks({
      connection: { ...connection, endpoint: shareEndpoint },
      credentials: () => current,
      sign: (request) => signerFor(shareEndpoint)(request),
      now: () => serverClock.now(),
    }),
    async link({ key, lifetimeSeconds, signedAtMs: requestedAtMs, endpoint, ...overrides }) {
      const signedAtMs = Math.floor((requestedAtMs ?? serverClock.now()) / 1000) * 1000;
      const query = queryOf(overrides);
      const alike = { method: 'GET', query, lifetimeSeconds, signedAtMs } as const;
      const url = signerFor(endpoint ?? shareEndpoint)(alike)(key);
      return { url, expiresAtMs: signedAtMs + lifetimeSeconds * 1000 };
    },
    async ask(url) {
      if (!isAnonymous(route) || originOf(url) !== origin || !(await goesSameWay(origin))) return undefined;
      return askAnonymously(url, (outgoing) => sender.send(outgoing));
    },
    serverNowMs: () => serverClock.now(),
    clockOffsetMs: () => serverClock.offsetMs(),
    renew(next) {
      current = next;
      signers.clear();
      headerSigner = undefined;
    },

    close() {
      sender.close();
      agents.close();
      closeClient();
    },
  };
}

type Overrides = Pick<LinkRequest, 'responseContentType' | 'responseContentDisposition' | 'responseCacheControl'>;

const queryOf = (overrides: Overrides): Readonly<Record<string, string>> => ({
  ...(overrides.responseContentType !== undefined && { 'response-content-type': overrides.responseContentType }),
  ...(overrides.responseContentDisposition !== undefined && {
    'response-content-disposition': overrides.responseContentDisposition,
  }),
  ...(overrides.responseCacheControl !== undefined && { 'response-cache-control': overrides.responseCacheControl }),
});

// Signs one request about one object for a client without credentials. The history does not know it: it holds no link.
import { refuseUnencrypted } from '../model/encryption';
import { signedPlaceOf } from '../model/connection';
import { checkLifetime, usualLongestSeconds, type Lifetime } from '../model/expiry';
import { assertNever, Failure } from '../model/failure';
import { requestedSeconds } from '../model/keep-until';
import { displayName } from '../model/file-name';
import type { GuestRequest, ToSign } from '../model/requests/guest-request';
import type { ConnectionChoice } from '../model/share-request';
import { fileAnswer, learnClock, linkToStored, type GivenNow } from '../given/given';
import type { Ports } from '../ports/ports';
import { longestLifetimeOf, partLimitsOf } from '../providers/providers';
import type { Store } from '../state/state';
import { type ConnectionPool, lifetimeIn, type OpenConnection } from '../storage/storage';
import { contentDisposition, unknownType } from '../model/links/link-headers';
import { checkOffersOf, checkRequested } from '../model/policy/organisation-rule';
import { cut, planParts } from '../providers/part-plan';
import { checkKeyIsFree } from './rules/reserved-keys';
import { checkProven } from './rules/way-proven';

export interface GuestOptions {
  /** Of the connection. */
  readonly bucket: string;
  /** As `checkLinkableKey` allows it. */
  readonly key: string;
  readonly toSign: ToSign;
  /** Integer, 1 to what its server takes. Default: the connection's own, else the setting. */
  readonly lifetimeSeconds?: number;
  /** Unix ms: the end, in place of `lifetimeSeconds`. */
  readonly endsAtMs?: number;
  /** Default: the default connection. */
  readonly connection?: ConnectionChoice;
  /** Sign also what no examination has proven to be safe. */
  readonly unproven: boolean;
}

export interface SigningContext {
  readonly ports: Pick<Ports, 'probe'>;
  readonly store: Pick<Store, 'get'>;
  readonly access: Pick<ConnectionPool, 'resolve' | 'withConnection'>;
}

/**
 * Signs the request, and opens an upload in parts for `multipart`. Raises `encryption-demanded`, `set-by-organisation`, `bad-request` for another bucket than the connection's,
 * `key-reserved`, `write-link-unsafe`, `form-unlimited`, `signing-unproven`, `object-not-found`, `link-unproven`, `file-too-large`, `expiry-out-of-range`,
 * `token-expired`, and what opening a connection raises.
 */
export async function signForGuests(
  { ports, store, access }: SigningContext,
  { bucket, key, toSign, unproven, ...options }: GuestOptions,
): Promise<GuestRequest> {
  const resolved = access.resolve(options.connection);
  refuseUnencrypted(resolved);
  if (toSign.kind !== 'get') checkOffersOf(resolved, 'fileRequests');
  checkRequested(resolved, options.lifetimeSeconds);
  // No provider says that it takes a form longer than the protocol does.
  const longestSeconds = toSign.kind === 'post' ? usualLongestSeconds : longestLifetimeOf(resolved);
  const usual = resolved.defaultExpirySeconds ?? store.get().settings.expirySeconds;
  const lifetimeSeconds = checkLifetime(options.lifetimeSeconds ?? Math.min(usual, longestSeconds), longestSeconds);
  const asked = { lifetimeSeconds, endsAtMs: options.endsAtMs };
  return access.withConnection(options.connection, async (open) => {
    const { connection, objects } = open;
    if (connection.bucket !== bucket) {
      throw new Failure('bad-request', { reason: 'the connection has another bucket' });
    }
    if (toSign.kind !== 'get') {
      checkKeyIsFree(key, connection, store.get().connections);
      if (!unproven) checkProven(toSign.kind === 'post' ? 'post' : 'put', connection);
    }
    await learnClock(objects, key);
    const signedAtMs = objects.serverNowMs();
    const lifetime = lifetimeIn(open, requestedSeconds(asked, signedAtMs), signedAtMs);
    const signed = await sign(key, toSign, { open, ports, signedAtMs, lifetime });
    return { ...lifetime, ...signed };
  });
}

interface Signing {
  readonly open: OpenConnection;
  readonly ports: Pick<Ports, 'probe'>;
  readonly signedAtMs: number;
  readonly lifetime: Lifetime;
}

type Signed<Kind extends GuestRequest['kind']> = Omit<Extract<GuestRequest, { readonly kind: Kind }>, keyof Lifetime>;

function sign(key: string, toSign: ToSign, signing: Signing) {
  switch (toSign.kind) {
    case 'get':
      return signGet(key, signing);
    case 'put':
      return signPut(key, toSign, signing);
    case 'post':
      return signPost(key, toSign, signing);
    case 'multipart':
      return signParts(key, toSign, signing);
    default:
      return assertNever(toSign);
  }
}

/** A link to what is there, with the answers that all links give, opened without credentials before it is given away. */
async function signGet(key: string, { open, ports, signedAtMs, lifetime }: Signing): Promise<Signed<'get'>> {
  const { objects, connection } = open;
  const fileName = nameOf(key);
  const stored = await objects.describe(key);
  if (stored === undefined) throw new Failure('object-not-found', { fileName, bucket: connection.bucket });
  const { contentType = unknownType, sizeBytes } = stored;
  const given: GivenNow = {
    id: key,
    at: { connectionId: connection.id, ...signedPlaceOf(connection), key },
    name: fileName,
    opens: {
      sizeBytes,
      headers: fileAnswer({ contentType, disposition: 'attachment', name: fileName }),
      shows: 'anything',
    },
    ifGone: 'not-found',
  };
  const until = { signedAtMs, lifetimeSeconds: lifetime.lifetimeSeconds };
  const { url, expiresAtMs, verified } = await linkToStored(ports, given, open, until, { mayBeUnproven: true });
  return { kind: 'get', url, expiresAtMs, verified };
}

async function signPut(
  key: string,
  { kind, contentType = unknownType, ...toSign }: Extract<ToSign, { readonly kind: 'put' }>,
  { open, signedAtMs, lifetime: { lifetimeSeconds } }: Signing,
): Promise<Signed<'put'>> {
  // Signed, so that no guest can store a page in its place.
  return { kind, ...(await open.objects.signWrite({ ...toSign, contentType, key, lifetimeSeconds, signedAtMs })) };
}

async function signPost(
  key: string,
  { kind, contentType = unknownType, leastBytes, mostBytes }: Extract<ToSign, { readonly kind: 'post' }>,
  { open, signedAtMs, lifetime }: Signing,
): Promise<Signed<'post'>> {
  const expiresAtMs = signedAtMs + lifetime.lifetimeSeconds * 1_000;
  const limits = { contentType, leastBytes, mostBytes, expiresAtMs, signedAtMs };
  return { kind, ...(await open.objects.signForm({ key, ...limits })) };
}

async function signParts(
  key: string,
  { kind, contentType = unknownType, sizeBytes }: Extract<ToSign, { readonly kind: 'multipart' }>,
  { open, signedAtMs, lifetime: { lifetimeSeconds } }: Signing,
): Promise<Signed<'multipart'>> {
  const { objects, connection } = open;
  const plan = planParts(sizeBytes, partLimitsOf(connection));
  const parts = plan.kind === 'multipart' ? plan.parts : cut(sizeBytes, sizeBytes);
  const headers = { contentType, contentDisposition: contentDisposition('attachment', nameOf(key)) };
  const uploadId = await objects.createUpload(key, headers, false);
  const upload = { key, uploadId, lifetimeSeconds, signedAtMs };
  const complete = await objects.signComplete(upload);
  return {
    kind,
    parts: await Promise.all(
      parts.map(async (part) => {
        const own = { ...upload, partNumber: part.number, contentLength: part.lengthBytes };
        return { ...part, ...(await objects.signPart(own)) };
      }),
    ),
    complete,
    abort: await objects.signAbort(upload),
    expiresAtMs: complete.expiresAtMs,
  };
}

const nameOf = (key: string): string => displayName(key.slice(key.lastIndexOf('/') + 1));

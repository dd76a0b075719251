// File requests: make one, give its link again, close one.
import type { KeyedMutex } from '../async/keyed-mutex';
import { abortAsked } from '../history/remove-asking';
import {
  type ShareAccess,
  checkNameFree,
  closeDoorsTo,
  type GivenContext,
  doorWish,
  giveRequest,
  planDoor,
  type GivingPorts,
  ownNameOf,
} from '../given/given';
import { isIntakeUnseen } from '../model/capabilities';
import { signedPlaceOf, type Connection } from '../model/connection';
import { checkLifetime } from '../model/expiry';
import { Failure } from '../model/failure';
import { mostRequestBytes, type FileRequest } from '../model/requests/file-request';
import type { Shared } from '../model/share-request';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import { longestLifetimeOf, partLimitsOf } from '../providers/providers';
import type { ConnectionPool } from '../storage/connection-pool';
import { learnClock } from '../storage/learn-server-clock';
import { lifetimeIn, type OpenConnection } from '../storage/open-connection';
import { pageKey, requestFolder } from '../storage/rules/object-key';
import { planParts } from '../transfer/rules/part-plan';
import { encryptionWanted } from '../model/encryption';
import type { RequestSecrets } from '../encryption/request-secrets';
import type { FoundRequests } from './found-requests';
import { refuseUnsaved } from './session-requests';
import { isClosingDue } from './rules/request-times';
import { askedBytes, checkedWish, type FileRequestWish } from './rules/request-wish';
import { storedBytes } from './rules/stored-size';
import { keptFor, provenWayOf, wayOf, type KeptLimit, type ProvenWay } from './rules/request-way';
import { savedRow, saveWritten } from './save-written';
import { linkRequestPage, writeRequestPage, type RequestLink } from './write-request-page';

export interface MadeFileRequest extends RequestLink, Pick<Shared, 'doorId' | 'doorFailure'> {
  readonly request: FileRequest;
  readonly connectionName: string;
  /** What the storage itself holds guests to; Mayfly looks at the rest when a file has arrived. */
  readonly keptByStorage: readonly KeptLimit[];
}

export interface FileRequests {
  /**
   * Writes a guest's page and proves its link. A connection that nobody examined is examined first. Raises `bad-request`, `no-doors`, `request-unsafe`,
   * `request-needs-folder`, `signing-unproven`, `file-too-large`, `folder-unusable`, `page-not-shown`, `link-unproven`, and what opening the connection and storing raise; only a network
   * failure leaves a row and perhaps a page behind, which the clean-up removes.
   */
  requestFiles(wish: FileRequestWish): Promise<MadeFileRequest>;
  /** The link of an open request, signed again for the time that is left, and proven. Raises `request-not-found`, `request-over`. */
  requestLink(requestId: string): Promise<MadeFileRequest>;
  /**
   * Takes the slots out of the page, which says "closed" from then on, and closes its doors. Somebody who copied a slot before can write it until
   * `worksUntilMs` (Unix ms); what comes by it is removed. Closing twice is fine. Raises `request-not-found`, what storing raises, and
   * once all of it was tried what closing a door raises; Mayfly then goes on with it while it runs.
   */
  closeFileRequest(requestId: string): Promise<{ readonly request: FileRequest; readonly worksUntilMs: number }>;
}

export function createFileRequests(
  ports: Pick<Ports, 'probe' | 'newId' | 'requestPageTemplate' | 'encryptedRequestPageTemplate' | 'arrivalFiles'> &
    GivingPorts,
  access: ConnectionPool,
  known: Pick<ShareAccess, 'with' | 'checkEncrypted'>,
  mutex: KeyedMutex,
  /** Examines a connection and saves its facts. */
  examine: (connectionId: string) => Promise<unknown>,
  { fileRequest: get }: Pick<FoundRequests, 'fileRequest'>,
  now: Clock,
  secrets: Pick<RequestSecrets, 'create'>,
  context: GivenContext,
): FileRequests {
  const { ledger } = ports;
  /** The way that the doctor proved. Raises `request-unsafe`, `signing-unproven`. */
  const provenWay = async (connection: Connection): Promise<ProvenWay> => {
    const first = wayOf(connection);
    const isUnseen = isIntakeUnseen(connection);
    if (first.way !== undefined && !isUnseen) return first;
    if (isUnseen || (first.way === undefined && first.why === 'unexamined')) await examine(connection.id);
    return provenWayOf(access.resolve({ kind: 'known', connectionId: connection.id }));
  };

  const make = async (
    wish: FileRequestWish,
    open: OpenConnection,
    by: Pick<FileRequest, 'way' | 'asks' | 'recipient' | 'bytes'>,
  ): Promise<FileRequest> => {
    const { lifetimeSeconds: wanted, ...said } = checkedWish(wish);
    const { connection, objects } = open;
    const page = pageKey(connection.prefix, ports.randomBytes(16));
    await learnClock(objects, page);
    const nowMs = objects.serverNowMs();
    const { lifetimeSeconds, limitedBy } = lifetimeIn(open, wanted, nowMs);
    return {
      ...said,
      id: ports.newId(),
      connectionId: connection.id,
      ...signedPlaceOf(connection),
      ...by,
      folder: requestFolder(connection.prefix, ports.randomBytes(16)),
      key: page,
      createdAtMs: nowMs,
      signedAtMs: nowMs,
      expiresAtMs: Math.floor(nowMs / 1_000) * 1_000 + lifetimeSeconds * 1_000,
      limitedBy,
      writtenAtMs: nowMs,
      leaseEndsAtMs: nowMs,
    };
  };

  return {
    async requestFiles(wish) {
      const { lifetimeSeconds } = checkedWish(wish);
      const connection = access.resolve(wish.connection);
      checkLifetime(lifetimeSeconds, longestLifetimeOf(connection));
      const isEncrypted = encryptionWanted(wish, connection) !== undefined;
      if (wish.connection?.kind === 'ephemeral') {
        throw new Failure('bad-request', { reason: 'a request needs a saved connection' });
      }
      const wished = doorWish(connection, wish);
      const doorName = ownNameOf(wished);
      if (doorName !== undefined) await checkNameFree(context, connection.id, doorName);
      const { way, asks, keptByStorage } = await provenWay(connection);
      const bytes = askedBytes(wish, isEncrypted, asks);
      const identity = isEncrypted ? await secrets.create(connection.id) : undefined;
      const sealed = identity === undefined ? {} : { recipient: identity.recipient };
      // Raises what the numbers say where parts of this provider hold less.
      if (bytes > mostRequestBytes) planParts(storedBytes(sealed, bytes), partLimitsOf(connection));
      const { saveTo } = wish;
      const folder = saveTo === undefined ? {} : { saveTo: await ports.arrivalFiles.prepare(saveTo) };
      return access.withConnection({ kind: 'known', connectionId: connection.id }, async (open) => {
        refuseUnsaved(open.connection, saveTo);
        const draft = { ...(await make(wish, open, { way, asks, bytes, ...sealed })), ...folder };
        // Files of guests are found by listing: with a key that may not list, nobody would ever see them.
        await open.objects.list(draft.folder, { limit: 1 });
        // The row is there before the page: whatever happens then, the clean-up finds the page.
        ledger.together(() => {
          ledger.saveFileRequest(draft);
          identity?.save(draft.id);
        });
        try {
          const { sizeBytes, ...lease } = await writeRequestPage(open, ports, draft, []);
          const request = { ...draft, ...lease };
          const link = await linkRequestPage(open, ports, request, sizeBytes);
          savedRow(await saveWritten(open.objects, ledger, draft, request));
          const target = { targetKind: 'request', targetId: request.id } as const;
          const { door, ...refused } = planDoor(open, target, wished, ports);
          if (door !== undefined) ledger.saveDoor(door);
          const given = { ...link, ...refused, ...(await giveRequest(request, link, open, ports)) };
          return { request, ...given, connectionName: connection.name, keptByStorage: keptFor(keptByStorage, bytes) };
        } catch (error) {
          if (!(error instanceof Failure && error.retryable)) {
            await open.objects.remove(draft.key).catch(() => undefined);
            ledger.forgetFileRequest(draft.id);
          }
          throw error;
        }
      });
    },
    async requestLink(requestId) {
      const { request, state } = get(requestId);
      if (state === 'closed' || state === 'ended') throw new Failure('request-over');
      known.checkEncrypted(request);
      return known.with(request, async (open) => {
        const { connection } = open;
        const proven = wayOf(connection, request.folder);
        const link = await linkRequestPage(open, ports, request);
        return {
          request,
          ...link,
          ...(await giveRequest(request, link, open, ports)),
          connectionName: connection.name,
          keptByStorage: proven.way === undefined ? [] : keptFor(proven.keptByStorage, request.bytes),
        };
      });
    },
    closeFileRequest: (requestId) =>
      mutex(requestId, async () => {
        const { request, arrivals } = get(requestId);
        // A clock that is behind must not close it before its page was written: that is how a page that says so is told from one with slots.
        const closed = { ...request, closedAtMs: request.closedAtMs ?? Math.max(now(), request.writtenAtMs) };
        // Whatever happens now, the page is written again until it says so.
        ledger.saveFileRequest(closed);
        const takeSlots = () =>
          known.with(closed, async (open) => {
            // This computer's clock may be wrong, and decides about no file.
            const next = { ...closed, closedAtMs: request.closedAtMs ?? open.objects.serverNowMs() };
            const { writtenAtMs } = await writeRequestPage(open, ports, next, arrivals);
            await saveWritten(open.objects, ledger, closed, { ...next, writtenAtMs });
            // The next look says so to the guests.
            if (closed.asks) await abortAsked(open.objects, closed, ledger.offers(requestId));
          });
        const tried = await Promise.allSettled([
          isClosingDue(closed) ? takeSlots() : undefined,
          closeDoorsTo(context, requestId),
        ]);
        for (const one of tried) if (one.status === 'rejected') throw one.reason;
        const { leaseEndsAtMs } = ledger.fileRequest(requestId) ?? closed;
        return { request: closed, worksUntilMs: leaseEndsAtMs };
      }),
  };
}

// File requests: make one, give its link again, close one.
import { abortAsked } from './remove-asking';
import {
  checkNameFree,
  closeDoorsTo,
  askedDoor,
  give,
  giveRequestAgain,
  learnClock,
  linkToRequest,
  ownNameOf,
  type GivenAway,
  type GivenContext,
  type GivingPorts,
  type Limited,
} from '../given/given';
import { isIntakeUnseen } from '../model/capabilities';
import { signedPlaceOf, type Connection } from '../model/connection';
import { checkLifetime } from '../model/expiry';
import { endingLink, Failure } from '../model/failure';
import { requestedSeconds } from '../model/keep-until';
import { mostRequestBytes, type FileRequest } from '../model/requests/file-request';
import { standingValue } from '../model/requests/standing-request';
import type { Ports } from '../ports/ports';
import { longestLifetimeOf, partLimitsOf } from '../providers/providers';
import type { OpenConnection } from '../storage/storage';
import { pageKey, requestFolder } from '../model/keys/object-key';
import { planParts } from '../providers/part-plan';
import { encryptionWanted } from '../model/encryption';
import { checkKept, checkOffersOf, checkRequested } from '../model/policy/organisation-rule';
import type { RequestSecrets } from '../encryption/encryption';
import type { FoundRequests } from './found-requests';
import { refuseUnsaved } from './session-requests';
import { isClosingDue } from './rules/request-times';
import { askedBytes, checkedOptions, type FileRequestOptions } from './rules/request-options';
import { storedBytes } from './rules/stored-size';
import { keptFor, provenWayOf, wayOf, type KeptLimit, type ProvenWay } from '../model/requests/request-way';
import { savedRow, saveWritten } from './save-written';
import { formersOf, takeOver } from './standing/standing-row';
import { writeRequestPage } from './write-request-page';

export interface MadeFileRequest extends Omit<GivenAway['told'], 'pointedDoor'> {
  readonly request: FileRequest;
  /** Unix ms, server clock: the end of the link. */
  readonly expiresAtMs: number;
  /** What the storage itself holds guests to; Mayfly looks at the rest when a file has arrived. */
  readonly keptByStorage: readonly KeptLimit[];
}

/** What the verbs of file requests share. */
export interface FileRequestsContext {
  readonly ports: Pick<
    Ports,
    'probe' | 'newId' | 'requestPageTemplate' | 'encryptedRequestPageTemplate' | 'arrivalFiles'
  > &
    GivingPorts;
  readonly given: GivenContext;
  readonly found: Pick<FoundRequests, 'fileRequest'>;
  /** Examines a connection and saves its facts. */
  readonly examine: (connectionId: string) => Promise<unknown>;
  readonly secrets: Pick<RequestSecrets, 'create'>;
}

/** The way that the doctor proved. Raises `request-unsafe`, `signing-unproven`. */
async function provenWay({ given, examine }: FileRequestsContext, connection: Connection): Promise<ProvenWay> {
  const first = wayOf(connection);
  const isUnseen = isIntakeUnseen(connection);
  if (first.way !== undefined && !isUnseen) return first;
  if (isUnseen || (first.way === undefined && first.why === 'unexamined')) await examine(connection.id);
  return provenWayOf(given.access.resolve({ kind: 'known', connectionId: connection.id }));
}

function draftOf(
  ports: FileRequestsContext['ports'],
  options: FileRequestOptions,
  { connection }: OpenConnection,
  page: string,
  { signedAtMs, lifetimeSeconds, limitedBy }: Limited,
  by: Pick<FileRequest, 'way' | 'asks' | 'recipient' | 'bytes' | 'saveTo'>,
): FileRequest {
  const { lifetimeSeconds: _wanted, ...said } = checkedOptions(options);
  return {
    ...said,
    id: ports.newId(),
    connectionId: connection.id,
    ...signedPlaceOf(connection),
    ...by,
    folder: requestFolder(connection.prefix, ports.randomBytes(16)),
    key: page,
    createdAtMs: signedAtMs,
    signedAtMs,
    expiresAtMs: Math.floor(signedAtMs / 1_000) * 1_000 + lifetimeSeconds * 1_000,
    limitedBy,
    writtenAtMs: signedAtMs,
    leaseEndsAtMs: signedAtMs,
  };
}

/**
 * Writes a guest's page and proves its link. A connection that nobody examined is examined first. Raises `bad-request`, `set-by-organisation`, `no-doors`, `request-unsafe`,
 * `request-needs-folder`, `signing-unproven`, `file-too-large`, `folder-unusable`, `page-not-shown`, `link-unproven`, and what opening the connection and storing raise; only a network
 * failure leaves a row and perhaps a page behind, which the clean-up removes.
 */
export async function requestFiles(
  context: FileRequestsContext,
  options: FileRequestOptions,
): Promise<MadeFileRequest> {
  const { ports, given, secrets } = context;
  const { access } = given;
  const { ledger } = ports;
  const { lifetimeSeconds } = checkedOptions(options);
  const connection = access.resolve(options.connection);
  checkOffersOf(connection, 'fileRequests');
  checkRequested(connection, options.lifetimeSeconds);
  // It is renewed for as long as it is open.
  if (options.isStanding === true) checkKept(connection, Number.POSITIVE_INFINITY, given.now());
  checkLifetime(lifetimeSeconds, longestLifetimeOf(connection));
  const isEncrypted = encryptionWanted(options, connection) !== undefined;
  if (options.connection?.kind === 'ephemeral') {
    throw new Failure('bad-request', { reason: 'a request needs a saved connection' });
  }
  const requested = options.insteadOf === undefined ? askedDoor(connection, options) : undefined;
  const doorName = ownNameOf(requested);
  if (doorName !== undefined) await checkNameFree(given, connection.id, doorName);
  const { way, asks, keptByStorage } = await provenWay(context, connection);
  const bytes = askedBytes(options, isEncrypted, asks);
  const identity = isEncrypted ? await secrets.create(connection) : undefined;
  const sealed = identity === undefined ? {} : { recipient: identity.recipient };
  // Raises what the numbers say where parts of this provider hold less.
  if (bytes > mostRequestBytes) planParts(storedBytes(sealed, bytes), partLimitsOf(connection));
  const { saveTo } = options;
  const folder = saveTo === undefined ? {} : { saveTo: await ports.arrivalFiles.prepare(saveTo) };
  return access.withConnection({ kind: 'known', connectionId: connection.id }, async (open) => {
    refuseUnsaved(open.connection, saveTo);
    const page = pageKey(open.connection.prefix, ports.randomBytes(16));
    let draft: FileRequest | undefined;
    try {
      const { row, made, told } = await give(ports, open, {
        async nowMs() {
          await learnClock(open.objects, page);
          return open.objects.serverNowMs();
        },
        seconds: (nowMs) => requestedSeconds({ lifetimeSeconds, endsAtMs: options.endsAtMs }, nowMs),
        async make(until) {
          const begun = draftOf(ports, options, open, page, until, { way, asks, bytes, ...sealed, ...folder });
          // Files of guests are found by listing: with a key that may not list, nobody would ever see them.
          await open.objects.list(begun.folder, { limit: 1 });
          // The row is there before the page: whatever happens then, the clean-up finds the page.
          ledger.together(() => {
            ledger.saveFileRequest(begun);
            if (options.isStanding === true) ledger.saveValue(standingValue, begun.id);
            identity?.save(begun.id);
            options.onBegun?.(begun.id);
          });
          draft = begun;
          const { sizeBytes, ...lease } = await writeRequestPage(open, ports, begun, []);
          const request = { ...begun, ...lease };
          return { begun, request, ...(await linkToRequest(ports, request, open, until, sizeBytes)) };
        },
        async save({ begun, request }, planDoor) {
          const beside = () => {
            planDoor(request);
            if (options.insteadOf !== undefined) takeOver(ports, options.insteadOf, request);
          };
          return savedRow(await saveWritten(open.objects, ledger, begun, request, beside));
        },
        door: requested,
      });
      return {
        request: row,
        ...told,
        expiresAtMs: made.expiresAtMs,
        keptByStorage: keptFor(open.connection, keptByStorage, bytes),
      };
    } catch (error) {
      if (draft !== undefined && !(error instanceof Failure && error.retryable)) {
        await open.objects.remove(draft.key).catch(() => undefined);
        ledger.forgetFileRequest(draft.id);
      }
      throw error;
    }
  });
}

/** The link of an open request, signed again for the time that is left, and proven. Raises `request-not-found`, `request-over`. */
export async function requestLink(
  { ports, given: { known }, found }: FileRequestsContext,
  requestId: string,
): Promise<MadeFileRequest> {
  const { request, state } = found.fileRequest(requestId);
  if (state === 'closed' || state === 'ended') throw new Failure('request-over');
  known.checkEncrypted(request);
  return known.with(request, async (open) => {
    checkOffersOf(open.connection, 'fileRequests');
    const proven = wayOf(open.connection, request.folder);
    const { made, told } = await giveRequestAgain(ports, request, open);
    return {
      request,
      ...told,
      expiresAtMs: made.expiresAtMs,
      keptByStorage: proven.way === undefined ? [] : keptFor(open.connection, proven.keptByStorage, request.bytes),
    };
  });
}

/**
 * Takes the slots out of the page, which says "closed" from then on, and closes its doors. Somebody who copied a slot before can write it until
 * `worksUntilMs` (Unix ms); what comes by it is removed. With the standing request those close that it replaced. Closing twice is fine. Raises
 * `request-not-found`, what storing raises, and once all of it was tried what closing a door raises; Mayfly then goes on with it while it runs.
 */
export async function closeFileRequest(context: FileRequestsContext, requestId: string): Promise<ClosedFileRequest> {
  const formers = formersOf(context.ports, requestId);
  const closed = await endingLink(closeOne(context, requestId));
  // What fails is closed by the maintenance.
  await Promise.allSettled(formers.map(({ id }) => closeOne(context, id)));
  return closed;
}

interface ClosedFileRequest {
  readonly request: FileRequest;
  /** Unix ms. */
  readonly worksUntilMs: number;
}

const closeOne = ({ ports, given, found }: FileRequestsContext, requestId: string): Promise<ClosedFileRequest> =>
  given.mutex(requestId, async () => {
    const { ledger } = ports;
    const { request, arrivals } = found.fileRequest(requestId);
    // A clock that is behind must not close it before its page was written: that is how a page that says so is told from one with slots.
    const closed = { ...request, closedAtMs: request.closedAtMs ?? Math.max(given.now(), request.writtenAtMs) };
    // Whatever happens now, the page is written again until it says so.
    ledger.saveFileRequest(closed);
    const takeSlots = () =>
      given.known.with(closed, async (open) => {
        // This computer's clock may be wrong, and decides about no file.
        const next = { ...closed, closedAtMs: request.closedAtMs ?? open.objects.serverNowMs() };
        const { writtenAtMs } = await writeRequestPage(open, ports, next, arrivals);
        await saveWritten(open.objects, ledger, closed, { ...next, writtenAtMs });
        // The next look says so to the guests.
        if (closed.asks) await abortAsked(open.objects, closed, ledger.offers(requestId));
      });
    const tried = await Promise.allSettled([
      isClosingDue(closed) ? takeSlots() : undefined,
      closeDoorsTo(given, requestId),
    ]);
    for (const one of tried) if (one.status === 'rejected') throw one.reason;
    const { leaseEndsAtMs } = ledger.fileRequest(requestId) ?? closed;
    return { request: closed, worksUntilMs: leaseEndsAtMs };
  });

// Changes a file request while its page is out: a later end, other words, wider limits, or its removal.
import { removeAsking } from './remove-asking';
import { closeDoorsTo, give, linkToRequest } from '../given/given';
import { signedPlaceOf } from '../model/connection';
import { checkLifetime } from '../model/expiry';
import { longestLifetimeOf } from '../providers/providers';
import { asFailure, Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import { checkOffersOf, checkRequested } from '../model/policy/organisation-rule';
import { checkMessage, checkTitle } from '../pages/rules/page-plan';
import type { ObjectStore } from '../ports/object-store';
import type { OpenConnection } from '../storage/storage';
import type { FileRequestsContext, MadeFileRequest } from './file-requests';
import { listFolder } from './list-folder';
import { changedRequest, type FileRequestChange } from './rules/request-change';
import { keptFor, provenWayOf } from '../model/requests/request-way';
import { savedRow, saveWritten, slotsLeft } from './save-written';
import { refuseUnsaved } from './session-requests';
import { writeRequestPage } from './write-request-page';

/** Raises `not-s3` for a list without an end. */
async function keysUnder(objects: ObjectStore, folder: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of listFolder(objects, folder)) keys.push(key);
  return keys;
}

type ChangeContext = Pick<FileRequestsContext, 'ports' | 'given' | 'found'>;

/** Writes the page of `next`. Raises `request-unsafe`, `signing-unproven`. */
async function rewrite({ ports }: ChangeContext, open: OpenConnection, next: FileRequest) {
  const { ledger } = ports;
  const { way, asks, keptByStorage } = provenWayOf(open.connection, next.folder);
  const written = { ...next, way, asks };
  const offered = ledger.offers(next.id).map(({ slot }) => slot);
  const { sizeBytes, ...lease } = await writeRequestPage(open, ports, written, ledger.arrivals(next.id), offered);
  const request = { ...written, ...lease, leaseEndsAtMs: Math.max(next.leaseEndsAtMs, lease.leaseEndsAtMs) };
  return { request, sizeBytes, keptByStorage };
}

/** Raises `request-over`, `request-not-found` where another process was first. */
const save = async (
  { ports: { ledger } }: ChangeContext,
  { objects }: OpenConnection,
  before: FileRequest,
  next: FileRequest,
): Promise<FileRequest> => savedRow(await saveWritten(objects, ledger, before, next));

/**
 * A later end, so many seconds from now (1 to what its server takes): another link, while the one that was copied before keeps its own end. Raises
 * `request-not-found`, `request-over` for a closed one, `bad-request` for an end that is not later, and what writing the page raises.
 */
export const extendFileRequest = (
  context: ChangeContext,
  requestId: string,
  lifetimeSeconds: number,
): Promise<MadeFileRequest> =>
  context.given.mutex(requestId, async () => {
    const { ports, found } = context;
    const { known } = context.given;
    const { request, state } = found.fileRequest(requestId);
    if (state === 'closed') throw new Failure('request-over');
    known.checkEncrypted(request);
    return known.with(request, async (open) => {
      checkOffersOf(open.connection, 'fileRequests');
      checkRequested(open.connection, lifetimeSeconds);
      const { removedAtMs: _cleaned, linkEndpoint: _before, ...still } = request;
      const { row, made, told } = await give(ports, open, {
        seconds: () => checkLifetime(lifetimeSeconds, longestLifetimeOf(open.connection)),
        async make(until) {
          const { signedAtMs, limitedBy } = until;
          const expiresAtMs = Math.floor(signedAtMs / 1_000) * 1_000 + until.lifetimeSeconds * 1_000;
          if (expiresAtMs <= request.expiresAtMs) {
            throw new Failure('bad-request', { reason: 'a new end is later than the present one' });
          }
          const place = signedPlaceOf(open.connection);
          const written = await rewrite(context, open, { ...still, ...place, signedAtMs, expiresAtMs, limitedBy });
          const { request: next, sizeBytes, keptByStorage } = written;
          return { next, keptByStorage, ...(await linkToRequest(ports, next, open, until, sizeBytes)) };
        },
        save: ({ next }) => save(context, open, request, next),
      });
      return {
        request: row,
        ...told,
        expiresAtMs: made.expiresAtMs,
        keptByStorage: keptFor(open.connection, made.keptByStorage, made.next.bytes),
      };
    });
  });

/** Raises `request-not-found`, `request-over`, `bad-request`, `request-needs-folder`, and what writing the page raises. */
export async function editFileRequest(
  context: ChangeContext,
  requestId: string,
  { title, message, ...limits }: FileRequestChange,
): Promise<FileRequest> {
  const { ports, given, found } = context;
  const folder = limits.saving?.folder;
  const saving = folder === undefined ? limits.saving : { folder: await ports.arrivalFiles.prepare(folder) };
  const change: FileRequestChange = {
    ...limits,
    ...(title !== undefined && { title: checkTitle(title) }),
    ...(message !== undefined && { message: checkMessage(message) ?? '' }),
    ...(saving !== undefined && { saving }),
  };
  return given.mutex(requestId, async () => {
    const { request, state } = found.fileRequest(requestId);
    if (state === 'closed' || state === 'ended') throw new Failure('request-over');
    const next = changedRequest(request, change);
    return given.known.with(request, async (open) => {
      refuseUnsaved(open.connection, next.saveTo);
      return save(context, open, request, (await rewrite(context, open, next)).request);
    });
  });
}

/**
 * Deletes its doors, its page and every file of it that is still in the bucket, and forgets it. What comes by a slot that somebody copied before is
 * deleted when the last of those has ended. Raises `request-not-found`, and what the store raises: then it is closed and still there.
 */
export const removeFileRequest = ({ ports, given, found }: ChangeContext, requestId: string): Promise<void> =>
  given.mutex(requestId, async () => {
    const { ledger } = ports;
    const { request, arrivals } = found.fileRequest(requestId);
    const closed = { ...request, closedAtMs: request.closedAtMs ?? given.now() };
    // Until everything is deleted the upkeep removes what comes.
    ledger.saveFileRequest(closed);
    const forget = (nowMs: number) =>
      ledger.together(() => {
        const still = ledger.fileRequest(requestId) ?? closed;
        if (still.leaseEndsAtMs > nowMs) ledger.saveOrphan(slotsLeft(still, arrivals));
        ledger.forgetFileRequest(requestId);
      });
    try {
      await closeDoorsTo(given, requestId);
      await given.known.with(closed, async ({ objects }) => {
        await removeAsking(objects, closed, ledger.offers(requestId));
        await objects.removeMany([closed.key, ...(await keysUnder(objects, closed.folder))]);
        forget(objects.serverNowMs());
      });
    } catch (error) {
      // Everything of it went with the bucket.
      if (asFailure(error).code !== 'bucket-missing') throw error;
      ledger.forgetFileRequest(requestId);
    }
  });

// Renews the standing request behind its short links: by a later end, or by another request where it has taken many files.
import { checkSharesPrivate } from '../../model/door';
import { Failure } from '../../model/failure';
import { checkKept } from '../../model/policy/organisation-rule';
import { wasAccepted, type FileRequest } from '../../model/requests/file-request';
import { isStandingFilled, standingLifetimeSeconds, standingValue } from '../../model/requests/standing-request';
import { editFileRequest, extendFileRequest } from '../change-requests';
import { requestFiles, type FileRequestsContext, type MadeFileRequest } from '../file-requests';

/** Another request as the former was made and changed since, with all its slots free. */
async function replace(context: FileRequestsContext, former: FileRequest): Promise<MadeFileRequest> {
  const { title, message, files, bytes, types, mostLeaseSeconds, saveTo, recipient, connectionId } = former;
  const connection = { kind: 'known', connectionId } as const;
  checkSharesPrivate(context.given.access.resolve(connection));
  const made = await requestFiles(context, {
    title,
    files,
    bytes,
    types,
    mostLeaseSeconds,
    lifetimeSeconds: standingLifetimeSeconds,
    insteadOf: former.id,
    connection,
    ...(message !== undefined && { message }),
    ...(saveTo !== undefined && { saveTo }),
    ...(recipient !== undefined && { encrypt: true }),
  });
  // Only now its short link leads to it, which the page is to show instead of its own address.
  await editFileRequest(context, made.request.id, { title });
  return made;
}

/**
 * Gives the standing request a later end. One whose slots are half used is replaced by a new one, to which its short links lead from then on.
 * `requestId`: the one that is to be renewed. Raises `request-over` where it is closed or another one was made meanwhile, `door-not-found` where it
 * has no short link any more, `shares-are-public`, and what `requestFiles` and `extendFileRequest` raise.
 */
export const renewStanding = (context: FileRequestsContext, requestId: string): Promise<MadeFileRequest> =>
  context.given.mutex('standing request', async () => {
    const { ports, found } = context;
    const { request, state, arrivals } = found.fileRequest(requestId);
    if (ports.ledger.value(standingValue) !== requestId || state === 'closed') throw new Failure('request-over');
    const { connectionId } = request;
    checkKept(context.given.access.resolve({ kind: 'known', connectionId }), Number.POSITIVE_INFINITY, 0);
    const arrived = arrivals.filter(wasAccepted).length;
    return isStandingFilled(request, arrived)
      ? replace(context, request)
      : extendFileRequest(context, requestId, standingLifetimeSeconds);
  });

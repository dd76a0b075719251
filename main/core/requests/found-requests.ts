// File requests as the ledger has them: every process may look them up, and loads nothing else of this room for it.
import { Failure } from '../model/failure';
import { fileRequestState, wasAccepted, type FileRequest, type FoundFileRequest } from '../model/requests/file-request';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import { formerIds } from './standing/former-ids';

export function createFoundRequests({ ledger }: Pick<Ports, 'ledger'>, now: Clock) {
  const found = (request: FileRequest): FoundFileRequest => {
    const arrivals = ledger.arrivals(request.id);
    const state = fileRequestState(request, arrivals.filter(wasAccepted).length, now());
    const isReplaced = state !== 'closed' && formerIds(ledger).includes(request.id);
    return { request, state, arrivals, ...(isReplaced && { isReplaced: true }) };
  };
  return {
    /** Newest first. */
    fileRequests: (): readonly FoundFileRequest[] => ledger.fileRequests().map(found),
    /** Raises `request-not-found`. */
    fileRequest(requestId: string): FoundFileRequest {
      const request = ledger.fileRequest(requestId);
      if (request === undefined) throw new Failure('request-not-found');
      return found(request);
    },
  };
}

export type FoundRequests = ReturnType<typeof createFoundRequests>;

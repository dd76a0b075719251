// What this process knows of the uploads of guests who asked: whose turn it is, their links, and when their parts were listed.
import type { FileRequest, Offer } from '../model/requests/file-request';
import { isAnswerDue, type WrittenAnswer } from './rules/offer-times';
import { turnsOf } from './rules/offer-turns';
import type { SignedParts } from './upload-of-guest';

export interface KnownUpload {
  /** Unix ms on the server's clock, as all times here: the start of its turn; absent while it waits. */
  readonly sinceMs?: number;
  readonly listedAtMs?: number;
  readonly written?: WrittenAnswer;
  /** Only during its turn: those of a thousand uploads would fill the memory. */
  readonly signed?: SignedParts;
}

export function createOfferTurns() {
  /** By request and upload. */
  const known = new Map<string, ReadonlyMap<string, KnownUpload>>();
  const of = ({ requestId, uploadId = '' }: Offer): KnownUpload => known.get(requestId)?.get(uploadId) ?? {};
  return {
    of,
    note(offer: Offer, more: KnownUpload) {
      const { requestId, uploadId = '' } = offer;
      known.set(requestId, new Map(known.get(requestId)).set(uploadId, { ...of(offer), ...more }));
    },
    /** Gives the turns anew among all uploads of a request that are under way, and forgets those of any other. */
    next(request: FileRequest, offers: readonly Offer[], nowMs: number) {
      const uploads = offers.map((offer) => {
        const { sinceMs, written } = of(offer);
        return {
          uploadId: offer.uploadId ?? '',
          movedAtMs: offer.movedAtMs,
          ...(sinceMs !== undefined && { sinceMs }),
          ...(written !== undefined && { answeredAtMs: written.writtenAtMs }),
          isDue: isAnswerDue(written, offer.storedParts, request, nowMs),
        };
      });
      const turns = turnsOf(uploads, nowMs);
      const now = offers.map((offer): readonly [string, KnownUpload] => {
        const { uploadId = '' } = offer;
        const { sinceMs: _before, signed, ...rest } = of(offer);
        const sinceMs = turns.get(uploadId);
        return [uploadId, sinceMs === undefined ? rest : { ...rest, sinceMs, ...(signed !== undefined && { signed }) }];
      });
      known.set(request.id, new Map(now));
    },
  };
}

// Answers guests who ask for links to the parts of a large file: Mayfly begins the upload, signs its parts, completes it, and says so. A guest
// has no link to complete or to abort. Killed at any moment it goes on from the ledger's row; what has none is found again by its key.
import { forEachLimited } from '../async/for-each-limited';
import { abortUploadsTo } from './remove-asking';
import { keepsVersions } from '../model/capabilities';
import { asFailure, type Failure } from '../model/failure';
import type { Arrival, FileRequest, Offer } from '../model/requests/file-request';
import type { RequestSecrets } from '../encryption/encryption';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { heartbeatKey, slotKey } from '../model/keys/object-key';
import type { Look, SlotObjects } from './find-arrivals';
import { askedBy, createManifestMemory, type Asking } from './manifest-memory';
import { createOfferTurns } from './offer-turns';
import { refusalTold, sealAnswer, type OfferAnswer } from './rules/offer-answer';
import { isAbandoned, isAnswerDue, isHeartbeatDue, offerRefusal, type RequestContents } from './rules/offer-times';
import { isListingDue } from './rules/offer-turns';
import type { Expected } from './rules/request-times';
import { wayOf } from '../model/requests/request-way';
import { storedBytes } from './rules/stored-size';
import { answerWith, askedHeaders, beginUpload, completeOnce, partsOf, signParts } from './upload-of-guest';

const nonceBytes = 12;

/** Each takes a request or two. */
const slotsAtOnce = 8;

export function createAnswerOffers(
  { ledger, randomBytes }: Pick<Ports, 'ledger' | 'randomBytes'>,
  secrets: Pick<RequestSecrets, 'openHead'>,
) {
  const { saidOf, askingOf, keepOnly } = createManifestMemory(secrets);
  const turns = createOfferTurns();
  /** By request: Unix ms on the server's clock, and how often. */
  const written = new Map<string, { readonly atMs: number; readonly count: number }>();

  const say = async (
    { objects }: Pick<OpenConnection, 'objects'>,
    { folder }: FileRequest,
    slot: number,
    { ask }: Asking,
    answer: OfferAnswer,
  ): Promise<void> => {
    const sealed = sealAnswer(answer, ask.key, slotKey(folder, slot, 'data'), randomBytes(nonceBytes));
    await objects.put(slotKey(folder, slot, 'answer'), sealed, askedHeaders, { signal: new AbortController().signal });
  };

  const end = async (objects: ObjectStore, { folder }: FileRequest, offer: Offer): Promise<void> => {
    await abortUploadsTo(objects, slotKey(folder, offer.slot, 'data'), offer.uploadId);
    ledger.saveOffer({ ...offer, state: 'over' });
  };

  /** Begins, refuses or ends what a guest asks for; gives the upload that is under way. */
  const attend = async (
    open: OpenConnection,
    request: FileRequest,
    slot: number,
    { about }: SlotObjects,
    contents: RequestContents,
    stays: boolean,
  ): Promise<Offer | undefined> => {
    const { objects } = open;
    const row = contents.offers.find((offer) => offer.slot === slot);
    if (about === undefined) {
      if (row?.state === 'open') await end(objects, request, row);
      return undefined;
    }
    const asked = askedBy(about);
    if (row?.state === 'over' && row.asked === asked) return undefined;
    const asking = await askingOf(objects, request, slot, about);
    let offer = row?.state === 'open' && row.asked === asked && asking !== undefined ? row : undefined;
    // Another guest's manifest has taken the place of the one that asked.
    if (row?.state === 'open' && offer === undefined) await end(objects, request, row);
    if (asking === undefined) return undefined;
    const nowMs = objects.serverNowMs();
    const mayAsk = wayOf(open.connection, request.folder);
    const refusal =
      mayAsk.way !== undefined && mayAsk.asks
        ? offerRefusal(request, { slot, ...asking }, contents, offer !== undefined, nowMs)
        : 'closed';
    if (refusal !== undefined) {
      await say(open, request, slot, asking, { v: 1, state: 'refused', reason: refusal });
      const { sizeBytes } = asking.ask;
      const none = { requestId: request.id, slot, asked, sizeBytes, partBytes: 0, storedParts: 0, movedAtMs: nowMs };
      await end(objects, request, offer ?? { ...none, state: 'open' });
      return undefined;
    }
    if (offer === undefined && stays) {
      offer = await beginUpload(ledger, open, request, { slot, asked, sizeBytes: asking.ask.sizeBytes });
    }
    return offer;
  };

  /** Completes an upload or tells its guest which parts are stored, where it is its turn. Gives whether it completed the file. */
  const serve = async (
    open: OpenConnection,
    request: FileRequest,
    begun: Offer,
    { about }: SlotObjects,
    stays: boolean,
  ): Promise<boolean> => {
    const { objects } = open;
    const { slot } = begun;
    const nowMs = objects.serverNowMs();
    const { sinceMs, listedAtMs, written } = turns.of(begun);
    const hasTurn = stays && sinceMs !== undefined;
    const needsAnswer = (storedParts: number) => hasTurn && isAnswerDue(written, storedParts, request, nowMs);
    const isListed = isListingDue({ ...begun, ...(sinceMs !== undefined && { sinceMs }) }, listedAtMs, nowMs);
    if (!isListed && !needsAnswer(begun.storedParts)) return false;
    const parts = await partsOf(objects, request, begun);
    turns.note(begun, { listedAtMs: nowMs });
    if (parts === undefined) {
      // Another process completed it, or somebody aborted it: then the next look begins it anew.
      if ((await objects.describe(slotKey(request.folder, slot, 'data'))) !== undefined) return true;
      ledger.saveOffer({ ...begun, state: 'over', asked: '' });
      return false;
    }
    const { have, isWhole } = parts;
    if (isWhole) {
      const listed = have.map(({ partNumber, etag }) => ({ partNumber, etag }));
      await completeOnce(objects, slotKey(request.folder, slot, 'data'), begun.uploadId ?? '', listed);
      return true;
    }
    if (have.length !== begun.storedParts) {
      ledger.saveOffer({ ...begun, storedParts: have.length, movedAtMs: nowMs });
    } else if (isAbandoned(begun, nowMs)) {
      await end(objects, request, begun);
      // Its slot is free again.
      await objects.removeMany([...(about === undefined ? [] : [about.key]), slotKey(request.folder, slot, 'answer')]);
      return false;
    }
    const asking = about === undefined ? undefined : await askingOf(objects, request, slot, about);
    if (asking !== undefined && needsAnswer(have.length)) {
      const signed = await signParts(open, request, begun, turns.of(begun).signed);
      const { signedAtMs, leaseEndsAtMs } = signed;
      turns.note(begun, { signed });
      await say(open, request, slot, asking, answerWith(signed, have));
      turns.note(begun, { written: { writtenAtMs: nowMs, signedAtMs, leaseEndsAtMs, storedParts: have.length } });
    }
    return false;
  };

  return {
    /** Tells guests that Mayfly runs, once in about a minute. */
    async writeHeartbeat({ objects, connection }: OpenConnection, { id, folder }: FileRequest) {
      const atMs = objects.serverNowMs();
      const { atMs: beforeMs, count = 0 } = written.get(id) ?? {};
      if (!isHeartbeatDue(beforeMs, atMs)) return;
      const key = heartbeatKey(folder);
      // The versions of a week would be ten thousand.
      if (keepsVersions(connection) && count % 60 === 59) await objects.remove(key);
      await objects.put(key, new Uint8Array(), askedHeaders, { signal: new AbortController().signal });
      written.set(id, { atMs, count: count + 1 });
    },
    /**
     * One look at the guests who asked: begins, answers, completes and ends their uploads. `stays`: this process goes on looking; else it begins
     * nothing and gives no links. Gives whether a file was completed, which is no arrival yet. Tries all of them and then raises the first failure.
     */
    async answerGuests(open: OpenConnection, request: FileRequest, { slots }: Look, stays: boolean): Promise<boolean> {
      const arrivals = ledger.arrivals(request.id);
      const offers = ledger.offers(request.id);
      if (!request.asks && offers.length === 0) return false;
      const arrived = new Set(arrivals.map(({ slot }) => slot));
      const due = new Set([...slots.keys(), ...offers.map(({ slot }) => slot)]);
      const begun = new Set(offers.filter(({ state }) => state === 'open').map(({ slot }) => slot));
      let completed = false;
      let first: Failure | undefined;
      const tried = async (work: () => Promise<void>) => {
        try {
          await work();
        } catch (error) {
          first ??= asFailure(error);
        }
      };
      const underWay: Offer[] = [];
      const attendSlot = (slot: number) =>
        tried(async () => {
          const there = slots.get(slot) ?? {};
          if (there.data !== undefined || arrived.has(slot)) return;
          const contents = { arrivals, offers: ledger.offers(request.id) };
          const offer = await attend(open, request, slot, there, contents, stays);
          if (offer !== undefined) underWay.push(offer);
        });
      await forEachLimited(begun, slotsAtOnce, attendSlot);
      // One after the other: each counts those that were begun before it.
      for (const slot of due) if (!begun.has(slot)) await attendSlot(slot);
      const all = ledger.offers(request.id).filter(({ state }) => state === 'open');
      if (stays) turns.next(request, all, open.objects.serverNowMs());
      await forEachLimited(underWay, slotsAtOnce, (offer) =>
        tried(async () => {
          if (await serve(open, request, offer, slots.get(offer.slot) ?? {}, stays)) completed = true;
        }),
      );
      if (first !== undefined) throw first;
      return completed;
    },
    /** What the manifests of files on their way say, of guests who asked and of others. Raises what the store raises. */
    async expected(objects: ObjectStore, request: FileRequest, { slots, underWay }: Look): Promise<Expected> {
      const announced = new Map<string, number>();
      const moved = new Map<string, number>();
      const offers = new Map(
        ledger.offers(request.id).flatMap((offer) => (offer.state === 'open' ? [[offer.slot, offer]] : [])),
      );
      const awaited = new Set([...underWay, ...offers.keys()]);
      keepOnly(request, awaited);
      await forEachLimited(awaited, slotsAtOnce, async (slot) => {
        const { about, data } = slots.get(slot) ?? {};
        const said =
          about === undefined || data !== undefined ? undefined : await saidOf(objects, request, slot, about);
        if (said === undefined) return;
        const { batch, count } = said;
        const movedAtMs = Math.max(about?.modifiedAtMs ?? 0, offers.get(slot)?.movedAtMs ?? 0);
        announced.set(batch, count);
        moved.set(batch, Math.max(moved.get(batch) ?? 0, movedAtMs));
      });
      return { announced, underWay: moved };
    },
    /** Tells guests who asked what became of the files that arrived. */
    async tellOutcome(open: OpenConnection, request: FileRequest, { slots }: Look) {
      const arrivals = new Map<number, Arrival>(ledger.arrivals(request.id).map((one) => [one.slot, one]));
      for (const offer of ledger.offers(request.id)) {
        const arrival = arrivals.get(offer.slot);
        if (offer.state === 'over' || arrival === undefined) continue;
        const about = slots.get(offer.slot)?.about;
        const isAskers = about !== undefined && askedBy(about) === offer.asked;
        const asking = isAskers ? await askingOf(open.objects, request, offer.slot, about) : undefined;
        const { refusal, sizeBytes } = arrival;
        if (asking !== undefined) {
          const answer: OfferAnswer =
            refusal === undefined
              ? { v: 1, state: 'received', sizeBytes: storedBytes(request, sizeBytes) }
              : { v: 1, state: 'refused', reason: refusalTold[refusal] };
          await say(open, request, offer.slot, asking, answer);
        }
        await end(open.objects, request, offer);
      }
    },
  };
}

// Answers guests who ask for links to the parts of a large file: Mayfly begins the upload, signs its parts, completes it, and says so. A guest
// has no link to complete or to abort. Killed at any moment it goes on from the ledger's row; what has none is found again by its key.
import { forEachLimited } from '../async/for-each-limited';
import { abortUploadsTo } from '../history/remove-asking';
import { keepsVersions } from '../model/capabilities';
import { asFailure, type Failure } from '../model/failure';
import type { Arrival, FileRequest, Offer, Refusal } from '../model/file-request';
import type { ListedObject, ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/open-connection';
import { heartbeatKey, slotKey } from '../storage/rules/object-key';
import { manifestOf, type Look, type SlotObjects } from './find-arrivals';
import type { AskedUpload, Manifest } from './rules/manifest';
import { sealAnswer, type OfferAnswer, type OfferRefusal } from './rules/offer-answer';
import {
  isAbandoned,
  isAnswerDue,
  isBeatDue,
  offerRefusal,
  type Besides,
  type WrittenAnswer,
} from './rules/offer-times';
import type { Expected } from './rules/request-times';
import { wayOf } from './rules/request-way';
import { askedHeaders, beginUpload, completeOnce, partsOf, signParts } from './upload-of-guest';

const nonceBytes = 12;

const told: Readonly<Record<Refusal, OfferRefusal>> = { 'too-large': 'too-large', kind: 'kind', late: 'closed' };

/** What is kept of a manifest. */
type Said = Pick<Manifest, 'batch' | 'count' | 'ask'>;
/** Of one that asks. */
type Wish = Said & { readonly ask: AskedUpload };

export interface AnswerOffers {
  /** Tells guests that Mayfly runs, once in about a minute. */
  beat(open: OpenConnection, request: FileRequest): Promise<void>;
  /**
   * One look at the guests who asked: begins, answers, completes and ends their uploads. `stays`: this process goes on looking; else it begins
   * nothing and gives no links. Gives whether a file was completed, which is no arrival yet. Tries all of them and then raises the first failure.
   */
  tend(open: OpenConnection, request: FileRequest, look: Look, stays: boolean): Promise<boolean>;
  /** What the manifests of files on their way say, of guests who asked and of others. Raises what the store raises. */
  expected(objects: ObjectStore, request: FileRequest, look: Look): Promise<Expected>;
  /** Tells guests who asked what became of the files that arrived. */
  settle(open: OpenConnection, request: FileRequest, look: Look): Promise<void>;
}

/** Each takes a request or two. */
const tendedAtOnce = 8;

const askedBy = ({ etag, modifiedAtMs }: ListedObject): string => etag ?? String(modifiedAtMs);

export function createAnswerOffers({ ledger, randomBytes }: Pick<Ports, 'ledger' | 'randomBytes'>): AnswerOffers {
  /** All by request and slot. */
  const manifests = new Map<string, { readonly asked: string; readonly said: Said | undefined }>();
  const written = new Map<string, WrittenAnswer>();
  /** By request: Unix ms on the server's clock, and how often. */
  const beaten = new Map<string, { readonly atMs: number; readonly count: number }>();
  const nameOf = (requestId: string, slot: number): string => `${requestId} ${slot}`;

  /** What the guest says of the file, read once. */
  const saidOf = async (objects: ObjectStore, name: string, about: ListedObject): Promise<Said | undefined> => {
    const asked = askedBy(about);
    const known = manifests.get(name);
    if (known?.asked === asked) return known.said;
    const whole = await manifestOf(objects, about);
    // Names and notes of ten thousand slots would be many.
    const said = whole && {
      batch: whole.batch,
      count: whole.count,
      ...(whole.ask !== undefined && { ask: whole.ask }),
    };
    manifests.set(name, { asked, said });
    written.delete(name);
    return said;
  };
  const wishOf = async (objects: ObjectStore, name: string, about: ListedObject): Promise<Wish | undefined> => {
    const said = await saidOf(objects, name, about);
    return said?.ask === undefined ? undefined : { ...said, ask: said.ask };
  };

  const say = async (
    { objects }: Pick<OpenConnection, 'objects'>,
    { folder }: FileRequest,
    slot: number,
    { ask }: Wish,
    answer: OfferAnswer,
  ): Promise<void> => {
    const sealed = sealAnswer(answer, ask.key, slotKey(folder, slot, 'data'), randomBytes(nonceBytes));
    await objects.put(slotKey(folder, slot, 'answer'), sealed, askedHeaders, { signal: new AbortController().signal });
  };

  const end = async (objects: ObjectStore, { folder }: FileRequest, offer: Offer): Promise<void> => {
    await abortUploadsTo(objects, slotKey(folder, offer.slot, 'data'), offer.uploadId);
    ledger.saveOffer({ ...offer, state: 'over' });
  };

  /** Gives whether it completed the file. */
  const tendOne = async (
    open: OpenConnection,
    request: FileRequest,
    slot: number,
    { about }: SlotObjects,
    besides: Besides,
    stays: boolean,
  ): Promise<boolean> => {
    const { objects } = open;
    const row = besides.offers.find((offer) => offer.slot === slot);
    if (about === undefined) {
      if (row?.state === 'open') await end(objects, request, row);
      return false;
    }
    const asked = askedBy(about);
    if (row?.state === 'over' && row.asked === asked) return false;
    const name = nameOf(request.id, slot);
    const wish = await wishOf(objects, name, about);
    let offer = row?.state === 'open' && row.asked === asked && wish !== undefined ? row : undefined;
    // Another guest's manifest has taken the place of the one that asked.
    if (row?.state === 'open' && offer === undefined) await end(objects, request, row);
    if (wish === undefined) return false;
    const nowMs = objects.serverNowMs();
    const mayAsk = wayOf(open.connection, request.folder);
    const refusal =
      mayAsk.way !== undefined && mayAsk.asks
        ? offerRefusal(request, { slot, ...wish }, besides, offer !== undefined, nowMs)
        : 'closed';
    if (refusal !== undefined) {
      await say(open, request, slot, wish, { v: 1, state: 'refused', reason: refusal });
      const { sizeBytes } = wish.ask;
      const none = { requestId: request.id, slot, asked, sizeBytes, partBytes: 0, storedParts: 0, movedAtMs: nowMs };
      await end(objects, request, offer ?? { ...none, state: 'open' });
      return false;
    }
    if (offer === undefined) {
      if (!stays) return false;
      offer = await beginUpload(ledger, open, request, { slot, asked, sizeBytes: wish.ask.sizeBytes });
      written.delete(name);
    }
    const parts = await partsOf(objects, request, offer);
    if (parts === undefined) {
      // Another process completed it, or somebody aborted it: then the next look begins it anew.
      if ((await objects.describe(slotKey(request.folder, slot, 'data'))) !== undefined) return true;
      ledger.saveOffer({ ...offer, state: 'over', asked: '' });
      return false;
    }
    const { have, isWhole } = parts;
    if (isWhole) {
      const listed = have.map(({ partNumber, etag }) => ({ partNumber, etag }));
      await completeOnce(objects, slotKey(request.folder, slot, 'data'), offer.uploadId ?? '', listed);
      return true;
    }
    if (have.length !== offer.storedParts) {
      offer = { ...offer, storedParts: have.length, movedAtMs: nowMs };
      ledger.saveOffer(offer);
    } else if (isAbandoned(offer, nowMs)) {
      await end(objects, request, offer);
      // Its slot is free again.
      await objects.removeMany([about.key, slotKey(request.folder, slot, 'answer')]);
      return false;
    }
    if (stays && isAnswerDue(written.get(name), have.length, request, nowMs)) {
      const { answer, ...links } = await signParts(open, request, offer, have);
      await say(open, request, slot, wish, answer);
      written.set(name, links);
    }
    return false;
  };

  return {
    async beat({ objects, connection }, { id, folder }) {
      const atMs = objects.serverNowMs();
      const { atMs: beforeMs, count = 0 } = beaten.get(id) ?? {};
      if (!isBeatDue(beforeMs, atMs)) return;
      const key = heartbeatKey(folder);
      // The versions of a week would be ten thousand.
      if (keepsVersions(connection) && count % 60 === 59) await objects.remove(key);
      await objects.put(key, new Uint8Array(), askedHeaders, { signal: new AbortController().signal });
      beaten.set(id, { atMs, count: count + 1 });
    },
    async tend(open, request, { slots }, stays) {
      const arrivals = ledger.arrivals(request.id);
      const offers = ledger.offers(request.id);
      if (!request.asks && offers.length === 0) return false;
      const arrived = new Set(arrivals.map(({ slot }) => slot));
      const due = new Set([...slots.keys(), ...offers.map(({ slot }) => slot)]);
      const begun = new Set(offers.filter(({ state }) => state === 'open').map(({ slot }) => slot));
      let completed = false;
      let first: Failure | undefined;
      const tendSlot = async (slot: number) => {
        const there = slots.get(slot) ?? {};
        if (there.data !== undefined || arrived.has(slot)) return;
        try {
          const besides = { arrivals, offers: ledger.offers(request.id) };
          if (await tendOne(open, request, slot, there, besides, stays)) completed = true;
        } catch (error) {
          first ??= asFailure(error);
        }
      };
      await forEachLimited(begun, tendedAtOnce, tendSlot);
      // One after the other: each counts those that were begun before it.
      for (const slot of due) if (!begun.has(slot)) await tendSlot(slot);
      if (first !== undefined) throw first;
      return completed;
    },
    async expected(objects, { id }, { slots, underWay }) {
      const announced = new Map<string, number>();
      const moved = new Map<string, number>();
      const offers = new Map(
        ledger.offers(id).flatMap((offer) => (offer.state === 'open' ? [[offer.slot, offer]] : [])),
      );
      await forEachLimited(new Set([...underWay, ...offers.keys()]), tendedAtOnce, async (slot) => {
        const { about, data } = slots.get(slot) ?? {};
        const said =
          about === undefined || data !== undefined ? undefined : await saidOf(objects, nameOf(id, slot), about);
        if (said === undefined) return;
        const { batch, count } = said;
        const movedAtMs = Math.max(about?.modifiedAtMs ?? 0, offers.get(slot)?.movedAtMs ?? 0);
        announced.set(batch, count);
        moved.set(batch, Math.max(moved.get(batch) ?? 0, movedAtMs));
      });
      return { announced, underWay: moved };
    },
    async settle(open, request, { slots }) {
      const arrivals = new Map<number, Arrival>(ledger.arrivals(request.id).map((one) => [one.slot, one]));
      for (const offer of ledger.offers(request.id)) {
        const arrival = arrivals.get(offer.slot);
        if (offer.state === 'over' || arrival === undefined) continue;
        const about = slots.get(offer.slot)?.about;
        const isAskers = about !== undefined && askedBy(about) === offer.asked;
        const wish = isAskers ? await wishOf(open.objects, nameOf(request.id, offer.slot), about) : undefined;
        const { refusal, sizeBytes } = arrival;
        if (wish !== undefined) {
          const answer: OfferAnswer =
            refusal === undefined
              ? { v: 1, state: 'received', sizeBytes }
              : { v: 1, state: 'refused', reason: told[refusal] };
          await say(open, request, offer.slot, wish, answer);
        }
        await end(open.objects, request, offer);
      }
    },
  };
}

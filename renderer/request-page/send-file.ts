// Sends one file: takes a slot, writes its manifest, then the file, and looks whether the slot is still the file's own.
import { answerOf, slotAnswer, type Answer } from './answer';
import { manifestOf, randomName, type About } from './manifest';
import type { Part, Request } from './request';
import type { Server } from './server';
import type { Slots } from './slots';

/** What a file has at the storage so far; kept over pauses and lost connections, so that it uses one slot only. */
export interface Place {
  slot?: number | undefined;
  /** Of its manifest, when the answer told it. */
  etag?: string | undefined;
  /** A write of that part was begun: the storage may have it although no answer came. */
  begun: Set<Part>;
  /** The manifest is stored. */
  described: boolean;
  /** All bytes of the file left the browser once. */
  sentAll: boolean;
}

export const nowhere = (): Place => ({ begun: new Set(), described: false, sentAll: false });

export type Outcome = 'received' | 'full' | 'unreadable' | Exclude<Answer, 'stored' | 'taken'>;

export interface FileToSend {
  readonly file: Blob;
  readonly about: About;
  readonly place: Place;
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
}

/** More guests at once than this meet in one slot never. */
const mostMeetings = 20;

function leave(place: Place): void {
  Object.assign(place, nowhere(), { slot: undefined, etag: undefined });
}

/** Whether the browser can still read what the guest chose: it may have been moved, changed or deleted since. */
const isReadable = (file: Blob): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

/**
 * Never says `received` but for an answer that the storage gave to a write of all bytes, or, to a second try, that the key is stored already; and
 * never while the slot's manifest is known to be another guest's. Raises only when `signal` aborts.
 */
export async function sendFile(request: Request, server: Server, slots: Slots, sent: FileToSend): Promise<Outcome> {
  const { file, place, signal } = sent;
  const lapsed = () => server.isOver(request.leaseEndsAtMs);
  const write = async (slot: number, part: Part, body: Blob): Promise<Answer> => {
    const target = request.write(slot, part);
    place.begun.add(part);
    const answer = await server.send({
      write: target,
      body,
      signal,
      ...(part === 'data' && {
        onProgress: (sentBytes: number) => {
          if (sentBytes >= body.size) place.sentAll = true;
          sent.onProgress(sentBytes);
        },
      }),
    });
    if (part === 'about' && answer.etag !== '') place.etag = answer.etag;
    return answerOf(target.kind, answer, lapsed());
  };
  /** Whether another guest wrote the manifest since; what the storage does not tell is no reason to doubt. */
  const isLost = async (slot: number): Promise<boolean> => {
    const { status, etag } = await server.head(request.taken(slot), signal);
    return slotAnswer(status, lapsed()) === 'taken' && etag !== '' && place.etag !== undefined && etag !== place.etag;
  };

  for (let meeting = 0; meeting < mostMeetings; meeting += 1) {
    // Before the bytes go: some servers close the connection of what they refuse, which looks like a lost network.
    if (lapsed()) return 'lapsed';
    if (!(await isReadable(file))) return 'unreadable';
    if (place.slot === undefined || !request.slots.includes(place.slot)) {
      leave(place);
      const claim = await slots.claim(request, signal);
      if (typeof claim === 'string') return claim;
      place.slot = claim.slot;
    }
    const { slot } = place;
    if (!place.described) {
      const again = place.begun.has('about');
      const answer = await write(slot, 'about', new Blob([manifestOf(sent.about, randomName())]));
      // After a lost answer it is this page's own that is in the way.
      if (answer === 'stored' || (answer === 'taken' && again)) place.described = true;
      else if (answer === 'taken') {
        leave(place);
        continue;
      } else return answer;
      if (await isLost(slot)) {
        leave(place);
        continue;
      }
    }
    const sentBefore = place.sentAll;
    const answer = await write(slot, 'data', file);
    const isStored = answer === 'stored' || (answer === 'taken' && sentBefore);
    if (!isStored && answer !== 'taken') {
      // A file that cannot be read any more looks like a lost network, too.
      return answer === 'unreachable' && !(await isReadable(file)) ? 'unreadable' : answer;
    }
    if (isStored && !(await isLost(slot))) return 'received';
    leave(place);
    sent.onProgress(0);
  }
  return 'trouble';
}

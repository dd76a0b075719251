// Takes a slot for one file and writes its manifest there, so that no other guest takes it.
import { answerOf, slotAnswer, type Answer } from './answer';
import type { Upload } from './ask';
import type { Body } from './body';
import { answeredAt, type Times } from './closing';
import { manifestOf, randomName, type About } from './manifest';
import type { Part, Request, Write } from './request';
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
  /** Of the file, once it is written there: since its first try. Absent for one in parts, which the receiving computer calls received. */
  times?: Times | undefined;
  /** Of a file that goes in parts. */
  asked?: Asked | undefined;
}

export interface Asked {
  /** In the manifest: the answers are encrypted with it. */
  readonly key: string;
  /** Where the answer lies, from the newest page that had it; with the end of that signature. */
  answer?: { readonly href: string; readonly dataKey: string; readonly endsAtMs: number } | undefined;
  /** By the reader's clock: since when nothing was answered. */
  sinceMs: number;
  upload?: Upload | undefined;
  /** The parts of `upload` that are stored. */
  readonly stored: Set<number>;
}

export const nowhere = (): Place => ({ begun: new Set(), described: false, sentAll: false });

export type Outcome = 'received' | 'full' | 'unreadable' | 'kind' | 'over' | Exclude<Answer, 'stored' | 'taken'>;

export interface FileToSend {
  readonly file: File;
  readonly body: Body;
  readonly about: About;
  readonly place: Place;
  readonly signal: AbortSignal;
  /** Bytes of the body that left. */
  readonly onProgress: (sentBytes: number) => void;
}

/** More guests at once than this meet in one slot never. */
export const mostMeetings = 20;

export function leave(place: Place): void {
  Object.assign(place, nowhere(), { slot: undefined, etag: undefined, times: undefined, asked: undefined });
}

/** Whether the browser can still read what the guest chose: it may have been moved, changed or deleted since. */
export const isReadable = (file: Blob): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

/** With spaces up to the length that the storage takes: JSON may end in them. */
const filled = (write: Write, body: Blob): Blob =>
  write.kind === 'put' && write.bytes !== undefined ? new Blob([body, ' '.repeat(write.bytes - body.size)]) : body;

/** Writes one part of a slot. Raises only when `signal` aborts. */
export async function writePart(
  request: Request,
  server: Server,
  { place, signal }: Pick<FileToSend, 'place' | 'signal'>,
  part: Part,
  body: Blob,
  onProgress: (sentBytes: number) => void = () => undefined,
): Promise<Answer> {
  const target = request.write(place.slot ?? 0, part);
  place.begun.add(part);
  if (part === 'data') place.times ??= { beganAtMs: server.nowMs() };
  const answer = await server.send({ write: target, body: filled(target, body), signal, onProgress });
  if (part === 'data' && place.times !== undefined) {
    place.times = { ...place.times, answeredAtMs: answeredAt(answer.dateMs, server.nowMs()) };
  }
  if (part === 'about' && answer.etag !== '') place.etag = answer.etag;
  return answerOf(target.kind, answer, server.isOver(request.leaseEndsAtMs));
}

/** Whether another guest wrote the manifest since; what the storage does not tell is no reason to doubt. */
export async function isLost(request: Request, server: Server, { place, signal }: FileToSend): Promise<boolean> {
  const { status, etag } = await server.head(request.taken(place.slot ?? 0), signal);
  const isTaken = slotAnswer(status, server.isOver(request.leaseEndsAtMs)) === 'taken';
  return isTaken && etag !== '' && place.etag !== undefined && etag !== place.etag;
}

/** `taken`: `place` has a slot whose manifest is the file's own. `describe` gives the manifest's words, anew for a slot that was left. */
export async function takeSlot(
  request: Request,
  server: Server,
  slots: Slots,
  sent: FileToSend,
  describe: () => About,
): Promise<'taken' | Outcome> {
  const { file, body, place, signal } = sent;
  for (let meeting = 0; meeting < mostMeetings; meeting += 1) {
    // Before the bytes go: some servers close the connection of what they refuse, which looks like a lost network.
    if (server.isOver(request.leaseEndsAtMs)) return 'lapsed';
    if (!(await isReadable(file))) return 'unreadable';
    if (place.slot === undefined || !request.slots.includes(place.slot)) {
      leave(place);
      const claim = await slots.claim(request, signal);
      if (typeof claim === 'string') return claim;
      place.slot = claim.slot;
    }
    if (place.described) return 'taken';
    const again = place.begun.has('about');
    const manifest = await body.about(manifestOf(describe(), file.size, randomName()));
    const answer = await writePart(request, server, sent, 'about', manifest);
    // After a lost answer it is this page's own that is in the way.
    if (answer === 'stored' || (answer === 'taken' && again)) place.described = true;
    else if (answer !== 'taken') return answer;
    if (place.described && !(await isLost(request, server, sent))) return 'taken';
    leave(place);
  }
  return 'trouble';
}

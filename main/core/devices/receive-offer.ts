// A device wants to send: its PIN, its list, and the decision of the person here. One offer, or one session, at a time.
import { bytesOf } from '../model/devices/nearby';
import type { Offer, OfferedFile } from '../model/devices/device';
import { asFailure, Failure } from '../model/failure';
import type { DeviceAnswer, DeviceRequest } from '../ports/localsend';
import { nearbyIs } from '../state/state';
import { offeredWords } from '../wording/notification-words';
import { newSecret, type Decision, type DevicesContext, type Running } from './devices-context';
import { beginReceiving, saveText } from './receiving';
import { isFull, judgePin } from './rules/pin';
import { openSession, tokensOf } from './rules/session';

/** For the person here. */
const decideWithinMs = 60_000;

const refused = (status: number, message: string): DeviceAnswer => ({ status, json: { message } });

/** Resolves once somebody decided, the time is over, or the sender has gone. */
function decision(
  { store, ports }: DevicesContext,
  running: Running,
  offer: Offer,
  gone: AbortSignal,
): Promise<Decision> {
  const { accepts = 'ask' } = running.options;
  if (accepts !== 'ask') return Promise.resolve(accepts === 'all' ? 'accepted' : 'declined');
  return new Promise((resolve) => {
    const decide = (answer: Decision) => {
      clearTimeout(late);
      gone.removeEventListener('abort', leave);
      if (store.get().nearby.offer?.id === offer.id) store.apply(nearbyIs({ offer: undefined }));
      resolve(answer);
    };
    const leave = () => decide('gone');
    const late = setTimeout(() => decide('late'), offer.endsAtMs - ports.clock());
    gone.addEventListener('abort', leave, { once: true });
    running.deciding = { from: offer.from, decide };
    store.apply(nearbyIs({ offer }));
    const { title, body } = offeredWords(offer);
    ports.notifier.show(title, body);
    if (gone.aborted) leave();
  });
}

/** Whether the disk has room, with what its owner needs beside. */
async function fits({ ports }: DevicesContext, { folder }: { readonly folder: string }, files: readonly OfferedFile[]) {
  const real = await ports.arrivalFiles.prepare(folder);
  const free = await ports.arrivalFiles.freeBytes(real);
  return free === undefined || bytesOf(files) + leftFreeBytes <= free;
}
const leftFreeBytes = 16_777_216;

/** Answers `prepare-upload`. */
export async function onOffer(
  context: DevicesContext,
  running: Running,
  request: DeviceRequest,
): Promise<DeviceAnswer> {
  const { from, gone } = request;
  const { options } = running;
  const judged = judgePin(running.tries, running.pin, request.query.get('pin') ?? undefined, from);
  if (isFull(judged.tries) && !isFull(running.tries)) {
    context.tell({ kind: 'failure', failure: new Failure('pin-tries-over') });
  }
  running.tries = judged.tries;
  if (judged.verdict === 'locked') return refused(429, 'Too many attempts');
  if (judged.verdict !== 'right') return refused(401, judged.verdict === 'missing' ? 'PIN required' : 'Invalid PIN');
  const { readOffer, mostOfferBytes } = await import('./rules/device-json');
  const text = await request.text(mostOfferBytes);
  const read = text === undefined ? undefined : readOffer(text);
  if (read === undefined) return refused(400, 'Invalid body');
  if (running.deciding !== undefined || running.receiving !== undefined)
    return refused(409, 'Blocked by another session');
  if (options.accepts === 'none') return refused(403, 'This device only sends');
  if (read.files.length === 0) return { status: 204 };
  running.deciding = { from, decide: () => undefined };
  try {
    if (!(await fits(context, options, read.files))) {
      context.tell({ kind: 'failure', failure: new Failure('disk-full') });
      return refused(500, 'Not enough space');
    }
    const offer: Offer = {
      id: context.ports.newId(),
      ...read,
      from,
      sizeBytes: bytesOf(read.files),
      endsAtMs: context.ports.clock() + decideWithinMs,
    };
    const answer = await decision(context, running, offer, gone);
    if (answer !== 'accepted' || gone.aborted) return refused(403, 'Rejected');
    if (read.text !== undefined) {
      await saveText(context, running, offer, read.text);
      return { status: 204 };
    }
    const session = openSession(newSecret(context), from, read.files, () => newSecret(context));
    beginReceiving(context, running, session, offer);
    return { status: 200, json: tokensOf(session) };
  } catch (error) {
    context.tell({ kind: 'failure', failure: asFailure(error) });
    return refused(500, 'Cannot save');
  } finally {
    running.deciding = undefined;
  }
}

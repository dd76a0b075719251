// Sends files to an opened request, by the queue of its page: a few at once, tried again after trouble, each received at most once.
import { slotAnswer } from '../../../renderer/guest/answer';
import { refusalOf } from '../../../renderer/guest/choosing/allowed';
import { withStarts, type ChosenFile } from '../../../renderer/guest/choosing/chosen-file';
import { createCondition, isFinal, type Condition } from '../../../renderer/guest/condition';
import type { Item } from '../../../renderer/guest/item';
import { createPresence } from '../../../renderer/guest/presence';
import { createQueue } from '../../../renderer/guest/queue';
import type { Request } from '../../../renderer/guest/request';
import { createSlots } from '../../../renderer/guest/slots';
import { Failure } from '../model/failure';
import { mostFiles } from '../model/requests/file-request';
import { naturalOrder } from '../model/file-name';
import type { FoundFile } from '../ports/files';
import { bodiesFor, FileToSend } from './file-to-send';
import { openKeptSends, type KeptSends } from './kept-sends';
import type { OpenedRequest } from './open-request';
import { guestsFailure, refusalFailure } from './rules/guest-failure';
import type { SendingContext } from './sending-context';

/** `there`: the request had it before, from an earlier run of this command. */
export interface SentFile {
  /** With its folders. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly fate: 'received' | 'there';
}

export interface SendOptions {
  readonly files: readonly FoundFile[];
  /** Empty where the guest says nothing. */
  readonly sender: string;
  readonly note: string;
  readonly signal: AbortSignal;
  /** Called with the bytes of all files together that have left, or are stored. */
  readonly onProgress: (sentBytes: number) => void;
  readonly onSent: (sent: SentFile) => void;
  /** Of one file; the others go on. */
  readonly onFailed: (failure: Failure) => void;
  /** Files wait: for the network, or for the receiving computer. */
  readonly onWaiting: (what: 'network' | 'receiver') => void;
}

/** Without an answer of the server for so long nothing is tried again. */
const giveUpMs = 300_000;

/** Raises where nothing can be sent. `goesOn`: some of the files have slots of their own, which a full request leaves them. */
function refuse(condition: Condition, goesOn: boolean, noAnswer: Failure | undefined): void {
  if (isFinal(condition)) throw new Failure('request-ended', { sending: true });
  if (condition === 'full' && !goesOn) throw new Failure('request-full', { sending: true });
  if (condition === 'lapsed') throw new Failure('request-away', { sending: true });
  if (condition === 'silent') throw guestsFailure(noAnswer ?? new Failure('timed-out'));
}

type Chosen = ChosenFile & { readonly file: FileToSend };

/** The limits, before the first byte. Of each file that is not taken why. */
async function untaken(files: readonly Chosen[], { limits }: Request, room: number) {
  const found: { readonly chosen: Chosen; readonly why: Item['why'] }[] = [];
  let left = room;
  const looked = await withStarts(files, limits.types);
  for (const [index, chosen] of files.entries()) {
    const why = refusalOf({ file: chosen.file, start: looked[index]?.start }, limits, left);
    if (why === undefined) left -= 1;
    else found.push({ chosen, why });
  }
  return found;
}

/**
 * Before the first byte all files are held against the limits: where one is not taken, none is sent. Later a file that fails keeps no other from
 * being sent. Raises `request-ended`, `request-full`, `request-away`, `cancelled`, and what the network raises before the first byte.
 */
export async function sendFiles(context: SendingContext, opened: OpenedRequest, options: SendOptions): Promise<void> {
  const { request: first, server, place, host } = opened;
  const condition = createCondition(first, server, () => true);
  await condition.look();
  const request = condition.request();
  const failureOf = (why: Item['why'], { path, file }: Pick<Item, 'path' | 'file'>, room: number) => {
    const cause = (file as FileToSend).failure ?? server.lastFailure();
    return refusalFailure(why, { fileName: path, limits: request.limits, room, host, cause });
  };

  const chosen: readonly Chosen[] = options.files
    .map((found) => ({ file: new FileToSend(context, found), path: found.name }))
    .toSorted((one, other) => naturalOrder(one.path, other.path));
  const list = await context.begunSends.open(place);
  const kept = await openKeptSends(list, request, server, chosen, first.recipient !== undefined);
  const { remembered } = kept;
  const there = chosen.filter(({ file, path }) => kept.wasReceived(file, path));
  const left = chosen.filter((one) => !there.includes(one));
  const fresh = left.filter((one) => !remembered.all().some((begun) => remembered.isSame(begun, one)));
  const slots = createSlots(async (href, leaseEndsAtMs, stop) => {
    const { status } = await server.head(href, stop);
    return slotAnswer(status, server.isOver(leaseEndsAtMs));
  });
  for (const { slot } of remembered.all()) slots.keep(slot);
  if (left.length > 0) {
    refuse(condition.now(), fresh.length < left.length, server.lastFailure());
    const room = slots.left(request);
    const refused = await untaken(fresh, request, room);
    for (const { chosen: one, why } of refused) options.onFailed(failureOf(why, one, room));
    if (refused.length > 0) return;
  }

  if (left[0] !== undefined) kept.begin(left[0]);
  const parts = {
    bodyOf: bodiesFor(context, first.recipient),
    server,
    condition,
    slots,
    presence: createPresence(server, condition.request, () => undefined),
    remembered,
  };
  const items = left.length === 0 ? [] : await run(parts, left, kept, { ...options, count: chosen.length });
  for (const { file, path } of there) options.onSent({ name: path, sizeBytes: file.size, fate: 'there' });
  for (const item of items) {
    const { path: name, file } = item;
    if (item.state === 'received') options.onSent({ name, sizeBytes: file.size, fate: 'received' });
    else {
      const unanswered = condition.now() === 'storage-full' ? 'storage-full' : 'silent';
      options.onFailed(failureOf(item.state === 'failed' ? item.why : unanswered, item, 0));
    }
  }
  if (items.every(({ state }) => state === 'received')) kept.remove();
}

/** Sends the files and gives what became of each, in their order. Raises `cancelled`. */
async function run(
  parts: Parameters<typeof createQueue>[0],
  files: readonly Chosen[],
  kept: KeptSends,
  { sender, note, count, signal, onProgress, onWaiting }: SendOptions & { readonly count: number },
): Promise<readonly Item[]> {
  const { condition, presence } = parts;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let isBegun = false;
  let giveUp: NodeJS.Timeout | undefined;
  const told = new Set<string>();
  const tell = (what: 'network' | 'receiver') => {
    if (!told.has(what)) onWaiting(what);
    told.add(what);
  };
  const queue = createQueue(parts, (item) => {
    if (item?.state === 'received') kept.received(item.file as FileToSend, item.path);
    onProgress(queue.items().reduce((sum, { sentBytes }) => sum + sentBytes, 0));
    if (item?.stage === 'asking') void presence.look().then((now) => now === 'off' && tell('receiver'));
    if (isBegun && queue.mode() === 'idle') end();
  });
  condition.onChange(() => {
    clearTimeout(giveUp);
    const now = condition.now();
    if (now === 'silent' || now === 'storage-full') giveUp = setTimeout(end, giveUpMs);
    if (now === 'silent') tell('network');
    if (now === 'lapsed') tell('receiver');
  });
  const stop = () => {
    queue.pause();
    end();
  };
  signal.addEventListener('abort', stop);
  try {
    await queue.add(files);
    queue.start({ sender, note, batch: kept.batch, count: Math.min(count, mostFiles) });
    isBegun = true;
    if (signal.aborted) stop();
    await ended;
  } finally {
    clearTimeout(giveUp);
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) throw new Failure('cancelled');
  queue.pause();
  return queue.items();
}

// Sends one file in parts: asks the receiving computer for their links, sends them, and waits for its word that the file is whole.
import { lookPauseMs, patienceMs, readAnswer, type AskAnswer } from './ask';
import { randomName } from './manifest';
import { openAnswer } from './open-answer';
import { pause } from './pause';
import type { Request } from './request';
import { sendParts, storedBytes } from './send-parts';
import type { Server } from './server';
import type { Slots } from './slots';
import { isReadable, takeSlot, type Asked, type FileToSend, type Outcome } from './take-slot';
import type { Turns } from './turns';

/** `asking`: no links came yet. `confirming`: all parts are stored, and the receiving computer has to say so. */
export type Stage = 'asking' | 'sending' | 'confirming';

export interface AskedFile extends FileToSend {
  readonly turns: Turns;
  readonly onStage: (stage: Stage) => void;
  /** The slot is the file's own, so that a page that is loaded again can go on there. */
  readonly onPlace: () => void;
}

/** So often in a row a part is refused, each time with the newest links. */
const mostRefusals = 6;

const outcomes: Readonly<Record<string, Outcome>> = {
  'too-large': 'too-large',
  full: 'full',
  closed: 'over',
  kind: 'kind',
};

/** Whether the page knows where the answer for this place lies, and its signature has not ended. */
function hasAnswer(request: Request, server: Server, { place }: FileToSend): boolean {
  const { slot, asked } = place;
  if (slot === undefined || asked === undefined || !place.described) return false;
  const href = request.ask?.answer(slot);
  if (href !== undefined) {
    asked.answer = { href, dataKey: request.dataKey(slot), endsAtMs: request.leaseEndsAtMs };
  }
  return asked.answer !== undefined && !server.isOver(asked.answer.endsAtMs);
}

/**
 * Never says `received` but at the word of the receiving computer, of exactly the size of what is sent. `direct`: it is silent for too long, and the file
 * fits in one write. Raises when `signal` aborts, and where the browser cannot read the file.
 */
export async function sendAsked(
  request: Request,
  server: Server,
  slots: Slots,
  sent: AskedFile,
): Promise<Outcome | 'direct'> {
  const { file, body, place, signal } = sent;
  const takeOwn = async (): Promise<'taken' | Outcome> => {
    const describe = () => {
      // The same for a manifest that is written again because its answer was lost.
      place.asked ??= { key: randomName(32), sinceMs: Date.now(), stored: new Set() };
      const ask = { sizeBytes: body.size, modifiedAtMs: file.lastModified, key: place.asked.key };
      return { ...sent.about, ask };
    };
    const taken = await takeSlot(request, server, slots, sent, describe);
    return taken === 'taken' && !hasAnswer(request, server, sent) ? 'refused' : taken;
  };
  if (!hasAnswer(request, server, sent)) {
    sent.onStage('asking');
    const taken = await takeOwn();
    if (taken !== 'taken') return taken;
  }
  const { asked } = place;
  if (asked?.answer === undefined) return 'refused';
  sent.onPlace();

  const look = answersTo(server, asked, body.size);
  let refusals = 0;
  for (let looks = 0; ; looks += 1) {
    const { href, endsAtMs } = asked.answer;
    const found = await look(href, signal);
    if (found === 'unreachable' || found === 'trouble') return found;
    if (found?.state === 'received') return found.sizeBytes === body.size ? 'received' : 'refused';
    if (found?.state === 'refused') return outcomes[found.reason] ?? 'refused';
    if (found !== undefined && !server.isOver(found.expiresAtMs)) {
      if (found.url !== asked.upload?.url) asked.stored.clear();
      asked.upload = found;
      for (const part of found.have) asked.stored.add(part);
      if (asked.stored.size < found.signatures.length) {
        sent.onStage('sending');
        const before = asked.stored.size;
        const parts = await sendParts(server, sent.turns, sent, asked, found);
        if (asked.stored.size > before) refusals = 0;
        if (parts === 'unreachable') return (await isReadable(file)) ? parts : 'unreadable';
        if (parts === 'trouble' || parts === 'storage-full') return parts;
        if (parts === 'renew' && (refusals += 1) > mostRefusals) return 'refused';
        looks = 0;
      }
    }
    if (asked.upload === undefined) {
      sent.onStage('asking');
      const waitedMs = Date.now() - asked.sinceMs;
      if (waitedMs >= patienceMs && file.size <= request.directMostBytes) return 'direct';
    } else {
      const isWhole = asked.stored.size === asked.upload.signatures.length;
      sent.onStage(isWhole ? 'confirming' : 'asking');
      sent.onProgress(storedBytes(asked, body.size));
    }
    if (server.isOver(endsAtMs)) return 'lapsed';
    await pause(lookPauseMs(looks), signal);
  }
}

/** Looks for the answer that `asked` opens; one for another key or another size counts as none. */
function answersTo(server: Server, { key, answer }: Asked, sizeBytes: number) {
  let etag = '';
  let last: AskAnswer | undefined;
  return async (href: string, signal: AbortSignal): Promise<AskAnswer | 'unreachable' | 'trouble' | undefined> => {
    const got = await server.get(href, etag, signal);
    if (got.status === 0) return 'unreachable';
    if (got.status === 304) return last;
    if (got.status === 200) {
      const json = await openAnswer(got.body, key, answer?.dataKey ?? '');
      last = json === undefined ? undefined : readAnswer(json, sizeBytes);
      etag = last === undefined ? '' : got.etag;
      return last;
    }
    // Storage that hides what exists answers 403 for a missing object.
    return [400, 403, 404].includes(got.status) ? undefined : 'trouble';
  };
}

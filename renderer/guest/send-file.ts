// Sends one file in one write: takes a slot, then writes the file, and looks whether the slot is still the file's own.
import type { Answer } from './answer';
import type { Request } from './request';
import type { Server } from './server';
import type { Slots } from './slots';
import {
  isLost,
  isReadable,
  leave,
  mostMeetings,
  takeSlot,
  writePart,
  type FileToSend,
  type Outcome,
} from './take-slot';

/** Then after twice as long, and so on: a guest that asked for the slot in the same moment may describe its file late. */
const lookAgainMs = 1_000;

/** Writes the file. Breaks off with `lost` once the slot is another guest's: that file may be there already, and this one would replace it. */
async function writeFile(
  request: Request,
  server: Server,
  sent: FileToSend,
  bytes: Promise<Blob>,
  onProgress: (sentBytes: number) => void,
): Promise<Answer | 'lost'> {
  const writing = new AbortController();
  const stop = () => writing.abort();
  const { place } = sent;
  let lost = false;
  let looking: ReturnType<typeof setTimeout> | undefined;
  const lookIn = (delayMs: number) => {
    looking = setTimeout(() => {
      isLost(request, server, { ...sent, signal: writing.signal }).then(
        (isAnothers) => {
          lost = isAnothers;
          if (lost) stop();
          else if (looking !== undefined) lookIn(delayMs * 2);
        },
        () => undefined,
      );
    }, delayMs);
  };
  sent.signal.addEventListener('abort', stop);
  if (sent.signal.aborted) stop();
  lookIn(lookAgainMs);
  try {
    return await writePart(request, server, { place, signal: writing.signal }, 'data', await bytes, onProgress);
  } catch (error) {
    if (lost) return 'lost';
    throw error;
  } finally {
    clearTimeout(looking);
    looking = undefined;
    sent.signal.removeEventListener('abort', stop);
  }
}

/**
 * Never says `received` but for an answer that the storage gave to a write of all bytes, or, to a second try, that the key is stored already; and
 * never while the slot's manifest is known to be another guest's. `onPlace`: the slot is the file's own. Raises when `signal` aborts, and where the browser cannot read the file any more.
 */
export async function sendFile(
  request: Request,
  server: Server,
  slots: Slots,
  sent: FileToSend & { readonly onPlace?: () => void },
): Promise<Outcome> {
  const { file, body, place, about, signal } = sent;
  // Made while a slot is asked for, and once for every slot that it has to leave.
  const bytes = body.bytes(0, body.size, signal);
  bytes.catch(() => undefined);
  for (let meeting = 0; meeting < mostMeetings; meeting += 1) {
    const taken = await takeSlot(request, server, slots, sent, () => about);
    if (taken !== 'taken') return taken;
    sent.onPlace?.();
    const sentBefore = place.sentAll;
    const answer = await writeFile(request, server, sent, bytes, (sentBytes) => {
      if (sentBytes >= body.size) place.sentAll = true;
      sent.onProgress(sentBytes);
    });
    const isStored = answer === 'stored' || (answer === 'taken' && sentBefore);
    if (!isStored && answer !== 'taken' && answer !== 'lost') {
      // A file that cannot be read any more looks like a lost network, too.
      return answer === 'unreachable' && !(await isReadable(file)) ? 'unreadable' : answer;
    }
    if (isStored && !(await isLost(request, server, sent))) return 'received';
    leave(place);
    sent.onProgress(0);
  }
  return 'trouble';
}

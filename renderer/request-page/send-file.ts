// Sends one file in one write: takes a slot, then writes the file, and looks whether the slot is still the file's own.
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

/**
 * Never says `received` but for an answer that the storage gave to a write of all bytes, or, to a second try, that the key is stored already; and
 * never while the slot's manifest is known to be another guest's. Raises only when `signal` aborts.
 */
export async function sendFile(request: Request, server: Server, slots: Slots, sent: FileToSend): Promise<Outcome> {
  const { file, place, about } = sent;
  for (let meeting = 0; meeting < mostMeetings; meeting += 1) {
    const taken = await takeSlot(request, server, slots, sent, () => about);
    if (taken !== 'taken') return taken;
    const sentBefore = place.sentAll;
    const answer = await writePart(request, server, sent, 'data', file, (sentBytes) => {
      if (sentBytes >= file.size) place.sentAll = true;
      sent.onProgress(sentBytes);
    });
    const isStored = answer === 'stored' || (answer === 'taken' && sentBefore);
    if (!isStored && answer !== 'taken') {
      // A file that cannot be read any more looks like a lost network, too.
      return answer === 'unreachable' && !(await isReadable(file)) ? 'unreadable' : answer;
    }
    if (isStored && !(await isLost(request, server, sent))) return 'received';
    leave(place);
    sent.onProgress(0);
  }
  return 'trouble';
}

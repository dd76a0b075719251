// Sends the parts of one upload that the storage does not have yet, a few at once, each tried again after trouble.
import { answerOf } from './answer';
import { endsSoon, partLink, rangeOf, type Upload } from './ask';
import { pause } from './pause';
import type { Server } from './server';
import type { Asked, FileToSend } from './take-slot';
import type { Turns } from './turns';

const mostAtOnce = 3;
/** Without an answer the page looks for its network instead. */
const mostTries = { trouble: 4, unreachable: 2 };

/** `renew`: a link has ended, or the storage does not know the upload any more. */
export type PartsSent = 'sent' | 'renew' | 'unreachable' | 'trouble' | 'storage-full';

/** Bytes of the parts that are stored. */
export function storedBytes({ upload, stored }: Pick<Asked, 'upload' | 'stored'>, sizeBytes: number): number {
  if (upload === undefined) return 0;
  const { partBytes, signatures } = upload;
  // The last part may be shorter.
  return stored.size * partBytes - (stored.has(signatures.length) ? signatures.length * partBytes - sizeBytes : 0);
}

/** A part counts as stored when the storage answered so to all its bytes. Raises when `signal` aborts, and where the browser cannot read the file. */
export async function sendParts(
  server: Server,
  turns: Turns,
  { body, signal, onProgress }: Pick<FileToSend, 'body' | 'signal' | 'onProgress'>,
  asked: Asked,
  upload: Upload,
): Promise<PartsSent> {
  const left = upload.signatures.map((_signature, index) => index + 1).filter((part) => !asked.stored.has(part));
  const moving = new Map<number, number>();
  let result: PartsSent = 'sent';
  const tell = () =>
    onProgress(storedBytes(asked, body.size) + [...moving.values()].reduce((sum, bytes) => sum + bytes, 0));
  tell();

  const sendOne = async (part: number): Promise<PartsSent> => {
    const { from, to } = rangeOf(upload, part, body.size);
    for (let tries = 0; ; tries += 1) {
      const giveBack = await turns.take(signal);
      try {
        if (endsSoon(upload, server.nowMs())) return 'renew';
        const answer = await server.send({
          write: { kind: 'put', url: partLink(upload, part), headers: [] },
          body: await body.bytes(from, to),
          signal,
          onProgress(sentBytes) {
            moving.set(part, sentBytes);
            tell();
          },
        });
        moving.delete(part);
        const said = answerOf('put', answer, false);
        if (said === 'stored') asked.stored.add(part);
        tell();
        if (said === 'stored') return 'sent';
        if (said === 'storage-full') return said;
        if (said !== 'unreachable' && said !== 'trouble') return 'renew';
        if (tries + 1 >= mostTries[said] || result !== 'sent') return said;
      } finally {
        giveBack();
      }
      await pause(1000 * 2 ** tries, signal);
    }
  };
  const work = async () => {
    for (let part = left.shift(); part !== undefined && result === 'sent'; part = left.shift()) {
      const one = await sendOne(part);
      // The first reason counts: the others follow from it.
      if (result === 'sent') result = one;
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return result;
}

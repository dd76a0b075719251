// Tells the owner of what guests sent: one notice and one notification for the files of one batch.
import type { FileRequest } from '../model/requests/file-request';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import type { Tell } from '../state/state';
import { receivedWords } from '../wording/notification-words';
import { batchesToTell, fewer, type Expected } from './rules/request-times';

/** `expected`: what the last look found of the request's batches. One guest can say that each file is a batch: of many batches one notice tells. */
export function createTellArrivals(
  { ledger, notifier }: Pick<Ports, 'ledger' | 'notifier'>,
  tell: Tell,
  expected: (requestId: string) => Expected,
  now: Clock,
): (request: FileRequest) => void {
  return ({ id: requestId, title }) => {
    // The rows come first, and in one transaction: whatever happens, and whichever processes run, a file is told once.
    const batches = ledger.together(() => {
      const untold = batchesToTell(ledger.arrivals(requestId), expected(requestId), now());
      const told = untold.flatMap(({ accepted, refused }) => [...accepted, ...refused]);
      if (told.length > 0) ledger.saveArrivals(told.map((arrival) => ({ ...arrival, toldAtMs: now() })));
      return untold;
    });
    for (const { sender, accepted, refused } of fewer(batches)) {
      const from = sender === undefined ? {} : { sender };
      tell({ kind: 'received', requestId, name: title, ...from, count: accepted.length, refused: refused.length });
      const words = receivedWords({ title, ...from }, accepted, refused);
      notifier.show(words.title, words.body, { kind: 'request', id: requestId, canSave: accepted.length > 0 });
    }
  };
}

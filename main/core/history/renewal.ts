// Renews the links of shares that are kept alive. The former link still expires, so a notice says that there is a new one.
import { asFailure, isUnreachable, type Failure } from '../model/failure';
import { renewAtMs, wishedSeconds } from '../model/keep-until';
import { renewedWords } from '../wording/notification-words';
import type { BackOff } from '../async/backoff';
import { notifiedShare, type Tell } from '../state/state';
import type { Ports } from '../ports/ports';
import type { SignAgain } from './re-sign';
import type { Clock } from '../model/system';

/** Failures that pass by themselves get no notice. */
const passes = (failure: Failure): boolean =>
  isUnreachable(failure) || failure.code === 'connection-lost' || failure.code === 'timed-out';

/** Signs shares again that are kept alive and whose link is about to end, or ended while Mayfly did not run. Never rejects. */
export function createRenewal(
  { ledger, notifier, log }: Pick<Ports, 'ledger' | 'notifier' | 'log'>,
  signAgain: SignAgain,
  backOff: BackOff,
  tell: Tell,
  now: Clock,
): () => Promise<void> {
  return async () => {
    for (const share of ledger.sharesToKeep(now())) {
      const hasDoor = ledger.doorsTo(share.id).length > 0;
      const atMs = renewAtMs(share, hasDoor);
      if (atMs === undefined || now() < atMs || !backOff.due(share.id)) continue;
      try {
        await signAgain(share.id, ({ keepUntilMs }, nowMs) =>
          wishedSeconds({ lifetimeSeconds: 1, keepUntilMs }, nowMs),
        );
        backOff.succeeded(share.id);
        // The link that people have is the same.
        if (hasDoor) continue;
        tell({ kind: 'renewed', shareId: share.id, name: share.name, oldEndMs: share.expiresAtMs });
        const words = renewedWords(share.name, share.expiresAtMs);
        notifier.show(words.title, words.body, notifiedShare(share, false));
      } catch (error) {
        const failure = asFailure(error);
        if (backOff.failed(share.id) > 1) continue;
        log.error('a share that is kept alive could not be signed again', failure);
        if (!passes(failure)) tell({ kind: 'failure', failure });
      }
    }
  };
}

// Announces a batch of uploads: its links on the clipboard, and notifications of what is copied and what failed.
import { Failure } from '../model/failure';
import { failureWords } from '../wording/failure-words';
import { copiedWords, failedWords, readyWords, type StillSending } from '../wording/notification-words';
import type { Written } from '../ports/desktop';
import type { LinkWriter } from './write-clipboard';
import { notifiedShare, type Tell } from '../state/state';
import type { Ports } from '../ports/ports';
import type { ItemResult, Shared } from '../model/share-request';

/** `copy`: the user wanted the links on the clipboard. */
export type Announce = (results: readonly ItemResult[], copy: boolean) => Promise<void>;

/** The user stopped these. */
const silent = new Set(['cancelled', 'paused']);

function stillSending(shared: readonly Shared[]): StillSending | undefined {
  const sending = shared.find(({ isSending }) => isSending === true);
  return sending && { leftSeconds: sending.leftSeconds };
}

export function createAnnounce(
  { notifier, log }: Pick<Ports, 'notifier' | 'log'>,
  writer: LinkWriter,
  tell: Tell,
): Announce {
  const copyLinks = async (shared: readonly Shared[]) => {
    let written: Written;
    try {
      written = await writer.write(shared);
    } catch (error) {
      log.error('the clipboard could not be written', error);
      tell({ kind: 'failure', failure: new Failure('clipboard-unavailable') });
      return;
    }
    const shares = shared.map(({ share }) => share);
    const isCopied = written === 'written';
    const words = isCopied ? copiedWords(shares, stillSending(shared)) : readyWords(shares);
    notifier.show(
      words.title,
      words.body,
      shares.length === 1 && shares[0] !== undefined ? notifiedShare(shares[0], isCopied) : undefined,
    );
  };

  return async (results, copy) => {
    const shared = results.flatMap((result) => (result.ok ? [result.shared] : []));
    if (copy && shared.length > 0) await copyLinks(shared);
    for (const { doorFailure, removalFailure } of shared)
      for (const failure of [doorFailure, removalFailure])
        if (failure !== undefined) tell({ kind: 'failure', failure });
    for (const { pointedDoor, share } of shared)
      if (pointedDoor !== undefined) tell({ kind: 'door-pointed', address: pointedDoor, name: share.name });
    const unproven = shared.filter(({ share }) => !share.verified).map(({ share }) => share.id);
    if (unproven.length > 0) tell({ kind: 'unverified', shareIds: unproven });
    const failed = results.flatMap((result) =>
      result.ok || silent.has(result.failure.code)
        ? []
        : [
            {
              name: result.name,
              message: failureWords(result.failure, 'window').message,
              isGiven: result.failure.detail.linkGiven === true,
            },
          ],
    );
    if (copy && failed.length > 0) {
      const words = failedWords(failed);
      notifier.show(words.title, words.body);
    }
  };
}

// Ends a page that was given before its files, and is given up: its readers are told, what is stored is deleted, and its link proven to fail.
import { evenWhereKept, orphanOf, removeAndProve } from '../given/given';
import type { Share } from '../model/share';
import type { Ports } from '../ports/ports';
import { whileBusy } from '../async/repeat';
import type { ConnectionPool } from '../storage/storage';
import { markOf } from './sign-mark';
import { readStatus, writeStatus } from './status-object';

/** So long the last word stays for pages that are open, ms. */
const lastWordStaysMs = 3_600_000;

/** Gives the revoked share, saved instead of the draft. Raises what the store raises, and `revoke-unproven`. */
export async function endSending(
  share: Share,
  { ledger, probe, clock }: Pick<Ports, 'ledger' | 'probe' | 'clock'>,
  access: ConnectionPool,
): Promise<Share> {
  const items = ledger.items(share.id);
  const statusKey = items.find(({ role }) => role === 'status')?.key;
  const keys = items.flatMap(({ role, key }) => (role === 'status' ? [] : [key]));
  const mark = markOf(items);
  const { connectionId, name } = share;
  return access.withConnection({ kind: 'known', connectionId }, async (open) => {
    const { objects } = open;
    const before = statusKey === undefined ? undefined : await readStatus(objects, statusKey);
    if (statusKey !== undefined && before !== undefined && before.state !== 'cancelled') {
      const sequence = before.sequence + 1;
      const lastWord = {
        ...before,
        sequence,
        state: 'cancelled',
        stored: new Set<number>(),
        sending: new Map(),
      } as const;
      await whileBusy(() => writeStatus(objects, statusKey, lastWord));
    }
    await evenWhereKept(objects.removeMany(keys));
    const { statuses } = await removeAndProve({ probe }, [share.key], { at: share, name }, open);
    const revokedStatus = statuses.get(share.key) ?? 0;
    const revoked: Share = { ...share, revokedAtMs: share.revokedAtMs ?? clock(), revokedStatus };
    ledger.together(() => {
      ledger.saveShare(revoked);
      const { id, expiresAtMs } = share;
      if (statusKey !== undefined)
        ledger.saveOrphan(orphanOf(share, `status of ${id}`, [statusKey], clock() + lastWordStaysMs));
      // A page that is open can write its mark until its end.
      if (mark !== undefined) ledger.saveOrphan(orphanOf(share, `mark of ${id}`, [mark.key], expiresAtMs));
      ledger.forgetPageDraft(share.id);
    });
    return revoked;
  });
}

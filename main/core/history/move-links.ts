// Where the address of this computer has changed, what a short link of the bucket on this computer leads to follows by itself.
import type { Work } from '../given/given';
import { isMoved } from '../model/nearby/network-reach';
import { shareState, type Share } from '../model/share';
import { signForNow, type SignAgain } from './extend';
import type { ShareWorkContext } from './share-works';

interface MoveContext extends ShareWorkContext {
  readonly signAgain: SignAgain;
}

/** Links without a short link are made anew when they are copied: nobody has the new one before. */
export const moveWork = (context: MoveContext): Work<Share> => ({
  name: 'move',
  says: 'a share could not follow the address of this computer yet',
  atOnce: 1,
  candidates: (_nowMs, mayTry) => sharesToMove(context).filter(mayTry),
  async run({ id }) {
    if (sharesToMove(context).some((share) => share.id === id)) await signForNow(context.signAgain, id);
    return 'done';
  },
});

function sharesToMove({ ports: { ledger }, store, now }: MoveContext): readonly Share[] {
  const { connections, reach } = store.get();
  const here = connections.find(({ kind }) => kind === 'embedded');
  if (here === undefined || reach.origin === undefined) return [];
  const ids = ledger
    .doors()
    .filter(({ connectionId, targetKind, closedAtMs }) => {
      return connectionId === here.id && targetKind === 'share' && closedAtMs === undefined;
    })
    .map(({ targetId }) => targetId);
  return [...new Set(ids)].flatMap((id) => {
    const share = ledger.share(id);
    return share !== undefined && shareState(share, now()) === 'live' && isMoved(reach, share) ? [share] : [];
  });
}

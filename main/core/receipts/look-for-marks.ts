// Looks for the marks that recipients' pages write: one HEAD each, ever more seldom, until the end of their share.
import { reachedConnections, type Item, type ShareAccess, type Work } from '../given/given';
import { Failure } from '../model/failure';
import type { MarkedShare } from '../model/receipts/receipt';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import { isMarkDue, type Looked } from './rules/mark-times';

const lookedAtOnce = 4;
/** At most so many in one round. */
const lookedInRound = 100;

export interface MarkContext {
  readonly ports: Pick<Ports, 'ledger'>;
  readonly store: Pick<Store, 'get'>;
  readonly known: ShareAccess;
  /** The server's clock as far as it is known. */
  readonly now: Clock;
  /** Takes what the ledger has into the state. */
  readonly load: () => void;
}

const lastOpening = ({ store }: Pick<MarkContext, 'store'>, shareId: string): number | undefined =>
  store.get().receipts.get(shareId)?.lastAtMs;

/** Unix ms on the server's clock; `undefined` where nobody wrote it. */
async function markedAt({ ports, known }: MarkContext, { id, key }: MarkedShare): Promise<number | undefined> {
  const share = ports.ledger.share(id);
  if (share === undefined) return undefined;
  return known.with(share, async ({ objects, connection }) => {
    try {
      const mark = await objects.describe(key);
      return mark === undefined ? undefined : (mark.modifiedAtMs ?? objects.serverNowMs());
    } catch (error) {
      // To a key that may not list, S3 tells nothing of what is not there (Amazon S3 API Reference, HeadObject).
      const isHidden = error instanceof Failure && error.code === 'access-denied';
      if (isHidden && connection.capabilities?.lists !== true) return undefined;
      throw error;
    }
  });
}

async function look(context: MarkContext, marked: MarkedShare): Promise<void> {
  const lastAtMs = await markedAt(context, marked);
  if (lastAtMs === undefined || lastAtMs <= (lastOpening(context, marked.id) ?? 0)) return;
  const { ledger } = context.ports;
  ledger.addReceipts([{ shareId: marked.id, kind: 'opened', count: 1, lastAtMs, exactness: 'at-least' }]);
  context.load();
}

export function createLookForMark(context: MarkContext) {
  return {
    /**
     * Looks for the mark of a share that has one and has not ended; not where somebody would have to be asked for a passphrase. Raises what opening
     * its connection and the store raise.
     */
    async lookForMark(shareId: string) {
      const marked = context.ports.ledger.markedShares().find(({ id }) => id === shareId);
      if (marked?.isStored !== true || context.now() >= marked.expiresAtMs) return;
      if (reachedConnections(context.store).some(({ id }) => id === marked.connectionId)) await look(context, marked);
    },
  };
}

export type LookForMark = ReturnType<typeof createLookForMark>;

/** No notice: nothing is lost by an opening that is not known. */
export function markWork(context: MarkContext): Work<MarkedShare & Item> {
  const looks = new Map<string, Looked>();
  return {
    name: 'mark',
    says: 'whether a share was opened could not be looked up yet',
    atOnce: lookedAtOnce,
    candidates(nowMs, mayTry) {
      const all = context.ports.ledger.markedShares();
      const ids = new Set(all.map(({ id }) => id));
      for (const id of looks.keys()) if (!ids.has(id)) looks.delete(id);
      // Those that waited longest first.
      return all
        .filter((one) => isMarkDue(one, looks.get(one.id), lastOpening(context, one.id), nowMs) && mayTry(one))
        .toSorted((a, b) => (looks.get(a.id)?.atMs ?? 0) - (looks.get(b.id)?.atMs ?? 0))
        .slice(0, lookedInRound);
    },
    async run(marked) {
      const still = context.ports.ledger.markedShares().find(({ id }) => id === marked.id);
      if (still?.isStored !== true) return 'done';
      const atMs = context.now();
      await look(context, still);
      looks.set(still.id, { atMs, isLast: atMs >= still.expiresAtMs });
      return 'done';
    },
    whenBucketGone: () => true,
  };
}

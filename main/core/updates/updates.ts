// Checks for updates, and installs one when the user says so, never during uploads.
import { asFailure, Failure } from '../model/failure';
import { checkOffer, isOffered, type Rules } from '../model/policy/policy';
import type { OfferedUpdate, UpdateState } from '../model/update';
import { judgeVersion, stalenessOf, updateWaits } from './rules/judge-update';
import type { Tell, Store } from '../state/state';
import type { UpdateSource } from '../ports/update-source';
import type { Clock, Log } from '../model/system';
import type { Ledger } from '../ports/ledger';

export interface UpdatesOptions {
  /** Absent: something else updates this Mayfly. */
  readonly source: UpdateSource | undefined;
  readonly policy: Rules['now'];
  readonly version: string;
  readonly store: Pick<Store, 'get'>;
  readonly tell: Tell;
  readonly log: Log;
  /** Keeps the date of the newest feed. */
  readonly ledger: Pick<Ledger, 'value' | 'saveValue'>;
  readonly clock: Clock;
  readonly onState: (state: UpdateState) => void;
  /** The time of the first check after the start, and the interval after it; ms. */
  readonly firstAfterMs?: number;
  readonly everyMs?: number;
}

const usualFirstMs = 30_000;
const dayMs = 86_400_000;

/** Unix ms, in the ledger. */
const newestFeed = 'update-feed-signed-at';

export function createUpdates(options: UpdatesOptions) {
  const { version, store, tell, log, onState, ledger, clock, policy } = options;
  const isAllowed = isOffered(policy(), 'updates');
  const source = isAllowed ? options.source : undefined;
  const { firstAfterMs = usualFirstMs, everyMs = dayMs } = options;
  let state: UpdateState = { kind: isAllowed ? (source === undefined ? 'off' : 'unknown') : 'forbidden' };
  let told: string | undefined;
  const become = (next: UpdateState) => {
    const offered = 'offer' in next && next.offer !== undefined ? ` ${next.offer.version}` : '';
    if (next.kind !== state.kind) log.info(`update${offered}: ${next.kind}`);
    state = next;
    onState(next);
  };

  const newestSeenMs = (): number | undefined => {
    const seen = Number(ledger.value(newestFeed) ?? '');
    return Number.isSafeInteger(seen) && seen > 0 ? seen : undefined;
  };

  async function look(from: UpdateSource): Promise<void> {
    become({ kind: 'looking' });
    try {
      const { signedAtMs, ...offer } = await from.look();
      const stale = stalenessOf(signedAtMs, newestSeenMs(), clock());
      if (stale !== 'replayed') ledger.saveValue(newestFeed, String(signedAtMs));
      if (stale !== undefined) {
        log.info(`the feed of updates was signed at ${new Date(signedAtMs).toISOString()}: nothing of it is offered`);
        become({ kind: 'stale', why: stale });
        return;
      }
      const judged = judgeVersion(version, offer.version);
      if (judged === 'unreadable') throw new Failure('update-untrusted');
      if (judged === 'older') log.info(`the feed of updates tells of an older Mayfly, ${offer.version}: not offered`);
      become(judged === 'newer' ? { kind: 'offered', offer } : { kind: 'current' });
    } catch (error) {
      log.error('updates were not looked for', asFailure(error));
      become({ kind: 'failed', failure: asFailure(error) });
    }
  }

  /** Not while a check, a download or an installation runs, nor where the rules forbid it since. */
  const mayLook = () =>
    isOffered(policy(), 'updates') && ['unknown', 'current', 'stale', 'offered', 'failed'].includes(state.kind);

  async function checkByItself(): Promise<void> {
    if (source === undefined || !mayLook()) return;
    await look(source);
    if (state.kind !== 'offered' || state.offer.version === told) return;
    told = state.offer.version;
    tell({ kind: 'update', version: told });
  }

  const first = source && setTimeout(() => void checkByItself(), firstAfterMs);
  const later = source && setInterval(() => void checkByItself(), everyMs);
  first?.unref();
  later?.unref();

  const offerOf = (now: UpdateState): OfferedUpdate | undefined => ('offer' in now ? now.offer : undefined);
  const refuseWhileBusy = () => {
    if (updateWaits(store.get().uploads)) throw new Failure('update-waits');
  };

  return {
    state: (): UpdateState => state,
    /** Checks now. Never rejects: a failure is in the state. */
    async check() {
      if (source !== undefined && mayLook()) await look(source);
    },
    /** Fetches the offered update and installs it. Raises `update-waits` during uploads, `bad-request` without an offer, and `set-by-organisation`. */
    async install() {
      const offer = offerOf(state);
      checkOffer(policy(), 'updates');
      if (source === undefined || offer === undefined || state.kind === 'fetching') throw new Failure('bad-request');
      refuseWhileBusy();
      try {
        if (state.kind !== 'ready') {
          become({ kind: 'fetching', offer, percent: 0 });
          await source.fetch((percent) => become({ kind: 'fetching', offer, percent: Math.floor(percent) }));
          become({ kind: 'ready', offer });
        }
        // An upload may have begun during the download.
        refuseWhileBusy();
        source.install();
      } catch (error) {
        const failure = asFailure(error);
        if (failure.code === 'update-waits') throw failure;
        log.error('the update was not installed', failure);
        become({ kind: 'failed', failure, offer });
      }
    },
    stop() {
      clearTimeout(first);
      clearInterval(later);
    },
  };
}

export type Updates = ReturnType<typeof createUpdates>;

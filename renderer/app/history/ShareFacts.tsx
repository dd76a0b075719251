// The line of facts below the name of a share; a tooltip says more of some.
import type { ShareView } from '../../../preload/views/views';
import { formats, timeOrDay } from '../state/format';
import { words } from '../state/words';
import styles from '../ui/row.module.css';
import { obstacleLine } from '../sharing/obstacle-words';
import { addressWithoutScheme, endedAtMs, limitWords, receiptsHint, receiptsShort } from './share-facts';

interface ShareFactsProps {
  readonly share: ShareView;
  readonly nowMs: number;
  /** By this computer's clock, which may be ahead of main's last view. */
  readonly live: boolean;
}

/** A link with less time left has another colour. */
export const soonMs = 1_800_000;

/** First how long it lives, then what keeps it from being what was asked for, then what it is. */
export function ShareFacts({ share, nowMs, live }: ShareFactsProps) {
  const w = words.shares;
  const { state, expiresAtMs, keepUntilMs, encryption, doorAddress } = share;
  const receipts = receiptsShort(share, nowMs);
  const leftMs = expiresAtMs - nowMs;
  const endMs = live ? expiresAtMs : endedAtMs(share);
  const clock = endMs === undefined ? undefined : formats.clock(endMs, nowMs);
  return (
    <p className={styles['meta']}>
      {live ? (
        <span className={styles['left']} data-soon={leftMs < soonMs} title={clock && w.until({ clock })}>
          {w.left({ duration: formats.left(leftMs / 1000) })}
        </span>
      ) : (
        <span className={styles['ending']} data-ending={state} title={clock && w.ended({ clock })}>
          {w[state === 'live' ? 'expired' : state]}
        </span>
      )}
      {live ? <Limits share={share} /> : null}
      {share.kind === 'page' ? <span>{w.files({ count: share.fileCount })}</span> : null}
      <span>{formats.bytes(share.sizeBytes)}</span>
      {live ? <InStep share={share} nowMs={nowMs} /> : null}
      {receipts === undefined ? null : <span title={receiptsHint(share)}>{receipts}</span>}
      <span>{share.connectionName}</span>
      {encryption === undefined ? null : <span title={w.encryptionHint[encryption]}>{w.facts[encryption]}</span>}
      {doorAddress === undefined ? null : <span title={addressWithoutScheme(doorAddress)}>{w.facts.door}</span>}
      {live && keepUntilMs !== undefined ? (
        <span title={w.keptHint}>{w.kept({ day: formats.day(keepUntilMs) })}</span>
      ) : null}
    </p>
  );
}

/** Nothing at all for an ordinary share. */
function Limits({ share }: Pick<ShareFactsProps, 'share'>) {
  const w = words.shares;
  const { isSending, isHeld, verified, limitedBy, keepUntilMs, reach, nearby, isMoved, keysIn, folder } = share;
  const obstacle = nearby?.obstacle;
  const held = obstacle?.kind === 'firewall' || obstacle?.kind === 'vpn' ? w.behind[obstacle.kind] : undefined;
  const limits: readonly (false | readonly [text: string, why: string])[] = [
    isSending === true && (isHeld === true ? [w.unsent, w.unsentHint] : [w.sending, w.sendingHint]),
    !verified && [w.unproven, w.unprovenHint],
    limitedBy !== 'requested' && keepUntilMs === undefined && [w.endsSooner, limitWords(share)],
    folder?.failure !== undefined && [w.folder.outOfStep, folder.failure.message],
    isMoved === true && [w.moved, w.movedHint],
    reach === 'private' && (nearby === undefined ? [w.privateReach, w.reachHint.private] : [w.nearby, w.nearbyHint]),
    obstacle !== undefined && held !== undefined && [held, obstacleLine(obstacle)],
    keysIn !== undefined && [w.keysIn[keysIn], w.keysInHint[keysIn]],
  ];
  return limits.map(
    (limit) =>
      limit !== false && (
        <span key={limit[0]} className={styles['held']} title={limit[1]}>
          {limit[0]}
        </span>
      ),
  );
}

/** When its page last had what its folder has. */
function InStep({ share: { folder }, nowMs }: Pick<ShareFactsProps, 'share' | 'nowMs'>) {
  const w = words.shares.folder;
  if (folder?.inStepAtMs === undefined || folder.failure !== undefined) return null;
  return <span title={w.inStepHint}>{w.inStep({ clock: timeOrDay(folder.inStepAtMs, nowMs) })}</span>;
}

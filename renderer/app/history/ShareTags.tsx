// Tags of a share, one word each, with the reason as tooltip.
import type { ShareView } from '../../../preload/views/views';
import { formats } from '../state/format';
import { limitWords } from './share-facts';
import { words } from '../state/words';
import styles from '../ui/tag.module.css';

/** Nothing at all for an ordinary share. */
export function ShareTags({ share }: { readonly share: ShareView }) {
  const kept = share.keepUntilMs !== undefined;
  const cut = share.limitedBy !== 'requested' && !kept;
  if (share.reach === 'public' && !share.endsWithApp && share.verified && !cut && !kept) return null;
  return (
    <p className={styles['tags']}>
      {share.verified ? null : (
        <span className={styles['tag']} data-tone="amber" title={words.shares.unprovenHint}>
          {words.shares.unproven}
        </span>
      )}
      {cut ? (
        <span className={styles['tag']} data-tone="amber" title={limitWords(share)}>
          {words.shares.endsSooner}
        </span>
      ) : null}
      {share.keepUntilMs === undefined ? null : (
        <span className={styles['tag']} title={words.shares.keptAliveHint}>
          {words.shares.keptAlive({ day: formats.day(share.keepUntilMs) })}
        </span>
      )}
      {share.reach === 'public' ? null : (
        <span className={styles['tag']} title={words.shares.reachHint[share.reach]}>
          {words.shares.reach[share.reach]}
        </span>
      )}
      {share.endsWithApp ? (
        <span className={styles['tag']} data-tone="amber" title={words.shares.endsWithAppHint}>
          {words.shares.endsWithApp}
        </span>
      ) : null}
    </p>
  );
}

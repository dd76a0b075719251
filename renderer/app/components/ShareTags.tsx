// Why this exists: what is special about a share, in a word each, with the reason as its tooltip.
import type { ShareView } from '../../../preload/views';
import { words } from '../words';
import styles from './tag.module.css';

/** Nothing at all for an ordinary share. */
export function ShareTags({ share }: { readonly share: ShareView }) {
  if (!share.thisComputerOnly && !share.endsWithApp && share.verified) return null;
  return (
    <p className={styles['tags']}>
      {share.verified ? null : (
        <span className={styles['tag']} data-tone="amber" title={words.shares.unprovenHint}>
          {words.shares.unproven}
        </span>
      )}
      {share.thisComputerOnly ? (
        <span className={styles['tag']} title={words.shares.thisComputerOnlyHint}>
          {words.shares.thisComputerOnly}
        </span>
      ) : null}
      {share.endsWithApp ? (
        <span className={styles['tag']} data-tone="amber" title={words.shares.endsWithAppHint}>
          {words.shares.endsWithApp}
        </span>
      ) : null}
    </p>
  );
}

// Why this exists: while files hover, the whole window says that they may be let go anywhere and what will happen.
import type { AppView } from '../../../preload/views';
import { formats } from '../format';
import { words } from '../words';
import styles from './drop-overlay.module.css';
import { Mayfly } from './Mayfly';

/** Lies over everything and catches nothing, so that the drag stays with the window. */
export function DropOverlay({ view }: { readonly view: AppView }) {
  const connection = view.connections.find((c) => c.isDefault)?.name ?? words.drop.thisComputer;
  return (
    <div className={styles['overlay']} aria-hidden>
      <div className={styles['card']}>
        <Mayfly />
        <p className={styles['title']}>{words.drop.overlay}</p>
        <p className={styles['hint']}>{words.drop.overlayHint(formats.duration(view.expirySeconds), connection)}</p>
      </div>
    </div>
  );
}

// Why this exists: while files hover, the whole window says that they may be let go anywhere and what will happen.
import type { AppView } from '../../../preload/views';
import { formats } from '../format';
import { words } from '../words';
import styles from './drop-overlay.module.css';
import { Mayfly } from './Mayfly';

interface DropOverlayProps {
  readonly view: AppView;
  /** Files and folders that hover. */
  readonly count: number;
  /** Even one file gets a page: there are words of the sender to show on it. */
  readonly alwaysPage: boolean;
}

/** What letting go makes of so many items. */
export function overlayWords(count: number, pages: AppView['pages']): string {
  if (pages === 'never') return words.drop.overlayEach({ count });
  return pages === 'always' ? words.drop.overlayPage({ count }) : words.drop.overlay({ count });
}

/** Lies over everything and catches nothing, so that the drag stays with the window. */
export function DropOverlay({ view, count, alwaysPage }: DropOverlayProps) {
  const connection = view.connections.find((c) => c.isDefault)?.name ?? words.drop.thisComputer;
  return (
    <div className={styles['overlay']} aria-hidden>
      <div className={styles['card']}>
        <Mayfly />
        <p className={styles['title']}>{overlayWords(count, alwaysPage ? 'always' : view.pages)}</p>
        <p className={styles['hint']}>
          {words.drop.overlayHint({ lifetime: formats.duration(view.expirySeconds), connection })}
        </p>
      </div>
    </div>
  );
}

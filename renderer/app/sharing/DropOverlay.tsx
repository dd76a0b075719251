// Covers the window while files are dragged over it, and says what a drop will do.
import type { AppView } from '../../../preload/views/views';
import { formats } from '../state/format';
import { destinationOf, expiryOf, needsPage, type WishDraft } from './share-options';
import { words } from '../state/words';
import styles from './drop-overlay.module.css';
import { Mayfly } from '../ui/Mayfly';

interface DropOverlayProps {
  readonly view: AppView;
  /** Files and folders that hover. */
  readonly count: number;
  readonly wish: WishDraft;
}

/** What a drop of so many items will do, in words. */
function overlayWords(count: number, pages: AppView['pages']): string {
  if (pages === 'never') return words.drop.overlayEach({ count });
  return pages === 'always' ? words.drop.overlayPage({ count }) : words.drop.overlay({ count });
}

/** Lies over everything and catches nothing, so that the drag stays with the window. */
export function DropOverlay({ view, count, wish }: DropOverlayProps) {
  const connection = destinationOf(view, wish)?.name ?? words.drop.thisComputer;
  const lifetime = formats.lifetime(expiryOf(view, wish));
  // Even one file gets a page where there are words of the sender to show on it.
  const pages = needsPage(wish) ? 'always' : view.pages;
  return (
    <div className={styles['overlay']} aria-hidden>
      <div className={styles['card']}>
        <Mayfly />
        <p className={styles['title']}>{overlayWords(count, pages)}</p>
        <p className={styles['hint']}>{words.drop.overlayHint({ lifetime, connection })}</p>
      </div>
    </div>
  );
}

// Covers the window while files are dragged over it, and says what a drop will do.
import type { AppView } from '../../../preload/views/views';
import { sentenceOf, switchedOn } from './sentence-words';
import { encryptionOf, needsPage, tellsWhenOpened, type ShareDraft } from './share-options';
import { words } from '../state/words';
import styles from './drop-overlay.module.css';
import { shownName } from '../ui/display-name';
import { Mayfly } from '../ui/Mayfly';
import type { Hovering } from './use-drop';

interface DropOverlayProps {
  readonly view: AppView;
  readonly hovering: Hovering;
  /** At the top only: rows of shares below it take the files, too. */
  readonly isAbove: boolean;
  readonly draft: ShareDraft;
}

/** What a drop of so many items will do, in words. */
function overlayWords(count: number, pages: AppView['pages'], isEncrypted: boolean): string {
  const w = words.drop;
  if (isEncrypted) return pages === 'never' ? w.overlayEncryptedEach({ count }) : w.overlayEncrypted({ count });
  if (pages === 'never') return w.overlayEach({ count });
  return pages === 'always' ? w.overlayPage({ count }) : w.overlay({ count });
}

/** Lies over everything and catches nothing, so that the drag stays with the window; at the top it hides rows, which then take nothing. */
export function DropOverlay({ view, hovering: { count, shareId }, isAbove, draft }: DropOverlayProps) {
  const w = words.drop;
  const isInto = isAbove && shareId !== undefined;
  // Even one file gets a page where there are words of the sender to show on it.
  const pages = needsPage(draft) || tellsWhenOpened(view, draft) ? 'always' : view.pages;
  const { device } = draft;
  const on = switchedOn(view, draft).map((option) => words.drop.on[option]);
  return (
    <div className={styles['overlay']} data-above={isAbove} aria-hidden>
      <div className={styles['card']}>
        {isAbove ? null : <Mayfly />}
        <p className={styles['title']}>
          {isInto
            ? w.overlayInto({ count })
            : device === undefined
              ? overlayWords(count, pages, encryptionOf(view, draft).isOn)
              : words.nearby.overlay({ count, device: shownName(device.name) })}
        </p>
        <p className={styles['hint']}>
          {isInto
            ? w.overlayLinkStays
            : device === undefined
              ? [sentenceOf(view), ...on].join(' · ')
              : words.nearby.noLink}
        </p>
        {isAbove && !isInto ? <p className={styles['hint']}>{w.overlayOrRow({ count })}</p> : null}
      </div>
    </div>
  );
}

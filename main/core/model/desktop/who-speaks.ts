// Which place says a piece of news, so that window, shelf and desktop do not say the same at once.

export type Speaker = 'window' | 'shelf' | 'notification';

export interface Surface {
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  /** Unix ms of the user's last gesture there, such as a drop, which gives no focus. */
  readonly touchedAtMs: number;
}

/** So long after a gesture its place still has the user's eyes, whatever window has the focus. */
const attentionMs = 10_000;

/**
 * The place of the last gesture while it is fresh, else the one with the focus, else the open shelf, which lies above all windows; a desktop
 * notification when none of them is looked at.
 */
export function whoSpeaks(window: Surface, shelf: Surface, nowMs: number): Speaker {
  const touched = ({ isVisible, touchedAtMs }: Surface) =>
    isVisible && Math.abs(nowMs - touchedAtMs) < attentionMs ? touchedAtMs : Number.NEGATIVE_INFINITY;
  const [byWindow, byShelf] = [touched(window), touched(shelf)];
  if (byWindow > byShelf) return 'window';
  if (byShelf > byWindow) return 'shelf';
  if (window.isVisible && window.isFocused) return 'window';
  return shelf.isVisible ? 'shelf' : 'notification';
}

// Knows which of Mayfly's windows the user looks at: it tells the news, and no other place does.
import { whoSpeaks, type Speaker } from '../core/model/desktop/who-speaks';
import type { Clock } from '../core/model/system';

type Place = 'window' | 'shelf' | 'elsewhere';

interface Looks {
  readonly isFocused: () => boolean;
}

export function createAttention(
  window: Looks & { readonly isVisible: () => boolean },
  shelf: Looks & { readonly isOpen: () => boolean; readonly isPage: (webContentsId: number) => boolean },
  clock: Clock,
) {
  let touched: Place = 'elsewhere';
  let touchedAtMs = Number.NEGATIVE_INFINITY;
  const touchOf = (place: Place) => (place === touched ? touchedAtMs : Number.NEGATIVE_INFINITY);
  /** The user did something there, or by the tray, a key or another program: `elsewhere`. */
  const touch = (place: Place) => {
    touched = place;
    touchedAtMs = clock();
  };
  return {
    touch,
    /** As `touch`, by the page that asked. */
    touchPage: (webContentsId: number) => touch(shelf.isPage(webContentsId) ? 'shelf' : 'window'),
    speaker: (): Speaker =>
      whoSpeaks(
        { isVisible: window.isVisible(), isFocused: window.isFocused(), touchedAtMs: touchOf('window') },
        { isVisible: shelf.isOpen(), isFocused: shelf.isFocused(), touchedAtMs: touchOf('shelf') },
        clock(),
      ),
  };
}

export type Attention = ReturnType<typeof createAttention>;

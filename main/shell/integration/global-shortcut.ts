// One set of keys reaches Mayfly from every program; other programs want keys too, and then this says so.
import { isAccelerator } from '../../core/model/accelerator';

/**
 * `taken`: another program has these keys. `asked`: in a Wayland session the desktop decides, shows its own question, and tells nobody what
 * was answered (electron#52218). `by-hand`: it is a Wayland session and Electron asks no portal (before 35), or there is none: only the
 * desktop's own settings can bind keys, to `mayfly --share-clipboard`.
 */
export type ShortcutState = 'off' | 'works' | 'taken' | 'asked' | 'by-hand';

/** What of Electron's globalShortcut is used. */
export interface KeyGrabber {
  register(accelerator: string, pressed: () => void): boolean;
  unregister(accelerator: string): void;
}

export interface Shortcut {
  /** From now on these keys; none when empty. */
  readonly use: (accelerator: string) => void;
  /** While keys are recorded for a new shortcut the old one must not fire. */
  readonly rest: (resting: boolean) => void;
}

export interface ShortcutOptions {
  readonly grabber: KeyGrabber;
  readonly wayland: boolean;
  readonly onPressed: () => void;
  /** Called once for every change. */
  readonly onState: (state: ShortcutState) => void;
}

/** Begins without keys. */
export function createShortcut({ grabber, wayland, onPressed, onState }: ShortcutOptions): Shortcut {
  let wanted = '';
  let held = '';
  let resting = false;

  const take = (accelerator: string): ShortcutState => {
    if (!isAccelerator(accelerator)) return 'off';
    if (!grabber.register(accelerator, onPressed)) return wayland ? 'by-hand' : 'taken';
    held = accelerator;
    return wayland ? 'asked' : 'works';
  };
  const follow = () => {
    if (held !== '') grabber.unregister(held);
    held = '';
    const state = resting ? 'off' : take(wanted);
    if (!resting) onState(state);
  };

  return {
    use(accelerator) {
      if (accelerator === wanted) return;
      wanted = accelerator;
      follow();
    },
    rest(next) {
      if (next === resting) return;
      resting = next;
      follow();
    },
  };
}

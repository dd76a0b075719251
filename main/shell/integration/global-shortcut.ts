// Binds the global shortcut and reports whether the desktop accepts it.
import { isAccelerator } from '../../core/model/desktop-settings';

/**
 * `taken`: another program has these keys. `asked`: in a Wayland session the desktop asks the user, and Electron does not report the
 * answer (electron#52218). `by-hand`: it is a Wayland session without a portal, or Electron uses none (before 35): only the
 * desktop's own settings can bind keys, to `mayfly --share-clipboard`.
 */
export type ShortcutState = 'off' | 'works' | 'taken' | 'asked' | 'by-hand';

/** The used part of Electron's globalShortcut. */
export interface KeyGrabber {
  register(accelerator: string, pressed: () => void): boolean;
  unregister(accelerator: string): void;
}

export interface ShortcutOptions {
  readonly grabber: KeyGrabber;
  readonly wayland: boolean;
  readonly onPressed: () => void;
  /** Called once for each change. */
  readonly onState: (state: ShortcutState) => void;
}

/** A shortcut without keys. */
export function createShortcut({ grabber, wayland, onPressed, onState }: ShortcutOptions) {
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
    /** Binds these keys in place of the present ones; none when empty. */
    use: (accelerator: string) => {
      if (accelerator === wanted) return;
      wanted = accelerator;
      follow();
    },
    /** Suspends the shortcut while the user records new keys. */
    rest: (next: boolean) => {
      if (next === resting) return;
      resting = next;
      follow();
    },
  };
}

export type Shortcut = ReturnType<typeof createShortcut>;

// Draws the signs of running uploads: the bar on the taskbar, the number on the icon, and no sleep while bytes travel.
import { app, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Store } from '../../core/state/state-store';
import { transferSigns } from './transfer-indicators';

/** A bar that moves by less cannot be seen. */
const step = 0.01;

export interface TransferSignsOnDesktop {
  /** For a window that is new: its bar on the taskbar is empty. */
  readonly drawAgain: () => void;
  readonly end: () => void;
}

/** Follows the store. */
export function showTransfers(store: Store, currentWindow: () => BrowserWindow | undefined): TransferSignsOnDesktop {
  let shown = '';
  let blocker: number | undefined;
  const keepAwake = (wanted: boolean) => {
    if (wanted === (blocker !== undefined)) return;
    if (blocker === undefined) blocker = powerSaveBlocker.start('prevent-app-suspension');
    else {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
  const draw = () => {
    const { fraction, mode, count, keepAwake: awake } = transferSigns(store.get());
    keepAwake(awake);
    const value = fraction === undefined ? -1 : Math.floor(fraction / step) * step;
    const now = `${value} ${mode} ${count}`;
    if (now === shown) return;
    shown = now;
    currentWindow()?.setProgressBar(value, { mode: value < 0 ? 'none' : mode });
    // Docks of macOS and of some Linux desktops show it; where none does this is nothing.
    app.setBadgeCount(count);
  };
  const unsubscribe = store.subscribe(draw);
  draw();
  return {
    drawAgain() {
      shown = '';
      draw();
    },
    end() {
      unsubscribe();
      keepAwake(false);
      app.setBadgeCount(0);
    },
  };
}

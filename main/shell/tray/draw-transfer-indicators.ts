// Shows running uploads on the desktop: the taskbar's progress bar, the icon's badge, and a block on sleep.
import { app, powerSaveBlocker, type BrowserWindow } from 'electron';
import { createThrottle } from '../../core/async/throttle';
import type { Store } from '../../core/state/state';
import { transferSigns } from './transfer-indicators';

/** A page of ten thousand files changes the state fifty thousand times. */
const redrawMs = 200;

/** The smallest visible change of the bar. */
const step = 0.01;

/** Follows the store. */
export function showTransfers(store: Store, currentWindow: () => BrowserWindow | undefined) {
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
    // Docks of macOS and of some Linux desktops show it; no effect elsewhere.
    app.setBadgeCount(count);
  };
  const throttle = createThrottle(redrawMs, draw);
  const unsubscribe = store.subscribe(['uploads', 'pages', 'nearby'], () => throttle.request());
  draw();
  return {
    /** Draws the bar again for a new window, whose bar is empty. */
    drawAgain: () => {
      shown = '';
      draw();
    },
    end: () => {
      unsubscribe();
      throttle.cancel();
      keepAwake(false);
      app.setBadgeCount(0);
    },
  };
}

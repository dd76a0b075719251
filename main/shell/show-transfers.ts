// Why this exists: draws the signs of running uploads: the bar on the taskbar, and no sleep while bytes travel.
import { powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Store } from '../services/store';
import { transferSigns } from './transfer-signs';

/** A bar that moves by less cannot be seen. */
const step = 0.01;

/** Follows the store; gives the function that ends it. */
export function showTransfers(store: Store, currentWindow: () => BrowserWindow | undefined): () => void {
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
    const { fraction, mode, keepAwake: awake } = transferSigns(store.get());
    keepAwake(awake);
    const value = fraction === undefined ? -1 : Math.floor(fraction / step) * step;
    const now = `${value} ${mode}`;
    if (now === shown) return;
    shown = now;
    currentWindow()?.setProgressBar(value, { mode: value < 0 ? 'none' : mode });
  };
  const unsubscribe = store.subscribe(draw);
  draw();
  return () => {
    unsubscribe();
    keepAwake(false);
  };
}

// Why this exists: quitting while uploads run is asked about once; they are paused, not lost.
import { dialog } from 'electron';
import { words } from '../../../resources/words/messages';
import type { Store } from '../../core/state/state-store';
import { interruptedByQuit } from '../tray/transfer-indicators';

const w = words.dialogs;
const quitButton = 0;
const stayButton = 1;

/** True when nothing runs or the user wants to quit all the same. */
export async function mayQuit(store: Store): Promise<boolean> {
  const count = interruptedByQuit(store.get());
  if (count === 0) return true;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Mayfly',
    message: w.quit({ count }),
    detail: w.quitText,
    buttons: [w.quitConfirm, w.quitStay],
    defaultId: stayButton,
    cancelId: stayButton,
    noLink: true,
  });
  return response === quitButton;
}

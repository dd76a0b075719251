// The only file that listens to the window: it registers a handler for each channel of the contract.
import { ipcMain } from 'electron';
import { requests, type Channel } from '../../preload/contract';
import { receive, type Border } from './check-request';
import { gestures } from './gestures';

/** Serves all channels; `onGesture` gets the id of the web contents. */
export function serve(border: Border, onGesture: (webContentsId: number) => void): void {
  for (const channel of Object.keys(requests) as Channel[]) {
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => {
      if (gestures.has(channel)) onGesture(event.sender.id);
      return receive(channel, event, args, border);
    });
  }
}

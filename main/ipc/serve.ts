// The only file that listens to the window: it registers a handler for each channel of the contract.
import { ipcMain } from 'electron';
import { requests, type Channel } from '../../preload/contract';
import { receive, type Border } from './check-request';
import { gestures } from './gestures';

/** Serves all channels; `onGesture` gets the id of the web contents, `onUploads` is called after a request that acts on uploads. */
export function serve(border: Border, onGesture: (webContentsId: number) => void, onUploads: () => void): void {
  for (const channel of Object.keys(requests) as Channel[]) {
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => {
      if (gestures.has(channel)) onGesture(event.sender.id);
      const answer = receive(channel, event, args, border);
      return channel.startsWith('uploads:') ? answer.finally(onUploads) : answer;
    });
  }
}

// The only file that listens to the window: it registers a handler for each channel of the contract.
import { ipcMain } from 'electron';
import { requests, type Channel } from '../../preload/contract';
import { receive, type Border } from './check-request';

/** Serves all channels. */
export function serve(border: Border): void {
  for (const channel of Object.keys(requests) as Channel[]) {
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => receive(channel, event, args, border));
  }
}

// Why this exists: the one place that listens to the window. It serves every request of the contract and nothing else.
import { ipcMain } from 'electron';
import { requests, type Channel, type Handlers } from '../../preload/contract';
import type { Log } from '../services/ports';
import { answer, isOwnCaller, type OwnPage } from './gate';

/** Serves all channels. A caller that is not our own page gets a rejection and no handler runs. */
export function serve(handlers: Handlers, page: OwnPage, log: Log): void {
  for (const channel of Object.keys(requests) as Channel[]) {
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => {
      if (!isOwnCaller(event, page)) {
        log.error(`refused a call to ${channel} from a page that is not ours`);
        throw new Error('refused');
      }
      return answer(channel, handlers, args, (failure) => log.error(`${channel} failed unexpectedly`, failure));
    });
  }
}

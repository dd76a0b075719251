// Asks the system not to sleep while a guest fetches or sends something; the screen may go dark.
import { powerSaveBlocker } from 'electron';

/** A page of many files is fetched in one request after the other. */
const afterwardsMs = 20_000;

/** Gives what is told whether guests are busy. Asks for nothing before the first of them, and no longer than they are. */
export function createKeepAwake(blocker: Pick<typeof powerSaveBlocker, 'start' | 'stop'> = powerSaveBlocker) {
  let blocking: number | undefined;
  let ending: NodeJS.Timeout | undefined;
  return (isBusy: boolean): void => {
    clearTimeout(ending);
    if (isBusy) {
      blocking ??= blocker.start('prevent-app-suspension');
      return;
    }
    ending = setTimeout(() => {
      if (blocking !== undefined) blocker.stop(blocking);
      blocking = undefined;
    }, afterwardsMs);
    ending.unref();
  };
}

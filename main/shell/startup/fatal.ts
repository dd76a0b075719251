// Logs unforeseen errors, and shows why a start failed.
import { app, dialog } from 'electron';
import { asFailure } from '../../core/model/failure';
import type { Log } from '../../core/model/system';

/** Without this Electron shows every stray error in a dialog with its text, which may quote a link. */
export function logUncaughtErrors(log: Log): void {
  process.on('uncaughtException', (error) => log.error('uncaught', error));
  process.on('unhandledRejection', (reason) => log.error('unhandled', reason));
}

/** For the start only: shows what happened and the next step, and ends with exit code 1. */
export async function giveUp(error: unknown, log: Log): Promise<void> {
  log.error('the start failed', error);
  // Loaded here: a successful start should not load the words of all failures.
  const { failureWords } = await import('../../core/wording/failure-words');
  const { message, next } = failureWords(asFailure(error), 'window');
  dialog.showErrorBox(message, next);
  app.exit(1);
}

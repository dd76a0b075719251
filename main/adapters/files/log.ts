// One log file of bounded size whose lines are safe to send to somebody: redacted, and failures as codes only.
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../core/model/failure';
import { redact } from './redact';
import { makeFolders } from './make-folders';
import type { Log } from '../../core/model/system';
import { visibleLine } from '../../core/model/visible-text';

const largestBytes = 1_048_576;

export interface DetailedLog extends Log {
  /** Of each request: there are such lines only where the user asks for them. */
  debug(message: string): void;
}

/** Where there is no profile to write it into. */
export const noLog: DetailedLog = { info: () => undefined, error: () => undefined, debug: () => undefined };

/** Writes `<profileDir>/logs/mayfly.log` (mode 0600); past 1 MiB the file is kept once as `mayfly.old.log`. */
export function createLog(profileDir: string): DetailedLog {
  const folder = join(profileDir, 'logs');
  try {
    makeFolders(folder, 0o700);
  } catch {
    // As below.
  }
  const path = join(folder, 'mayfly.log');
  const write = (level: string, message: string) => {
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) {
        renameSync(path, join(folder, 'mayfly.old.log'));
      }
      appendFileSync(path, `${new Date().toISOString()} ${level} ${message}\n`, { mode: 0o600 });
    } catch {
      // A full disk must not stop an upload for its log.
    }
  };
  return {
    info: (message) => write('info', logLine(message)),
    error: (message, error) => write('error', logLine(message, error)),
    debug: (message) => write('debug', logLine(message)),
  };
}

/** A message as it may be shown to others: one line, redacted, without control characters, which would act on the terminal that shows it. */
export const logLine = (message: string, error?: unknown): string =>
  visibleLine(redact(error === undefined ? message : `${message}: ${describe(error)}`).replaceAll(/[\r\n]+/g, ' | '));

/** A failure's code and facts; of other errors name, message and stack, which `redact` then cleans. Never an SDK error's properties. */
function describe(error: unknown): string {
  if (error instanceof Failure) {
    const cause = error.code === 'unexpected' && error.cause !== undefined ? ` because ${describe(error.cause)}` : '';
    return `${error.code} ${JSON.stringify(error.detail)}${cause}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message} ${error.stack ?? ''}` : typeof error;
}

// A log that keeps its lines for the test instead of writing them.
import type { Log } from '../../main/core/model/system';

export interface SilentLog extends Log {
  readonly lines: readonly { readonly level: 'info' | 'error'; readonly message: string; readonly error?: unknown }[];
}

export function createSilentLog(): SilentLog {
  const lines: { level: 'info' | 'error'; message: string; error?: unknown }[] = [];
  return {
    lines,
    info: (message) => void lines.push({ level: 'info', message }),
    error: (message, error) => void lines.push({ level: 'error', message, error }),
  };
}

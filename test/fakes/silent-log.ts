// A log that keeps its lines for the test instead of writing them.
import type { Log } from '../../main/core/model/system';

interface Line {
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly error?: unknown;
}

export interface SilentLog extends Log {
  readonly lines: readonly Line[];
  /** Those of errors alone. */
  readonly errors: () => readonly Line[];
}

export function createSilentLog(): SilentLog {
  const lines: Line[] = [];
  return {
    lines,
    errors: () => lines.filter(({ level }) => level === 'error'),
    info: (message) => void lines.push({ level: 'info', message }),
    error: (message, error) => void lines.push({ level: 'error', message, error }),
  };
}

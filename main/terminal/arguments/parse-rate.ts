// A bandwidth limit as people type it.
import { Failure } from '../../core/model/failure';

const unitBytes = { k: 1_024, m: 1_048_576, g: 1_073_741_824 } as const;

/** Reads `500K`, `2M`, `1G` or a plain number of KiB; gives bytes per second, 0 for no limit. Raises `bad-request`. */
export function parseRate(text: string): number {
  const match = /^(\d{1,9})([kmg]?)$/i.exec(text.trim());
  if (match?.[1] === undefined) {
    throw new Failure('bad-request', { reason: 'a rate is a number of KiB per second, or like 500K or 2M' });
  }
  return Number(match[1]) * unitBytes[(match[2] || 'k').toLowerCase() as keyof typeof unitBytes];
}

// A bandwidth limit as people type it.
import { readRate } from '../../../resources/words/typed-units';
import { Failure } from '../../core/model/failure';

/** Reads `60MB/s`, `1.5M`, `500K` or a plain number of KiB; gives bytes per second, 0 for no limit. Raises `bad-request`. */
export function parseRate(text: string): number {
  const bytesPerSecond = readRate(text);
  if (bytesPerSecond === undefined) {
    throw new Failure('bad-request', { reason: 'a rate is a number of KiB per second, or like 60MB/s, 1.5M or 500K' });
  }
  return bytesPerSecond;
}

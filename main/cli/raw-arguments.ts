// Arguments whose bytes are no UTF-8, as they were typed: Node writes one character for whatever it cannot read, and no such file is found.
import { readFileSync } from 'node:fs';
import { textOfPath } from '../adapters/files/raw-path';

/** `args` as the texts of paths; unchanged where the system does not tell their bytes. */
export function rawArguments(args: readonly string[]): readonly string[] {
  if (process.platform !== 'linux' || !args.some((one) => one.includes('\ufffd'))) return args;
  const typed: Buffer[] = [];
  const all = readFileSync('/proc/self/cmdline');
  for (let at = 0; at < all.length;) {
    const end = all.indexOf(0, at);
    typed.push(all.subarray(at, end));
    at = end + 1;
  }
  const own = typed.slice(-args.length);
  return args.map((one, index) => {
    const bytes = own[index];
    return bytes !== undefined && bytes.toString('utf8') === one ? textOfPath(bytes) : one;
  });
}

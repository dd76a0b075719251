// Standard output that notices what it could not write: a link that is lost is no success.
import { fstatSync, writeSync } from 'node:fs';

const descriptor = 1;

export interface StandardOutput {
  write(text: string): void;
  /** Fires when something could not be written; its reason is the error. */
  readonly lost: AbortSignal;
}

export function openStandardOutput(): StandardOutput {
  const stream = process.stdout;
  const lost = new AbortController();
  stream.on('error', (error) => lost.abort(error));
  const isFile = isRegularFile();
  return {
    write(text) {
      if (lost.signal.aborted) return;
      if (!isFile) {
        stream.write(text);
        return;
      }
      try {
        writeWhole(Buffer.from(text));
      } catch (error) {
        lost.abort(error);
      }
    },
    lost: lost.signal,
  };
}

function isRegularFile(): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

/** A disk that is almost full takes a part: Node's stream counts that as all. */
function writeWhole(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

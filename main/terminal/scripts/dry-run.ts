// What a command would delete: told, and nothing is done.
import { words } from '../../../resources/words/messages';
import { jsonLine, type Terminal } from '../output/output';

export interface WouldDelete {
  /** Of a share in the history. */
  readonly id?: string;
  readonly name: string;
  readonly bucket: string;
  readonly keys: readonly string[];
}

/** A line of JSON, or a sentence and a line for each object. */
export function tellWouldDelete({ name, ...would }: WouldDelete, json: boolean, terminal: Terminal): void {
  if (json) terminal.print(jsonLine({ ...would, dryRun: true }));
  else {
    const { bucket, keys } = would;
    const told = words.terminal.scripts.wouldDelete({ name, count: keys.length });
    terminal.print([told, ...keys.map((key) => `s3://${bucket}/${key}`)]);
  }
}

// Each suite writes what it found as lines, so that the whole run ends in one table.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface ResultLine {
  readonly group: string;
  readonly fault: string;
  readonly size: string;
  /** The first outcome: `done` or a failure's code. */
  readonly outcome: string;
  /** What came of going on without the fault. */
  readonly finally: string;
  readonly tookMs: number;
  readonly contradictions: readonly string[];
  readonly figures?: Readonly<Record<string, number>>;
}

const folder = process.env['MAYFLY_FAULTS_RESULTS'];

export function report(line: ResultLine): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(line)}\n`);
}

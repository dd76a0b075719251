// Why this exists: a browser loses downloads that come too fast, and starts none that it was not asked for; here they go one by one.
import type { Answer } from './answer';
import { element } from './element';
import { fileName, type Entry } from './share';

/** Between two downloads: Chromium drops what exceeds ten a second without a gesture (measured: of 12 at once 10 arrived). */
export const downloadPaceMs = 250;

/** Hands one file to the browser's own downloads, under its own name. The page stays, whatever the server answers. */
export function startDownload(entry: Entry): void {
  const link = element('a', { href: entry.href, download: fileName(entry.path), hidden: '' });
  document.body.append(link);
  link.click();
  link.remove();
}

export interface Run {
  readonly lookAt: (entry: Entry, signal: AbortSignal) => Promise<Answer>;
  /** A file whose start raises has failed; the next one follows. */
  readonly start: (entry: Entry) => void | Promise<void>;
  readonly paceMs: number;
  /** Before each file; `done` files were dealt with. */
  readonly onProgress: (done: number, entry: Entry) => void;
  readonly pause: (delayMs: number) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface RunResult {
  readonly started: number;
  readonly missing: number;
  readonly failed: number;
  /** Why not all were dealt with. */
  readonly ended?: 'stopped' | 'expired' | 'unreachable';
}

/** Asks for each file first, so that none is announced that cannot come; stops at an end that concerns all of them. */
export async function downloadAll(entries: readonly Entry[], run: Run): Promise<RunResult> {
  const counts = { started: 0, missing: 0, failed: 0 };
  for (const [done, entry] of entries.entries()) {
    if (run.signal.aborted) return { ...counts, ended: 'stopped' };
    run.onProgress(done, entry);
    const answer = await run.lookAt(entry, run.signal).catch(() => undefined);
    if (answer === undefined || run.signal.aborted) return { ...counts, ended: 'stopped' };
    if (answer === 'expired' || answer === 'unreachable') return { ...counts, ended: answer };
    if (answer === 'gone') counts.missing += 1;
    else counts[await outcome(entry, run)] += 1;
  }
  return counts;
}

async function outcome(entry: Entry, { start, pause, paceMs }: Run): Promise<'started' | 'failed'> {
  try {
    await start(entry);
    await pause(paceMs);
    return 'started';
  } catch {
    return 'failed';
  }
}

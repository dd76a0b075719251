// Browser downloads run one at a time, each started by a press of the reader: browsers block the others.
import { Damaged, type Answer } from './answer';
import { noteDownload } from '../page/ask-here';
import { element } from '../page/element';
import type { Entry } from './share';

/** Hands `href` to the browser's own downloads as `name`. The page stays, whatever the server answers. */
export function handOver(href: string, name: string): void {
  const link = element('a', { href, download: name, hidden: '' });
  document.body.append(link);
  link.click();
  link.remove();
  noteDownload();
}

/** Questions to the browser's interface before the next download: it decides about one in several rounds of its own. */
const questions = 4;

/**
 * Resolves when the browser's interface has dealt with what the page sent it before: WebKit forgets a download it has not decided about yet
 * when the next one is asked for, and says nothing. That process answers questions about permissions, and it shows what is drawn. (With one
 * question 6 of 60 were lost, with two frames after it 1.) A page out of view has no frames, and nobody who presses.
 */
export async function caughtUp(): Promise<void> {
  for (let asked = 0; asked < questions; asked += 1) {
    try {
      await navigator.permissions.query({ name: 'geolocation' });
    } catch {
      // Older browsers have no such question: the frames alone must do.
    }
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}

/** One download: a single file, or several in an archive. */
export interface Part {
  readonly entries: readonly Entry[];
  readonly sizeBytes: number;
}

/** Splits the files in order into archives of at most `mostBytes`; a larger file is a download of its own. */
export function partsOf(entries: readonly Entry[], mostBytes: number): readonly Part[] {
  const parts: { entries: Entry[]; sizeBytes: number }[] = [];
  for (const entry of entries) {
    const last = parts.at(-1);
    if (last !== undefined && last.sizeBytes + entry.sizeBytes <= mostBytes) {
      last.entries.push(entry);
      last.sizeBytes += entry.sizeBytes;
    } else parts.push({ entries: [entry], sizeBytes: entry.sizeBytes });
  }
  return parts;
}

export interface Run {
  /** Downloads one file. Raises when it arrives but cannot be stored. */
  readonly get: (entry: Entry, signal: AbortSignal) => Promise<Answer>;
  /** Called before each attempt of each file; `done`: files processed so far. */
  readonly onProgress: (done: number, entry: Entry) => void;
  readonly pause: (delayMs: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface RunResult {
  readonly got: readonly Entry[];
  readonly missing: number;
  readonly failed: number;
  /** Not what was sent. */
  readonly damaged: number;
  /** Reason for an early end. */
  readonly ended?: 'stopped' | 'expired' | 'unreachable';
}

/** Wait before a failed file is requested again. */
export const retryPausesMs = [1000, 3000, 9000] as const;
/** So often in a row a silent server is asked where what came would be lost, then with this pause: some ten minutes. */
export const mostAttempts = 43;
export const longestPauseMs = 15_000;

/** One file after the other; tries again where the server or the network was in trouble, and stops at an end that concerns all of them. */
export async function getAll(entries: readonly Entry[], run: Run): Promise<RunResult> {
  const got: Entry[] = [];
  let missing = 0;
  let failed = 0;
  let damaged = 0;
  for (const [done, entry] of entries.entries()) {
    const outcome = await getOne(entry, done, run, got.length > 0);
    const counts = { got, missing, failed, damaged };
    if (run.signal.aborted) return { ...counts, ended: 'stopped' };
    if (outcome === 'expired' || outcome === 'unreachable') return { ...counts, ended: outcome };
    if (outcome === 'there') got.push(entry);
    else if (outcome === 'gone') missing += 1;
    else if (outcome === 'damaged') damaged += 1;
    else failed += 1;
  }
  return { got, missing, failed, damaged };
}

async function getOne(entry: Entry, done: number, run: Run, hasSome: boolean): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    if (run.signal.aborted) return 'unsure';
    run.onProgress(done, entry);
    let answer: Answer;
    try {
      answer = await run.get(entry, run.signal);
    } catch (error) {
      return error instanceof Damaged ? 'damaged' : 'unsure';
    }
    const isLong = hasSome && answer === 'unreachable' && attempt < mostAttempts;
    const pauseMs = retryPausesMs[attempt] ?? (isLong ? longestPauseMs : undefined);
    if (pauseMs === undefined || (answer !== 'unsure' && answer !== 'unreachable')) return answer;
    await run.pause(pauseMs, run.signal);
  }
}

// Saves what a link gives while its sender still sends it: each file once it is stored.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure, Failure } from '../model/failure';
import { awayAfterMs, awaySince, mostStatusBytes, parseStatus } from '../pages/rules/live-page';
import { askServer } from './ask-server';
import type { GettingContext } from './getting-context';
import type { OpenedLink } from './opened-link';
import { saveFiles, type SaveOptions } from './save-files';

/** A sender writes its status once a second at most. */
const lookEveryMs = 2_000;

/** `undefined` where there is no status (yet, or any more). Raises what the network raises. */
async function statusAt({ web }: Pick<GettingContext, 'web'>, url: string, signal: AbortSignal) {
  try {
    const { bytes, headers } = await askServer(web, url, { mostBytes: mostStatusBytes, pastCache: true, signal });
    const status = parseStatus(new TextDecoder().decode(bytes));
    const [dateMs, writtenMs] = [Date.parse(headers['date'] ?? ''), Date.parse(headers['last-modified'] ?? '')];
    return { status, isAway: awaySince(dateMs, writtenMs) !== undefined };
  } catch (error) {
    if (asFailure(error).code !== 'link-over') throw error;
    return undefined;
  }
}

export interface ComingOptions extends SaveOptions {
  /** Whether it stays until the rest is stored. */
  readonly waits: boolean;
  /** Called with the number of files that are not stored yet. */
  readonly onWaiting: (count: number) => void;
}

/**
 * Saves all files of a link; of a share that is still sent those that are stored, and with `waits` the others as they come. Raises as
 * `saveFiles`, and `still-sending` without `waits`, `sender-away` where nobody sends the rest, `link-over` where the sender cancelled.
 */
export async function saveComing(context: GettingContext, opened: OpenedLink, options: ComingOptions): Promise<void> {
  const { signal } = options;
  const taken = new Set<string>();
  let now = opened;
  /** Without a status, on the monotonic clock. */
  let untoldMs: number | undefined;
  for (;;) {
    const told = now.statusUrl === undefined ? undefined : await statusAt(context, now.statusUrl, signal);
    const status = told?.status;
    const isStored = (index: number) => now.statusUrl === undefined || status?.stored.has(index) === true;
    const ready = now.files.filter(({ place, index }) => !taken.has(place) && isStored(index));
    await saveFiles(context, { ...now, files: ready }, options);
    for (const { place } of ready) taken.add(place);
    const left = now.files.filter(({ place }) => !taken.has(place));
    if (left.length === 0) return;
    if (status?.state === 'cancelled') throw new Failure('link-over');
    const detail = { storedCount: now.files.length - left.length, fileCount: now.files.length };
    const isFailed = left.every(({ index }) => status?.failed.has(index) === true);
    untoldMs = status === undefined ? (untoldMs ?? performance.now()) : undefined;
    const isSilent = untoldMs !== undefined && performance.now() - untoldMs > awayAfterMs;
    if (told?.isAway === true || isFailed || isSilent) throw new Failure('sender-away', detail);
    if (!options.waits) throw new Failure('still-sending', detail);
    options.onWaiting(left.length);
    try {
      await wait(lookEveryMs, undefined, { signal });
    } catch {
      throw new Failure('cancelled');
    }
    // At the end the page is written anew; a status that is gone may be that of a page that is.
    if (status === undefined || status.state === 'done') now = await now.again();
  }
}

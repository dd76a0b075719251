// A link to the bucket on this computer needs somebody to serve it, and sometimes that is the command that made it.
import { words } from '../../../resources/words/messages';
import { setTimeout as wait } from 'node:timers/promises';
import { sessionPid, type Share } from '../../core/model/share';
import type { App } from '../../core/app/app';
import { clockWords } from '../output/format';
import type { Terminal } from '../output/output';
import type { Clock } from '../../core/model/system';

export interface Serving {
  readonly app: App;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly pid: number;
  readonly clock: Clock;
}

/** Who comes just too late is told that the link has ended (403), and not that there is no server. */
const afterlifeMs = 10_000;
/** Of other processes that have their keys in memory there are a few at most. */
const lookedAt = 20;

/**
 * Nobody else serves the bucket: this command does, until it is interrupted (130) or no link of the profile needs it any more.
 * `endsAtMs` is the end of the link it made (Unix ms).
 */
export async function serveLinks(endsAtMs: number, quiet: boolean, serving: Serving): Promise<number> {
  const { terminal, signal } = serving;
  if (!quiet) {
    const clock = clockWords(endsAtMs, serving.clock());
    terminal.say(`mayfly: ${words.terminal.hints.serving({ clock })}`);
  }
  let lastEndMs = endsAtMs;
  for (;;) {
    lastEndMs = Math.max(lastEndMs, lastServedEndMs(serving));
    const leftMs = lastEndMs + afterlifeMs - serving.clock();
    if (leftMs <= 0) return 0;
    // Another command may add links, so the end is looked at again.
    await wait(Math.min(leftMs, 1_000), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return 130;
  }
}

function lastServedEndMs({ app, pid, clock }: Serving): number {
  const embedded = app.store.get().connections.find(({ kind }) => kind === 'embedded');
  if (embedded === undefined) return 0;
  const living = { states: ['live'], connectionId: embedded.id, sort: 'ending', nowMs: clock() } as const;
  const { total } = app.findShares({ ...living, offset: 0, limit: 0 });
  const { shares } = app.findShares({ ...living, offset: Math.max(0, total - lookedAt), limit: lookedAt });
  return shares
    .filter((share) => isOurs(share, pid))
    .reduce((latest, { expiresAtMs }) => Math.max(latest, expiresAtMs), 0);
}

const isOurs = ({ key }: Share, pid: number): boolean => (sessionPid(key) ?? pid) === pid;

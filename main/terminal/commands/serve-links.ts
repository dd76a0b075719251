// A link of the embedded bucket needs a process that serves it; where no other does, the command that made the link serves.
import { words } from '../../../resources/words/messages';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultAmong } from '../../core/model/connection';
import { Failure } from '../../core/model/failure';
import { sessionPid, type Share } from '../../core/model/share';
import type { Shared } from '../../core/model/share-request';
import type { App } from '../../core/app/app';
import { clockWords } from '../output/format';
import { iso, jsonLine, type Terminal } from '../output/output';
import type { Clock } from '../../core/model/system';

export interface Serving {
  readonly app: App;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly pid: number;
  readonly clock: Clock;
  /** The folder whose bucket is served. */
  readonly profileDir: string;
}

/** Raises `bucket-unserved` where a first share would make the bucket on this computer the default, before anything is made. */
export function refuseFirstBucket(app: Pick<App, 'store'>): void {
  const { connections, settings } = app.store.get();
  if (defaultAmong(connections, settings.defaultConnectionId) === undefined) throw new Failure('bucket-unserved');
}

/** A recipient just after the end gets a 403, and not a refused connection. */
const afterlifeMs = 10_000;
/** Few processes hold session keys in memory. */
const lookedAt = 20;

/**
 * Serves the bucket where no other process does, until an interruption (130) or the end of the last link of the profile.
 * `endsAtMs` is the end of the link it made (Unix ms).
 */
export async function serveLinks(endsAtMs: number, json: boolean, serving: Serving): Promise<number> {
  const { terminal, profileDir } = serving;
  // A link that nobody got needs no server.
  const signal = AbortSignal.any([serving.signal, terminal.lost]);
  // In every mode: a script waits for this command, and its author has to see why.
  let lastEndMs = Math.max(endsAtMs, lastServedEndMs(serving));
  const until = { profile: profileDir, until: iso(lastEndMs) };
  const clock = clockWords(lastEndMs, serving.clock());
  const said = `mayfly: ${words.terminal.hints.serving({ clock, profile: profileDir })}`;
  terminal.say(json ? jsonLine({ serving: until }) : said);
  for (;;) {
    lastEndMs = Math.max(lastEndMs, lastServedEndMs(serving));
    const leftMs = lastEndMs + afterlifeMs - serving.clock();
    if (leftMs <= 0) return 0;
    // Another command may add links, so the end is computed again.
    await wait(Math.min(leftMs, 1_000), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return 130;
  }
}

/** Serves these links, of which there is one at least, as `serveLinks`; gives its exit code, or `exitCode` where that is 0. */
export async function serveShared(
  shared: readonly Pick<Shared, 'share'>[],
  json: boolean,
  exitCode: number,
  serving: Serving,
): Promise<number> {
  const lastEndMs = Math.max(...shared.map(({ share }) => share.expiresAtMs));
  return (await serveLinks(lastEndMs, json, serving)) || exitCode;
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

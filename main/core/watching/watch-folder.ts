// Watches one folder: looks when the system tells of a change, and now and then, and shares each new file once it is complete.
import { join } from 'node:path';
import { asFailure, Failure } from '../model/failure';
import type { FileSnapshot } from '../model/given-file';
import type { WatchedFolder } from '../model/watched-folder';
import type { Listing } from '../ports/folders';
import type { Ports } from '../ports/ports';
import { createFolderMemory } from './folder-memory';
import { createHandOver, type HandedTo } from './hand-over';
import { isTemporary } from './rules/file-names';
import { compare, looksLikeAnother, needsIdentity, type Compared } from './rules/known-files';
import { postponed, settle, type Candidates } from './rules/stillness';

export interface WatchTimes {
  /** How long size and times of a file stand still before it is shared, ms. */
  readonly stillMs: number;
  /** Between two looks of which nothing told, ms: for network mounts, and for events that the system lost. */
  readonly everyMs: number;
}

export const usualWatchTimes: WatchTimes = { stillMs: 2_000, everyMs: 15_000 };

/** Between two looks at least, ms: a file that is being written changes many times a second. */
const usualLeastMs = 250;
/** A look at ten thousand files takes some ten ms: what is rested after it is so many times as long, but no longer than that (ms). */
const [restTimes, longestRestMs] = [10, 2_000];

/** What a look at the folder showed. `fresh`: files that are not shared yet. */
export interface Look {
  readonly isAway: boolean;
  readonly fresh: number;
}

export interface WatchedBy extends HandedTo {
  readonly folder: WatchedFolder;
  /** Asked before each look; the watch ends by itself when it is false. */
  readonly isWanted: () => boolean;
  readonly onUnwanted: () => void;
  readonly onLook: (look: Look) => void;
}

export interface Watch {
  /** Resolves when nothing of it runs any more, but the uploads that it began. */
  end(): Promise<void>;
}

type WatchPorts = Pick<Ports, 'folders' | 'ledger' | 'clock' | 'log'>;

export function watchFolder(ports: WatchPorts, { stillMs, everyMs }: WatchTimes, by: WatchedBy): Watch {
  const { folders, clock } = ports;
  const { path } = by.folder;
  let leastMs = Math.min(usualLeastMs, everyMs);
  const memory = createFolderMemory(ports.ledger, path);
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let lookedMs = 0;
  let isLooking = false;
  let lookAgain = false;
  let unfollow: (() => void) | undefined;
  let identity: string | undefined;
  let wasReplaced = false;
  let unsure: ReadonlySet<string> = new Set();
  let candidates: Candidates = new Map();
  const absentSinceMs = new Map<string, number>();
  const handOver = createHandOver(path, memory, clock, by);

  const lookIn = (delayMs: number) => {
    clearTimeout(timer);
    if (ended) return;
    timer = setTimeout(() => {
      looking = look();
    }, delayMs);
  };
  const soon = () => {
    if (isLooking) lookAgain = true;
    else lookIn(Math.max(0, Math.min(leastMs, lookedMs + leastMs - performance.now())));
  };
  const endFollowing = () => {
    unfollow?.();
    unfollow = undefined;
  };

  /** Gives the delay to the next look, ms. */
  const lookOnce = async (): Promise<number> => {
    const chosen = memory.folder();
    // Once, and not for each of ten thousand names: it asks the ledger for its revision.
    const before = memory.files();
    let listing: Listing;
    try {
      listing = await folders.list(path, (name) => !isTemporary(name) && needsIdentity(before, unsure, name));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      endFollowing();
      wasReplaced = true;
      by.onLook({ isAway: true, fresh: 0 });
      return everyMs;
    }
    if (ended) return everyMs;
    if (listing.identity !== identity) {
      wasReplaced ||= identity !== undefined;
      endFollowing();
      identity = listing.identity;
    }
    if (unfollow === undefined) {
      unfollow = folders.follow(path, soon);
      // The folder may have changed after it was listed.
      lookAgain = true;
    }
    if (chosen === undefined) memory.begin(by.folder, listing.stamped);
    const known = memory.files();
    const compared = compare(known, listing.names, listing.stamped);
    if (wasReplaced && looksLikeAnother(known, compared)) {
      memory.begin(chosen ?? by.folder, compared.fresh);
      wasReplaced = false;
      by.onLook({ isAway: false, fresh: 0 });
      return everyMs;
    }
    wasReplaced = false;
    unsure = compared.unsure;
    const absentDueMs = noteChanges(compared);
    const nextMs = await shareComplete(compared.fresh, listing.names);
    by.onLook({ isAway: false, fresh: compared.fresh.size });
    const due = [absentDueMs, nextMs].filter((atMs) => atMs !== undefined);
    return Math.min(everyMs, ...due.map((atMs) => Math.max(0, atMs - clock())));
  };

  /** Gives the moment at which the next absent file counts as gone. */
  const noteChanges = ({ save, forget, absent }: Compared): number | undefined => {
    const nowMs = clock();
    for (const name of absentSinceMs.keys()) if (!absent.has(name)) absentSinceMs.delete(name);
    const gone = [];
    const known = memory.files();
    for (const name of absent) {
      const sinceMs = absentSinceMs.get(name) ?? nowMs;
      const file = known.get(name);
      if (sinceMs + stillMs > nowMs) absentSinceMs.set(name, sinceMs);
      else if (file !== undefined) gone.push({ ...file, isGone: true });
    }
    memory.change([...save, ...gone], forget);
    return absentSinceMs.size === 0 ? undefined : Math.min(...absentSinceMs.values()) + stillMs;
  };

  /** Gives the moment at which the next file may be complete. */
  const shareComplete = async (
    fresh: ReadonlyMap<string, FileSnapshot>,
    names: ReadonlySet<string>,
  ): Promise<number | undefined> => {
    const open = new Map([...fresh].filter(([name, stamp]) => handOver.isOpen(name, stamp)));
    const settled = settle(candidates, open, names, clock(), stillMs);
    const next = new Map(settled.candidates);
    candidates = next;
    if (settled.ready.length === 0) return settled.nextMs;
    if (handOver.restUntilMs() > clock()) return handOver.restUntilMs();
    const written = await folders.openForWriting(settled.ready.map((name) => join(path, name)));
    if (ended) return undefined;
    let nextMs = settled.nextMs ?? Number.POSITIVE_INFINITY;
    const complete = new Map<string, FileSnapshot>();
    for (const name of settled.ready) {
      const candidate = next.get(name);
      if (candidate === undefined) continue;
      if (written.has(join(path, name))) {
        const later = postponed(candidate, clock());
        next.set(name, later);
        nextMs = Math.min(nextMs, later.sinceMs + later.waitMs);
      } else complete.set(name, candidate.snapshot);
    }
    if (complete.size > 0) void handOver.share(complete).finally(soon);
    return Number.isFinite(nextMs) ? nextMs : undefined;
  };

  const look = async (): Promise<void> => {
    if (ended) return;
    if (!by.isWanted()) {
      ended = true;
      endFollowing();
      by.onUnwanted();
      return;
    }
    isLooking = true;
    const beganMs = performance.now();
    lookAgain = false;
    let delayMs = everyMs;
    try {
      delayMs = await lookOnce();
    } catch (error) {
      ports.log.error('a watched folder could not be looked at', asFailure(error));
    }
    isLooking = false;
    lookedMs = performance.now();
    const rested = Math.min(longestRestMs, restTimes * (lookedMs - beganMs));
    leastMs = Math.min(everyMs, Math.max(usualLeastMs, rested));
    lookIn(lookAgain ? leastMs : Math.max(leastMs / 10, delayMs));
  };

  looking = look();
  return {
    async end() {
      ended = true;
      clearTimeout(timer);
      endFollowing();
      await looking;
    },
  };
}

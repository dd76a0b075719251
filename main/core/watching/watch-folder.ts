// Watches one folder: looks when the system tells of a change, and now and then, and shares each new file once it is complete.
import { join } from 'node:path';
import { asFailure, Failure } from '../model/failure';
import type { FileSnapshot } from '../model/given-file';
import type { WatchedFolder } from '../model/watched-folder';
import type { Listing } from '../ports/folders';
import type { Ports } from '../ports/ports';
import { createFolderMemory, type FolderMemory } from './folder-memory';
import { createHandOver, type HandedTo, type HandOver } from './hand-over';
import { isTemporary } from './rules/file-names';
import { compare, looksLikeAnother, needsIdentity, type Compared } from './rules/known-files';
import { postponed, splitByStillness, type Candidates } from './rules/stillness';

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

type WatchPorts = Pick<Ports, 'folders' | 'ledger' | 'clock' | 'log'>;

/** What a watch works with, and what it remembers of its folder. */
interface FolderWatch {
  readonly ports: WatchPorts;
  readonly times: WatchTimes;
  readonly by: WatchedBy;
  readonly memory: FolderMemory;
  readonly handOver: HandOver;
  /** Unix ms, by name: when a remembered file was missed first. */
  readonly absentSinceMs: Map<string, number>;
  leastMs: number;
  ended: boolean;
  timer: NodeJS.Timeout | undefined;
  looking: Promise<void>;
  /** Of the last look, by `performance.now`. */
  lookedMs: number;
  isLooking: boolean;
  lookAgain: boolean;
  unfollow: (() => void) | undefined;
  identity: string | undefined;
  wasReplaced: boolean;
  unsure: ReadonlySet<string>;
  candidates: Candidates;
}

export function watchFolder(ports: WatchPorts, times: WatchTimes, by: WatchedBy) {
  const memory = createFolderMemory(ports.ledger, by.folder.path);
  const watch: FolderWatch = {
    ports,
    times,
    by,
    memory,
    handOver: createHandOver(by.folder.path, memory, ports.clock, by),
    absentSinceMs: new Map(),
    leastMs: Math.min(usualLeastMs, times.everyMs),
    ended: false,
    timer: undefined,
    looking: Promise.resolve(),
    lookedMs: 0,
    isLooking: false,
    lookAgain: false,
    unfollow: undefined,
    identity: undefined,
    wasReplaced: false,
    unsure: new Set(),
    candidates: new Map(),
  };
  watch.looking = look(watch);
  return {
    /** Resolves when nothing of it runs any more, but the uploads that it began. */
    async end() {
      watch.ended = true;
      clearTimeout(watch.timer);
      endFollowing(watch);
      await watch.looking;
    },
  };
}

export type Watch = ReturnType<typeof watchFolder>;

function lookIn(watch: FolderWatch, delayMs: number): void {
  clearTimeout(watch.timer);
  if (watch.ended) return;
  watch.timer = setTimeout(() => {
    watch.looking = look(watch);
  }, delayMs);
}

function lookSoon(watch: FolderWatch): void {
  const { isLooking, leastMs, lookedMs } = watch;
  if (isLooking) watch.lookAgain = true;
  else lookIn(watch, Math.max(0, Math.min(leastMs, lookedMs + leastMs - performance.now())));
}

function endFollowing(watch: FolderWatch): void {
  watch.unfollow?.();
  watch.unfollow = undefined;
}

async function look(watch: FolderWatch): Promise<void> {
  const { by, ports, times } = watch;
  if (watch.ended) return;
  if (!by.isWanted()) {
    watch.ended = true;
    endFollowing(watch);
    by.onUnwanted();
    return;
  }
  watch.isLooking = true;
  const beganMs = performance.now();
  watch.lookAgain = false;
  let delayMs = times.everyMs;
  try {
    delayMs = await lookOnce(watch);
  } catch (error) {
    ports.log.error('a watched folder could not be looked at', asFailure(error));
  }
  watch.isLooking = false;
  watch.lookedMs = performance.now();
  const rested = Math.min(longestRestMs, restTimes * (watch.lookedMs - beganMs));
  watch.leastMs = Math.min(times.everyMs, Math.max(usualLeastMs, rested));
  lookIn(watch, watch.lookAgain ? watch.leastMs : Math.max(watch.leastMs / 10, delayMs));
}

/** Gives the delay to the next look, ms. */
async function lookOnce(watch: FolderWatch): Promise<number> {
  const { memory, by, ports, times } = watch;
  const chosen = memory.folder();
  const listing = await list(watch);
  if (listing === undefined || watch.ended) return times.everyMs;
  if (listing.identity !== watch.identity) {
    watch.wasReplaced ||= watch.identity !== undefined;
    endFollowing(watch);
    watch.identity = listing.identity;
  }
  if (watch.unfollow === undefined) {
    watch.unfollow = ports.folders.follow(by.folder.path, () => lookSoon(watch));
    // The folder may have changed after it was listed.
    watch.lookAgain = true;
  }
  if (chosen === undefined) memory.begin(by.folder, listing.stamped);
  const known = memory.files();
  const compared = compare(known, listing.names, listing.stamped);
  if (watch.wasReplaced && looksLikeAnother(known, compared)) {
    memory.begin(chosen ?? by.folder, compared.fresh);
    watch.wasReplaced = false;
    by.onLook({ isAway: false, fresh: 0 });
    return times.everyMs;
  }
  watch.wasReplaced = false;
  watch.unsure = compared.unsure;
  const absentDueMs = noteChanges(watch, compared);
  const nextMs = await shareComplete(watch, compared.fresh, listing.names);
  by.onLook({ isAway: false, fresh: compared.fresh.size });
  const due = [absentDueMs, nextMs].filter((atMs) => atMs !== undefined);
  return Math.min(times.everyMs, ...due.map((atMs) => Math.max(0, atMs - ports.clock())));
}

/** `undefined` for a folder that is not there now. */
async function list(watch: FolderWatch): Promise<Listing | undefined> {
  const { by, unsure } = watch;
  // Once, and not for each of ten thousand names: it asks the ledger for its revision.
  const before = watch.memory.files();
  try {
    return await watch.ports.folders.list(
      by.folder.path,
      (name) => !isTemporary(name) && needsIdentity(before, unsure, name),
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    endFollowing(watch);
    watch.wasReplaced = true;
    by.onLook({ isAway: true, fresh: 0 });
    return undefined;
  }
}

/** Gives the moment at which the next absent file counts as gone. */
function noteChanges(watch: FolderWatch, { save, forget, absent }: Compared): number | undefined {
  const { absentSinceMs, memory, times, ports } = watch;
  const nowMs = ports.clock();
  for (const name of absentSinceMs.keys()) if (!absent.has(name)) absentSinceMs.delete(name);
  const gone = [];
  const known = memory.files();
  for (const name of absent) {
    const sinceMs = absentSinceMs.get(name) ?? nowMs;
    const file = known.get(name);
    if (sinceMs + times.stillMs > nowMs) absentSinceMs.set(name, sinceMs);
    else if (file !== undefined) gone.push({ ...file, isGone: true });
  }
  memory.change([...save, ...gone], forget);
  return absentSinceMs.size === 0 ? undefined : Math.min(...absentSinceMs.values()) + times.stillMs;
}

/** Gives the moment at which the next file may be complete. */
async function shareComplete(
  watch: FolderWatch,
  fresh: ReadonlyMap<string, FileSnapshot>,
  names: ReadonlySet<string>,
): Promise<number | undefined> {
  const { handOver, ports, times } = watch;
  const { folders, clock } = ports;
  const open = new Map([...fresh].filter(([name, stamp]) => handOver.isOpen(name, stamp)));
  const settled = splitByStillness(watch.candidates, open, names, clock(), times.stillMs);
  const next = new Map(settled.candidates);
  watch.candidates = next;
  if (settled.ready.length === 0) return settled.nextMs;
  const pathOf = (name: string) => join(watch.by.folder.path, name);
  if (handOver.restUntilMs() > clock()) return handOver.restUntilMs();
  const written = await folders.openForWriting(settled.ready.map(pathOf));
  if (watch.ended) return undefined;
  let nextMs = settled.nextMs ?? Number.POSITIVE_INFINITY;
  const complete = new Map<string, FileSnapshot>();
  for (const name of settled.ready) {
    const candidate = next.get(name);
    if (candidate === undefined) continue;
    if (written.has(pathOf(name))) {
      const later = postponed(candidate, clock());
      next.set(name, later);
      nextMs = Math.min(nextMs, later.sinceMs + later.waitMs);
    } else complete.set(name, candidate.snapshot);
  }
  if (complete.size > 0) void handOver.share(complete).finally(() => lookSoon(watch));
  return Number.isFinite(nextMs) ? nextMs : undefined;
}

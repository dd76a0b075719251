// Keeps the page of one share in step with its folder: looks when the system tells of a change, and now and then, and makes one change at a time.
import { dirname } from 'node:path';
import { asFailure } from '../model/failure';
import type { FollowedFolder } from '../model/watched-folder';
import { changeInWork } from './change-in-work';
import { claimRow, leaveRow, noteLook, wantedRow } from './followed-row';
import type { Follow, FollowedBy, FollowNeeds, FollowTimes } from './following';
import { lookAtFolder } from './look-at-folder';
import { beginStep, mayChangeAtMs } from './make-step';
import { outOfStep } from './out-of-step';
import { createRefusedFiles } from './refused-files';
import { folderSteps, noMemory } from './rules/folder-steps';

/** Between two looks at least, ms. */
const leastMs = 250;
/** What the system is asked to tell of; deeper ones are looked at now and then. */
const mostToldFolders = 100;

export function followFolder(needs: FollowNeeds, times: FollowTimes, by: FollowedBy) {
  const follow: Follow = {
    needs,
    times,
    by,
    refused: createRefusedFiles(needs.ports.clock),
    changesAtMs: [],
    memory: noMemory,
    wasAway: false,
    restUntilMs: 0,
    isChanging: false,
    isLooking: false,
    lookAgain: false,
    ended: false,
    timer: undefined,
    looking: Promise.resolve(),
    told: new Map(),
  };
  follow.looking = look(follow);
  return {
    /** Resolves when nothing of it runs any more, but a change that it began. */
    async end() {
      stop(follow);
      try {
        leaveRow(needs.ports, by.shareId);
      } catch (error) {
        needs.ports.log.error('another process cannot follow a folder until this one is gone', asFailure(error));
      }
      await follow.looking;
    },
  };
}

export type Following = ReturnType<typeof followFolder>;

function stop(follow: Follow): void {
  follow.ended = true;
  clearTimeout(follow.timer);
  for (const end of follow.told.values()) end();
  follow.told.clear();
}

function lookIn(follow: Follow, delayMs: number): void {
  clearTimeout(follow.timer);
  if (follow.ended) return;
  follow.timer = setTimeout(() => {
    if (follow.isLooking) follow.lookAgain = true;
    else follow.looking = look(follow);
  }, delayMs);
}

async function look(follow: Follow): Promise<void> {
  const { needs, times, by } = follow;
  if (follow.ended) return;
  follow.isLooking = true;
  follow.lookAgain = false;
  let delayMs = times.everyMs;
  try {
    const row = wantedRow(needs.ports, by.shareId, by.isWanted, needs.now);
    if (row === undefined) {
      stop(follow);
      by.onEnd();
      return;
    }
    const isOurs = claimRow(needs.ports, by.shareId);
    by.onOther(!isOurs);
    if (isOurs && !follow.isChanging) delayMs = await lookOnce(follow, row);
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === 'unexpected') needs.ports.log.error('a followed folder could not be looked at', failure);
    lostSight(follow);
    by.onFailure(failure);
  }
  follow.isLooking = false;
  const least = Math.min(leastMs, times.everyMs);
  lookIn(follow, follow.lookAgain ? least : Math.max(least, Math.min(times.everyMs, delayMs)));
}

/** What was missed before it could not be looked at counts anew. */
function lostSight(follow: Follow): void {
  follow.wasAway = true;
  follow.memory = noMemory;
}

/** Gives the delay to the next look, ms. Raises `folder-out-of-step`, `file-unreadable`. */
async function lookOnce(follow: Follow, row: FollowedFolder): Promise<number> {
  const { needs, times, by, refused } = follow;
  const { ports, store, uploads, shareSteps } = needs;
  const { clock, ledger } = ports;
  if (await changeInWork(row, { ports, store, uploads, shareSteps })) return Math.min(times.stillMs, times.everyMs);
  const seen = await lookAtFolder(ports, row.path);
  if (follow.ended) return times.everyMs;
  tellOf(follow, row.path, seen.files);
  const isSame = !follow.wasAway && seen.identity === row.identity;
  const items = ledger.items(row.shareId).filter(({ role }) => role === 'file');
  const steps = folderSteps(
    items,
    { ...seen, folder: row.path, isSame },
    follow.memory,
    refused.isRefused,
    clock(),
    times,
  );
  follow.memory = steps.memory;
  if (steps.outOfStep !== undefined) {
    by.onFailure(outOfStep(row.path, steps.outOfStep));
    return times.everyMs;
  }
  follow.wasAway = false;
  const failure = refused.failure(seen.files);
  const isInStep = steps.isInStep && failure === undefined;
  if (noteLook(ports, row, { identity: seen.identity, isInStep })) by.onNoted();
  if (steps.adds.length + steps.gone.length === 0) by.onFailure(failure);
  else if (mayChangeAtMs(follow) > clock()) return mayChangeAtMs(follow) - clock();
  else await beginStep(follow, steps, () => lookIn(follow, 0));
  return steps.nextMs === undefined ? times.everyMs : steps.nextMs - clock();
}

/** Asks the system to tell of changes in the folder and in those below that have files. */
function tellOf(follow: Follow, folder: string, files: readonly { readonly path: string }[]): void {
  const wantedFolders = new Set([folder, ...files.map(({ path }) => dirname(path))]);
  for (const [path, end] of follow.told) {
    if (wantedFolders.has(path)) continue;
    end();
    follow.told.delete(path);
  }
  for (const path of wantedFolders) {
    if (follow.told.has(path) || follow.told.size >= mostToldFolders) continue;
    follow.told.set(
      path,
      follow.needs.ports.folders.follow(path, () => soon(follow)),
    );
    // It may have changed after it was looked at.
    follow.lookAgain = true;
  }
}

function soon(follow: Follow): void {
  if (follow.lookAgain) return;
  follow.lookAgain = true;
  if (!follow.isLooking) lookIn(follow, Math.min(leastMs, follow.times.everyMs));
}

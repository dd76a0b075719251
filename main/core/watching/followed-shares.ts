// The shares whose pages are kept in step with their folders: those of the app while it runs, or one of `mayfly share --follow`.
import { basename } from 'node:path';
import { asFailure, Failure } from '../model/failure';
import { folderOfPage, shareState, type Share } from '../model/share';
import type { FollowedFolder } from '../model/watched-folder';
import { followFolder, type Following } from './follow-folder';
import type { FollowedBy, FollowNeeds, FollowTimes } from './following';
import { outOfStep } from './out-of-step';
import type { FollowedRows } from './followed-rows';

export interface FollowedShares extends FollowNeeds {
  readonly followTimes: FollowTimes;
  /** By share: those of this process. */
  readonly followings: Map<string, Following>;
  readonly rows: FollowedRows;
}

export interface ForegroundFollow extends Pick<FollowedBy, 'onChange' | 'onOther'> {
  readonly signal: AbortSignal;
  /** `undefined`: nothing is amiss any more. */
  readonly onFailure: FollowedBy['onFailure'];
}

/**
 * Keeps the page of a share in step with its folder from now on while the app runs, or no longer. Raises `share-not-found`, `share-unchangeable`,
 * `bad-request` for a link that has ended or was taken back, `folder-not-watchable`, `file-unreadable`, and `folder-out-of-step` for a folder that is gone.
 */
export async function keepInStep(context: FollowedShares, shareId: string, keeps: boolean): Promise<void> {
  const { ports, followings } = context;
  const { ledger } = ports;
  if (keeps) {
    const folder = await folderOf(context, shareId);
    // Another call may begin one while this one waits.
    for (let other = followings.get(shareId); other !== undefined; other = followings.get(shareId)) {
      followings.delete(shareId);
      await other.end();
    }
    ledger.saveFollowedFolder({ ...kept(ledger.followedFolder(shareId)), ...folder, byApp: true });
    begin(context, shareId);
    context.rows.load();
    return;
  }
  const row = ledger.followedFolder(shareId);
  const following = followings.get(shareId);
  followings.delete(shareId);
  context.rows.amiss.delete(shareId);
  // A command may follow it.
  const byOther = row?.followerPid !== undefined && row.followerPid !== ports.pid && ports.isAlive(row.followerPid);
  if (row !== undefined && byOther) ledger.saveFollowedFolder({ ...row, byApp: false });
  else ledger.forgetFollowedFolder(shareId);
  await following?.end();
  context.rows.load();
}

/** Begins with those that the app keeps in step; what changed meanwhile is found by the first look. */
export function followShares(context: FollowedShares): void {
  for (const { shareId, byApp } of context.ports.ledger.followedFolders()) if (byApp) begin(context, shareId);
  context.rows.load();
}

/** The live share of this folder that was followed last, by whichever process. Raises what `Folders.check` raises. */
export async function followedShareOf(context: FollowedShares, given: string): Promise<Share | undefined> {
  const { ledger, folders } = context.ports;
  const path = await folders.check(given);
  const shares = ledger
    .followedFolders()
    .filter((row) => row.path === path)
    .map(({ shareId }) => ledger.share(shareId));
  return shares.findLast((share) => share !== undefined && shareState(share, context.now()) === 'live');
}

/** Follows the folder of the share until the signal fires, or the share has ended. Raises what `keepInStep` raises. */
export async function followInForeground(
  context: FollowedShares,
  shareId: string,
  { signal, ...told }: ForegroundFollow,
): Promise<void> {
  const { ports, followings } = context;
  const folder = await folderOf(context, shareId);
  const row = kept(ports.ledger.followedFolder(shareId));
  ports.ledger.saveFollowedFolder({ byApp: false, ...row, ...folder });
  await new Promise<void>((resolve) => {
    followings.set(shareId, follow(context, shareId, { ...told, isWanted: () => true, onEnd: resolve }));
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await followings.get(shareId)?.end();
  followings.delete(shareId);
  context.rows.amiss.delete(shareId);
  context.rows.load();
}

/** What stays of a row that is saved anew. */
const kept = (row: FollowedFolder | undefined): Partial<FollowedFolder> => row ?? {};

async function folderOf(
  { ports, now }: FollowedShares,
  shareId: string,
): Promise<Pick<FollowedFolder, 'shareId' | 'path' | 'identity'>> {
  const share = ports.ledger.share(shareId);
  if (share === undefined) throw new Failure('share-not-found');
  const state = shareState(share, now());
  if (state === 'revoked') throw new Failure('bad-request', { reason: 'the link was taken back' });
  if (state === 'expired') throw new Failure('bad-request', { reason: 'the link has ended' });
  const path = folderOfPage(share);
  if (path === undefined)
    throw new Failure('share-unchangeable', { fileName: share.name, reason: 'it was not made of one folder' });
  try {
    const real = await ports.folders.check(path);
    if (real !== path) throw new Failure('file-missing', { fileName: basename(path) });
    return { shareId, path, identity: (await ports.folders.list(path, () => false)).identity };
  } catch (error) {
    throw asFailure(error).code === 'file-missing' ? outOfStep(path, 'gone') : error;
  }
}

function begin(context: FollowedShares, shareId: string): void {
  const { followings } = context;
  const following = follow(context, shareId, {
    isWanted: ({ byApp }) => byApp,
    onEnd: () => followings.delete(shareId),
    onChange: () => undefined,
    onFailure: () => undefined,
    onOther: () => undefined,
  });
  followings.set(shareId, following);
}

function follow(
  context: FollowedShares,
  shareId: string,
  { onEnd, onFailure, ...by }: Omit<FollowedBy, 'shareId' | 'onNoted'>,
): Following {
  const { rows, followTimes } = context;
  const { amiss, load } = rows;
  return followFolder(context, followTimes, {
    ...by,
    shareId,
    onNoted: load,
    onEnd() {
      amiss.delete(shareId);
      load();
      onEnd();
    },
    onFailure(failure) {
      const earlier = amiss.get(shareId);
      if (failure === undefined) amiss.delete(shareId);
      else amiss.set(shareId, failure);
      if (isAlike(earlier, failure)) return;
      load();
      onFailure(failure);
    },
  });
}

const isAlike = (one: Failure | undefined, other: Failure | undefined): boolean =>
  one?.code === other?.code &&
  one?.detail.reason === other?.detail.reason &&
  one?.detail.fileName === other?.detail.fileName;

// Makes one change of a page that follows its folder, unless there were many within the hour.
import { asFailure, type Failure } from '../model/failure';
import type { ItemResult } from '../model/share-request';
import { waitOf } from '../model/upload';
import type { Follow } from './following';
import type { FolderSteps, SteppedFile } from './rules/folder-steps';

/** After a failure that concerns no single file, ms. */
const restMs = 60_000;
/** Each change sends its files and writes the page anew. After so many within an hour one is made every 90 s: what came meanwhile is one change. */
const [quickChanges, laterEveryMs, hourMs] = [20, 90_000, 3_600_000];

/** Unix ms. */
export function mayChangeAtMs(follow: Follow): number {
  const nowMs = follow.needs.ports.clock();
  // Those of a clock that was set back are not counted.
  const changes = follow.changesAtMs.filter((atMs) => atMs > nowMs - hourMs && atMs <= nowMs);
  follow.changesAtMs = changes;
  const last = changes.at(-1);
  const paced = last === undefined || changes.length < quickChanges ? 0 : last + laterEveryMs;
  return Math.max(paced, Math.min(follow.restUntilMs, nowMs + restMs));
}

/** Begins the change, but for what a program writes now; `onEnd` is called once it is made, or has failed. */
export async function beginStep(
  follow: Follow,
  { adds, gone }: Pick<FolderSteps, 'adds' | 'gone'>,
  onEnd: () => void,
): Promise<void> {
  const { folders, clock } = follow.needs.ports;
  const written = await folders.openForWriting(adds.map(({ path }) => path));
  const ready = adds.filter(({ path }) => !written.has(path));
  if (follow.ended || ready.length + gone.length === 0) return;
  follow.isChanging = true;
  follow.changesAtMs = [...follow.changesAtMs, clock()];
  void make(follow, ready, gone).then(onEnd);
}

/** Never rejects. */
async function make(follow: Follow, ready: readonly SteppedFile[], gone: FolderSteps['gone']): Promise<void> {
  const { needs, by } = follow;
  let endWatch = () => undefined as void;
  try {
    const adds = ready.map(({ path, name, snapshot, within, onPage }) => ({
      file: { path, name, snapshot, within },
      name: onPage,
    }));
    const removes = [...ready.flatMap(({ replaces }) => replaces ?? []), ...gone.map(({ key }) => key)];
    const { result, failed } = await needs.shareSteps.stepShare(by.shareId, { adds, removes }, (draftId) => {
      endWatch = tellWaits(follow, draftId);
    });
    if (follow.ended) return;
    if (result.ok) {
      by.onChange({
        share: result.shared.share,
        added: ready.filter(({ replaces }) => replaces === undefined).map(({ onPage }) => onPage),
        replaced: ready.filter(({ replaces }) => replaces !== undefined).map(({ onPage }) => onPage),
        removed: gone.map(({ path }) => path),
      });
    } else noteFailed(follow, result, failed, ready);
  } catch (error) {
    if (!follow.ended) rest(follow, asFailure(error));
  } finally {
    endWatch();
    follow.isChanging = false;
  }
}

function noteFailed(
  follow: Follow,
  result: Extract<ItemResult, { readonly ok: false }>,
  failed: readonly string[],
  ready: readonly SteppedFile[],
): void {
  const failure = result.causes?.[0] ?? result.failure;
  if (failed.length === 0) rest(follow, failure);
  // Written or gone meanwhile: the next look finds it as it is.
  else if (failure.code !== 'file-changed' && failure.code !== 'file-missing')
    follow.refused.note(
      ready.filter(({ path }) => failed.includes(path)),
      failure,
    );
}

function rest(follow: Follow, failure: Failure): void {
  follow.restUntilMs = follow.needs.ports.clock() + restMs;
  follow.by.onFailure(failure);
}

/** Tells that the change waits. */
const tellWaits = ({ needs: { store }, by }: Follow, draftId: string): (() => void) =>
  store.subscribe(['uploads'], ({ uploads }) => {
    const own = uploads.filter(({ id, pageId }) => pageId === draftId || id === draftId);
    by.onFailure(waitOf(own));
  });

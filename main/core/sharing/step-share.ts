// Changes a page share as its folder changed: files come, take the place of former ones, and go, all together or not at all.
import { asFailure } from '../model/failure';
import type { ItemResult } from '../model/share-request';
import type { FoundFile } from '../ports/files';
import { beginChange, changeable } from './begin-change';
import type { SharingContext } from './sharing-context';

export interface ShareStep {
  /** With their names on the page; one that is also the name of a file in `removes` takes its place. */
  readonly adds: readonly { readonly file: FoundFile; readonly name: string }[];
  /** Keys of files of the share. */
  readonly removes: readonly string[];
}

export interface SteppedShare {
  readonly result: ItemResult;
  /** The paths of files that could not be stored: nothing was changed. */
  readonly failed: readonly string[];
}

/**
 * Makes the change. `onBegun` is told its id, which its uploads have as their page. Where a file of it cannot be stored, what was stored of the others is
 * removed. A process that ends leaves the change to the next one. Rejects as `addFiles` does.
 */
export async function stepShare(
  context: SharingContext,
  shareId: string,
  { adds, removes }: ShareStep,
  onBegun: (draftId: string) => void,
): Promise<SteppedShare> {
  const share = changeable(context, shareId);
  const files = adds.map(({ file }) => ({ ...file, root: 0 }));
  const names = adds.map(({ name }) => name);
  const begun = await beginChange(context, share, { files, names }, { removes }, { refused: [], copy: false });
  const { draftId, uploads, settled } = begun;
  onBegun(draftId);
  const result = await begun.result;
  // The process ends, and the next one goes on.
  if (result.ok || result.failure.code === 'paused') return { result, failed: [] };
  const failed: string[] = [];
  for (const { id, path } of uploads) {
    const ended = await settled.get(id);
    if (ended?.ok === false) failed.push(path);
  }
  await giveUpChange(context, draftId);
  return { result, failed };
}

/** Removes what was stored for a change that this process works on, where it has not ended. Never rejects. */
export async function giveUpChange({ pages, queue, ports }: SharingContext, draftId: string): Promise<void> {
  if (!pages.has(draftId)) return;
  try {
    pages.giveUp(draftId);
    for (const id of pages.pending(draftId)) void queue.cancel(id);
    await pages.gone(draftId);
  } catch (error) {
    ports.log.error('a change of a share could not be given up', asFailure(error));
  }
}

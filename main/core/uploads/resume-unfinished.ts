// What becomes of uploads and pages that an earlier process left: another one goes on with them, or removes them.
import { asFailure, Failure } from '../model/failure';
import type { ConnectionPool } from '../storage/connection-pool';
import type { Announce } from '../links/announce-results';
import { leftPages, removePage, type LeftPage } from '../pages/unfinished-pages';
import type { Pages } from '../pages/page-queue';
import type { Ports } from '../ports/ports';
import { results, type Ended } from './queue-entry';
import { abortAll } from '../transfer/reconcile';
import type { UploadQueue } from './upload-queue';
import type { ItemResult } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';

export interface ResumeUnfinished {
  /** Rows of the ledger that nobody works on. */
  leftBehind(): readonly UnfinishedUpload[];
  /** Pages that nobody works on: some of their files, or only the page itself, are still to come. */
  pagesLeftBehind(): readonly LeftPage[];
  /**
   * Takes them (all, or those of these ids) and finishes them; one result for each upload that is no page's, and for each page. A page is
   * taken as a whole, by its own id or by that of any upload of it. `onlyActive`: those the user paused stay paused.
   */
  resume(ids: readonly string[] | undefined, onlyActive: boolean): Promise<readonly ItemResult[]>;
  /** Aborts an upload of the ledger that is not in the queue, or gives up a page of the ledger. Raises `upload-not-found`. */
  discard(id: string): Promise<void>;
}

interface Claimed {
  readonly uploads: readonly UnfinishedUpload[];
  readonly pages: readonly LeftPage[];
}

export function createResumeUnfinished(
  ports: Ports,
  access: ConnectionPool,
  queue: UploadQueue,
  pages: Pages,
  announce: Announce,
): ResumeUnfinished {
  const { ledger, pid, isAlive, log } = ports;

  const leftBehind = () =>
    ledger
      .unfinishedUploads()
      .filter(({ ownerPid }) => ownerPid === pid || !isAlive(ownerPid))
      .filter(({ id }) => !queue.ids().includes(id));
  const pagesLeftBehind = () => leftPages(ports, (draftId) => pages.has(draftId));

  /** Two processes may want the same rows at once: who writes first has them, and the other finds an owner that is alive. */
  const claim = (ids: readonly string[], pageIds: readonly string[], onlyActive: boolean): Claimed => {
    const uploads: UnfinishedUpload[] = [];
    const taken: LeftPage[] = [];
    if (ids.length === 0 && pageIds.length === 0) return { uploads, pages: taken };
    ledger.together(() => {
      for (const row of leftBehind()) {
        if (!ids.includes(row.id)) continue;
        const own: UnfinishedUpload = { ...row, ownerPid: pid, state: onlyActive ? row.state : 'active' };
        ledger.saveUpload(own);
        uploads.push(own);
      }
      for (const page of pagesLeftBehind()) {
        if (!pageIds.includes(page.draft.id)) continue;
        const draft = { ...page.draft, ownerPid: pid };
        ledger.savePageDraft(draft);
        taken.push({ ...page, draft });
      }
    });
    return { uploads, pages: taken };
  };

  const removeUpload = async ({ id, key, connectionId }: UnfinishedUpload): Promise<void> => {
    await access.withConnection({ kind: 'known', connectionId }, async ({ objects }) => {
      await abortAll(objects, key);
      await objects.remove(key);
    });
    ledger.forgetUpload(id);
  };
  const removeAll = async ({ draft, uploads }: LeftPage): Promise<void> => {
    for (const row of uploads) await removeUpload(row);
    await removePage(draft, ports, access);
  };
  const orLater = (removal: Promise<void>) =>
    removal.catch((error: unknown) => log.error('what was cancelled could not be removed yet', asFailure(error)));

  /** Each batch is announced once, when the last of it is over, as it was meant. */
  const announceBatches = async (rows: readonly UnfinishedUpload[], ended: ReadonlyMap<string, Promise<Ended>>) => {
    const batches = new Map<string, { readonly copy: boolean; readonly ended: Promise<Ended>[] }>();
    for (const { id, intent } of rows) {
      if (intent.page !== undefined) continue;
      const batch = batches.get(intent.batchId) ?? { copy: intent.copy, ended: [] };
      const one = ended.get(id);
      if (one !== undefined) batch.ended.push(one);
      batches.set(intent.batchId, batch);
    }
    await Promise.all(
      [...batches.values()].map(async (batch) => announce(results(await Promise.all(batch.ended)), batch.copy)),
    );
  };

  const goOn = async ({ uploads, pages: taken }: Claimed): Promise<readonly ItemResult[]> => {
    const ended = queue.add(
      uploads.map((upload) => ({ upload, choice: { kind: 'known', connectionId: upload.connectionId } })),
    );
    const endedOf = (pageId: string | undefined) => {
      const ids = new Set(uploads.filter(({ intent }) => intent.page?.id === pageId).map(({ id }) => id));
      return new Map([...ended].filter(([id]) => ids.has(id)));
    };
    const [own, ofPages] = await Promise.all([
      Promise.all(endedOf(undefined).values()),
      Promise.all(
        taken.map(({ draft, stored }) =>
          pages.begin(draft, { kind: 'known', connectionId: draft.connectionId }, endedOf(draft.id), stored),
        ),
      ),
      announceBatches(uploads, ended),
    ]);
    return [...results(own), ...ofPages];
  };

  return {
    leftBehind,
    pagesLeftBehind,
    async resume(ids, onlyActive) {
      const rows = leftBehind().filter(({ id }) => ids === undefined || ids.includes(id));
      for (const row of rows.filter(({ state }) => state === 'abandoned')) await orLater(removeUpload(row));
      const wanted = pagesLeftBehind().filter(
        ({ draft, uploads }) =>
          ids === undefined || ids.includes(draft.id) || uploads.some(({ id }) => ids.includes(id)),
      );
      for (const page of wanted.filter(({ draft }) => draft.abandoned === true)) await orLater(removeAll(page));
      const live = wanted.filter(({ draft }) => draft.abandoned !== true);
      const rowIds = [
        ...rows.filter(({ state, intent }) => state !== 'abandoned' && intent.page === undefined),
        ...live.flatMap(({ uploads }) => uploads),
      ].map(({ id }) => id);
      const claimed = claim(
        rowIds,
        live.map(({ draft }) => draft.id),
        onlyActive,
      );
      return goOn(claimed);
    },
    async discard(id) {
      const page = pagesLeftBehind().find(({ draft }) => draft.id === id);
      if (page !== undefined) {
        ledger.savePageDraft({ ...page.draft, abandoned: true });
        await removeAll(page);
        return;
      }
      const row = leftBehind().find((one) => one.id === id);
      if (row === undefined) throw new Failure('upload-not-found');
      ledger.saveUpload({ ...row, state: 'abandoned' });
      await removeUpload(row);
      // The last file of a page that has none: there is nothing left to make a page of.
      const empty = pagesLeftBehind().find(
        ({ draft, stored, uploads }) => draft.id === row.intent.page?.id && stored.size === 0 && uploads.length === 0,
      );
      if (empty !== undefined) ledger.forgetPageDraft(empty.draft.id);
    },
  };
}

// Resumes or discards uploads and pages that an earlier process left unfinished.
import { evenWhereKept } from '../given/given';
import { keyStoreOf } from '../model/connection';
import { objectKey } from '../model/keys/object-key';
import { isOfSession } from '../model/share';
import { asFailure, Failure } from '../model/failure';
import type { JudgedPool } from '../storage/storage';
import { announceGesture, results } from './announce-gesture';
import type { Announce } from '../links/links';
import { unfinishedPages, removePage, type UnfinishedPage, type Pages } from '../pages/pages';
import type { Ports } from '../ports/ports';
import { shareChanged } from '../state/rules/app-state';
import type { Store } from '../state/state';
import type { Ended, UploadQueue } from './queue-entry';
import { abortAll } from '../transfer/transfer';
import type { ItemResult } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';

interface Claimed {
  readonly uploads: readonly UnfinishedUpload[];
  readonly pages: readonly UnfinishedPage[];
}

export function createResumeUnfinished(
  ports: Ports,
  store: Store,
  access: JudgedPool,
  queue: UploadQueue,
  pages: Pages,
  announce: Announce,
) {
  const { ledger, pid, isAlive, log } = ports;

  /** Unfinished uploads that no process works on. */
  const leftBehind = (): readonly UnfinishedUpload[] =>
    ledger
      .unfinishedUploads()
      .filter(({ ownerPid }) => ownerPid === pid || !isAlive(ownerPid))
      .filter(({ id }) => !queue.ids().includes(id));
  /** Unfinished pages that no process works on: files, or only the page itself, are still to come. */
  const pagesLeftBehind = (): readonly UnfinishedPage[] => unfinishedPages(ports, (draftId) => pages.has(draftId));

  /** Several processes may want the same rows: the first to write is their owner, and the others find an owner that is alive. */
  const claim = (
    ids: readonly string[],
    pageIds: readonly string[],
    onlyActive: boolean,
    ownKey: (row: UnfinishedUpload) => UnfinishedUpload,
  ): Claimed => {
    const uploads: UnfinishedUpload[] = [];
    const taken: UnfinishedPage[] = [];
    if (ids.length === 0 && pageIds.length === 0) return { uploads, pages: taken };
    ledger.together(() => {
      for (const row of leftBehind()) {
        if (!ids.includes(row.id)) continue;
        const own: UnfinishedUpload = { ...ownKey(row), ownerPid: pid, state: onlyActive ? row.state : 'active' };
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

  /**
   * Gives an upload to the bucket on this computer a key of its present prefix, which names the process with which its link ends where the keys are
   * in memory: one that was planned for another process begins anew. Files of a page keep theirs. Why the bucket does not open, each upload says.
   */
  const ownKeys = async (rows: readonly UnfinishedUpload[]) => {
    const here = ledger.connections().find(({ kind }) => kind === 'embedded');
    const asPlanned = (row: UnfinishedUpload) => row;
    if (here === undefined || !rows.some(({ connectionId }) => connectionId === here.id)) return asPlanned;
    const choice = { kind: 'known', connectionId: here.id } as const;
    const place = await access.withConnection(choice, async ({ connection }) => connection).catch(() => undefined);
    if (place === undefined) return asPlanned;
    const toAscii = await ports.transliteration();
    return (row: UnfinishedUpload): UnfinishedUpload => {
      if (row.connectionId !== place.id || row.intent.page !== undefined || isOfSession(row.key, place.prefix))
        return row;
      const { record: _ofOtherKey, ...rest } = row;
      const naming = { template: place.keyTemplate, nowMs: ports.clock(), toAscii };
      return { ...rest, key: objectKey(place.prefix, ports.randomBytes(16), row.name, naming) };
    };
  };

  const removeUpload = async ({ id, key, connectionId }: UnfinishedUpload): Promise<void> => {
    await access.toEnd.withConnection({ kind: 'known', connectionId }, async ({ objects }) => {
      await abortAll(objects, key);
      await evenWhereKept(objects.remove(key));
    });
    ledger.forgetUpload(id);
  };
  const removeAll = async ({ draft, uploads }: UnfinishedPage): Promise<void> => {
    for (const row of uploads) await removeUpload(row);
    const revoked = await removePage(draft, ports, access.toEnd);
    if (revoked !== undefined) store.apply(shareChanged(revoked));
  };
  const orLater = (removal: Promise<void>) =>
    removal.catch((error: unknown) => log.error('what was cancelled could not be removed yet', asFailure(error)));

  /** Announces each batch once, when its last upload has ended. */
  const announceBatches = async (rows: readonly UnfinishedUpload[], ended: ReadonlyMap<string, Promise<Ended>>) => {
    const batches = new Map<string, { readonly copy: boolean; readonly uploads: Map<string, Promise<Ended>> }>();
    for (const { id, intent } of rows) {
      if (intent.page !== undefined) continue;
      const batch = batches.get(intent.batchId) ?? { copy: intent.copy, uploads: new Map() };
      const one = ended.get(id);
      if (one !== undefined) batch.uploads.set(id, one);
      batches.set(intent.batchId, batch);
    }
    await Promise.all(Array.from(batches.values(), (batch) => announceGesture(batch, store, announce)));
  };

  const goOn = async ({ uploads, pages: taken }: Claimed): Promise<readonly ItemResult[]> => {
    const ofPage = (pageId: string | undefined) => uploads.filter(({ intent }) => intent.page?.id === pageId);
    for (const { draft, stored } of taken) {
      pages.add(draft, { kind: 'known', connectionId: draft.connectionId }, ofPage(draft.id), stored);
    }
    const begun = new Map(taken.map(({ draft: { id } }) => [id, pages.begin(id, ofPage(id), undefined)]));
    const ended = queue.add(
      uploads.map((upload) => ({
        upload,
        choice: { kind: 'known', connectionId: upload.connectionId },
        after: begun.get(upload.intent.page?.id ?? ''),
      })),
    );
    const endedOf = (pageId: string | undefined) => {
      const ids = new Set(ofPage(pageId).map(({ id }) => id));
      return new Map([...ended].filter(([id]) => ids.has(id)));
    };
    const [own, ofPages] = await Promise.all([
      Promise.all(endedOf(undefined).values()),
      Promise.all(taken.map(({ draft }) => pages.finish(draft.id, endedOf(draft.id)))),
      announceBatches(uploads, ended),
    ]);
    return [...results(own), ...ofPages];
  };

  return {
    leftBehind,
    pagesLeftBehind,
    /**
     * Claims them (all, or those of `ids`) and finishes them; one result for each upload outside of pages, and for each page. A page is claimed
     * as a whole, by its own id or by that of any upload of it. `onlyActive`: uploads that the user paused stay paused; without
     * `ids`, as at the start of the app, it leaves out connections whose keys lie in a file, because it asks nobody for the passphrase.
     */
    async resume(ids: readonly string[] | undefined, onlyActive: boolean): Promise<readonly ItemResult[]> {
      const sealed = new Set(ledger.connections().flatMap((one) => (keyStoreOf(one) === 'file' ? [one.id] : [])));
      const byItself = ids === undefined && onlyActive;
      const mayOpen = ({ connectionId }: { readonly connectionId: string }) => !byItself || !sealed.has(connectionId);
      const rows = leftBehind().filter((row) => mayOpen(row) && (ids === undefined || ids.includes(row.id)));
      for (const row of rows.filter(({ state }) => state === 'abandoned')) await orLater(removeUpload(row));
      const wanted = pagesLeftBehind().filter(
        ({ draft, uploads }) =>
          mayOpen(draft) && (ids === undefined || ids.includes(draft.id) || uploads.some(({ id }) => ids.includes(id))),
      );
      for (const page of wanted.filter(({ draft }) => draft.abandoned === true)) await orLater(removeAll(page));
      const live = wanted.filter(({ draft }) => draft.abandoned !== true);
      const alone = rows.filter(({ state, intent }) => state !== 'abandoned' && intent.page === undefined);
      const claimed = claim(
        [...alone, ...live.flatMap(({ uploads }) => uploads)].map(({ id }) => id),
        live.map(({ draft }) => draft.id),
        onlyActive,
        await ownKeys(alone),
      );
      return goOn(claimed);
    },
    /** Removes an unfinished upload that is not in the queue, or an unfinished page, and what it stored. Raises `upload-not-found`. */
    async discard(id: string) {
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
      // That was the only file of a page: nothing is left to make a page of.
      const empty = pagesLeftBehind().find(
        ({ draft, stored, uploads }) => draft.id === row.intent.page?.id && stored.size === 0 && uploads.length === 0,
      );
      if (empty !== undefined) await removeAll(empty);
    },
  };
}

export type ResumeUnfinished = ReturnType<typeof createResumeUnfinished>;

// Shares files by pages: one for all of them, or for encrypted files one each.
import type { PreparedSecrets, ShareSecretsStore } from '../encryption/share-secrets';
import type { Announce } from '../links/announce-results';
import { Failure } from '../model/failure';
import type { ConnectionChoice, ItemResult, ShareOptions } from '../model/share-request';
import type { Pages } from '../pages/pages';
import type { ByteStream } from '../ports/files';
import type { Ports } from '../ports/ports';
import type { Ended } from '../uploads/queue-entry';
import type { UploadQueue } from '../uploads/upload-queue';
import type { Collected, CollectedFile } from './collect-files';
import { interruptedPage, planPage, planStreamPage, type PlannedPage } from './plan-page';
import type { UploadWish } from './plan-uploads';
import type { CheckedOptions } from './share-options';

/** What the items of one request have in common. */
export interface Batch {
  readonly request: ShareOptions;
  readonly options: CheckedOptions;
  readonly choice: ConnectionChoice;
  readonly wish: UploadWish;
}

export interface SharePages {
  /** Cancels or pauses the uploads, and gives up their page, when the caller's signal fires before all have settled. */
  readonly stopOnAbort: (settled: ReadonlyMap<string, Promise<Ended>>, batch: Batch, pageId?: string) => void;
  /** The result of the page, then the items that could not be taken. */
  readonly sharePage: (entries: readonly Collected[], batch: Batch) => Promise<readonly ItemResult[]>;
  /** Each encrypted file has a page of its own where several would not share one. */
  readonly shareEachPage: (entries: readonly Collected[], batch: Batch) => Promise<readonly ItemResult[]>;
  /** The page of an encrypted stream. */
  readonly shareStreamPage: (stream: ByteStream, name: string, batch: Batch) => Promise<readonly ItemResult[]>;
}

export function createSharePages(
  ports: Ports,
  queue: UploadQueue,
  pages: Pages,
  announce: Announce,
  secrets: Pick<ShareSecretsStore, 'prepare'>,
): SharePages {
  const { ledger } = ports;

  const stopOnAbort = (
    settled: ReadonlyMap<string, Promise<Ended>>,
    { choice, request: { signal, keepWhenStopped } }: Batch,
    pageId?: string,
  ) => {
    if (signal === undefined) return;
    const stop = () => {
      const keeps = choice.kind === 'known' && keepWhenStopped === true;
      if (pageId !== undefined && !keeps) pages.giveUp(pageId);
      for (const id of settled.keys()) {
        if (keeps) queue.pause(id);
        else void queue.cancel(id);
      }
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    void Promise.all(settled.values()).finally(() => signal.removeEventListener('abort', stop));
  };

  /** `undefined` for a share that is not encrypted. */
  const secretsFor = async (
    { choice, wish, request: { sameSecretAs }, options: { encryption, password } }: Batch,
    files: readonly CollectedFile[],
  ): Promise<PreparedSecrets | undefined> => {
    if (encryption === undefined) return undefined;
    // An interrupted page has a secret of its own.
    const goesOn = wish.goesOn && files.length > 0 && sameSecretAs === undefined;
    const earlier = goesOn ? interruptedPage(files, wish, true, ports) : undefined;
    const { connectionId } = wish;
    return secrets.prepare({
      connectionId,
      ephemeral: choice.kind !== 'known',
      password,
      earlierId: earlier?.draft.id,
      ...(sameSecretAs !== undefined && { sameSecretAs }),
    });
  };

  /** Saves the draft and its uploads in one transaction before any byte is sent. */
  const saveNewPage = (
    files: readonly CollectedFile[],
    { request, choice, wish, options }: Batch,
    made: PreparedSecrets | undefined,
  ): PlannedPage | undefined => {
    const { title, message, name, plainPage } = options;
    const begin = () => planPage(files, { ...wish, title, message, name, plainPage, secrets: made }, ports);
    if (choice.kind !== 'known') {
      const planned = begin();
      made?.adopt(planned.draft.id);
      return planned;
    }
    let begun: PlannedPage | undefined;
    // In the same transaction as the look for an interrupted page: two processes must not resume the same one.
    ledger.together(() => {
      const planned = begin();
      if (!planned.uploads.every((upload) => request.claims?.(upload) ?? true)) return;
      begun = planned;
      ledger.savePageDraft(begun.draft);
      made?.adopt(begun.draft.id);
      for (const [position, item] of begun.stored) ledger.saveItem(item, position);
      for (const upload of begun.uploads) ledger.saveUpload(upload);
    });
    return begun;
  };

  const sharePage = async (entries: readonly Collected[], batch: Batch): Promise<readonly ItemResult[]> => {
    const { choice } = batch;
    const files = filesIn(entries);
    const planned = saveNewPage(files, batch, await secretsFor(batch, files));
    if (planned === undefined) return files.map(({ name }) => declined(name));
    const { draft, uploads, stored } = planned;
    const refused = entries.flatMap((entry) => ('refused' in entry ? [entry.refused] : []));
    pages.add(draft, choice, uploads, stored);
    const settled = queue.add(uploads.map((upload) => ({ upload, choice })));
    const result = pages.finish(draft.id, settled, refused);
    stopOnAbort(settled, batch, draft.id);
    return [await result, ...refused];
  };

  const shareEachPage = async (entries: readonly Collected[], batch: Batch): Promise<readonly ItemResult[]> => {
    const { copy } = batch.request;
    const isOne = entries.length === 1;
    // Of several links the last would be alone on the clipboard.
    const own: Batch = isOne
      ? batch
      : { ...batch, wish: { ...batch.wish, intent: { ...batch.wish.intent, copy: false } } };
    const shareOne = async (entry: Collected): Promise<ItemResult> => {
      if ('refused' in entry) return entry.refused;
      const [result = declined(entry.file.name)] = await sharePage([entry], own);
      const [cause, ...others] = result.ok ? [] : (result.causes ?? []);
      // The page has no other file.
      return result.ok || cause === undefined || others.length > 0
        ? result
        : { ok: false, name: result.name, failure: cause };
    };
    const ended = await Promise.all(entries.map(shareOne));
    const proven = ended.filter((result) => result.ok && result.shared.share.verified);
    if (!isOne && copy && proven.length > 0) await announce(proven, copy);
    return ended;
  };

  /** An encrypted share is a page. Nobody can resume this one, so that it counts as given up from its start, as its upload does. */
  const shareStreamPage = async (stream: ByteStream, name: string, batch: Batch): Promise<readonly ItemResult[]> => {
    const { choice, wish } = batch;
    const made = await secretsFor(batch, []);
    const { draft, upload } = planStreamPage(name, { ...wish, secrets: made }, ports);
    const begin = () => {
      if (choice.kind === 'known') ledger.savePageDraft({ ...draft, abandoned: true });
      made?.adopt(draft.id);
      if (choice.kind === 'known') ledger.saveUpload(upload);
    };
    if (choice.kind === 'known') ledger.together(begin);
    else begin();
    pages.add(draft, choice, [upload], new Map());
    const settled = queue.add([{ upload, choice, stream }]);
    const result = pages.finish(draft.id, settled);
    stopOnAbort(settled, batch, draft.id);
    const page = await result;
    const [ended] = await Promise.all(settled.values());
    if (ended === undefined || ended.ok) return [page];
    await announce([ended], batch.request.copy);
    return [ended];
  };

  return { stopOnAbort, sharePage, shareEachPage, shareStreamPage };
}

export const filesIn = (entries: readonly Collected[]): readonly CollectedFile[] =>
  entries.flatMap((entry) => ('file' in entry ? [entry.file] : []));

export const declined = (name: string): ItemResult => ({ ok: false, name, failure: new Failure('cancelled') });

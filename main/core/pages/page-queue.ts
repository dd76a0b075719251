// The unfinished pages of this process: each is finished when its last upload was stored or cancelled, whichever attempt stored it.
import { isPendingCancel, shareChanged, uploadChanged, uploadEnded } from '../state/rules/app-state';
import { fileStored, pageChanged, pageEnded, pageMade, untilState, type Store } from '../state/state';
import { afterSending, asFailure, Failure } from '../model/failure';
import type { JudgedPool, RetryConditions } from '../storage/storage';
import type { ShareSecretsStore } from '../encryption/encryption';
import type { Announce } from '../links/links';
import type { GivenContext } from '../given/given';
import { makePage } from './make-page';
import type { Ports } from '../ports/ports';
import {
  failedResult,
  incompleteResult,
  isHopeless,
  keepDraft,
  lastWords,
  newPage,
  rowOf,
  shownPage,
  waysOf,
  type Page,
  type Pages,
} from './page-entry';
import { recounted } from './recount-title';
import { removeStored } from './unfinished-pages';
import type { Share } from '../model/share';
import type { ItemResult } from '../model/share-request';
import type { UnfinishedUpload, UploadPhase } from '../model/upload';

export function createPages(
  ports: Ports,
  store: Store,
  access: JudgedPool,
  conditions: RetryConditions,
  announce: Announce,
  secrets: Pick<ShareSecretsStore, 'finish' | 'forget' | 'create' | 'open' | 'renewed' | 'fragmentOf' | 'manifestIn'>,
  given: Pick<GivenContext, 'known' | 'mutex' | 'now'>,
): Pages {
  const { ledger, log } = ports;
  const needs = { ports, store, access, announce, secrets, log };
  const pages = new Map<string, Page>();
  let closing = false;

  const show = (page: Page, phase: UploadPhase) => store.apply(uploadChanged(rowOf(page, phase)));
  /** The page's facts for the state; its speed is measured there. */
  const shown = (page: Page) => {
    const speed = store.get().pages.find(({ id }) => id === page.draft.id)?.bytesPerSecond;
    return shownPage(page, speed ?? 0);
  };
  const drop = ({ draft: { id } }: Page, share?: Share) => {
    pages.delete(id);
    store.apply(share === undefined ? pageEnded(id) : pageMade(id, share));
  };

  const write = async (page: Page): Promise<ItemResult> => {
    show(page, { kind: 'verifying' });
    const shared = await makePage(page, { ports, access, secrets, given });
    await page.sending?.end('done');
    const { choice, copiedFiles } = page;
    drop(page, choice.kind === 'known' ? shared.share : undefined);
    return { ok: true, shared: { ...shared, ...(copiedFiles > 0 && { copiedFiles }) } };
  };

  /** A page under an undoable cancel goes no further. */
  const inSight = ({ draft }: Page) =>
    untilState(store, ['pendingCancel'], (state) => !isPendingCancel(state, draft.id));

  const finish = async (page: Page): Promise<ItemResult> => {
    for (;;) {
      await page.beginning;
      await inSight(page);
      if (page.givenUp) return discard(page);
      try {
        const before = ledger.share(page.draft.id);
        const result = await write(page);
        // Who was given the link before its files has it, unless it has another end now.
        const isNew = !result.ok || before?.expiresAtMs !== result.shared.share.expiresAtMs;
        await announce([result], page.draft.copy && isNew);
        return result;
      } catch (error) {
        const refused = await held(page, asFailure(error));
        if (refused !== undefined) return fail(page, refused);
        if (closing && !page.givenUp) return failedResult(page, new Failure('paused', { fileName: page.draft.title }));
      }
    }
  };

  /** Waits until another attempt is worthwhile, or the page is given up; gives a failure that no wait helps against. */
  const held = async (page: Page, failure: Failure): Promise<Failure | undefined> => {
    if (closing || page.givenUp) return undefined;
    const waiting = conditions.after(failure, page.choice, page.draft.id);
    if (waiting === undefined) return failure;
    show(page, waiting.phase);
    const instead = await waiting.ready.then(() => undefined, asFailure);
    return instead === undefined ? undefined : held(page, instead);
  };

  const fail = async (page: Page, ended: Failure): Promise<ItemResult> => {
    if (ended.code === 'unexpected') log.error('a page could not be finished', ended);
    // Its files have left this computer.
    const failure = afterSending(ended);
    // An object of a connection for once could not be found again.
    if (page.choice.kind === 'ephemeral' || isHopeless(page, failure)) await discard(page);
    else {
      page.failed = true;
      show(page, { kind: 'failed', failure });
    }
    const result = failedResult(page, failure);
    await announce([result], page.draft.copy);
    return result;
  };

  const uncount = (cancelled: UnfinishedUpload) => {
    const page = pages.get(cancelled.intent.page?.id ?? '');
    if (page?.choice.kind !== 'known' || page.givenUp) return;
    const draft = recounted(page.draft, page.items, cancelled, ledger);
    if (draft === undefined) return;
    page.draft = draft;
    keepDraft(ports, draft);
    store.apply(pageChanged(shown(page)));
  };

  /** Removes the page; where that fails, the draft stays, and the next start removes what is left. */
  const discard = async (page: Page): Promise<ItemResult> => {
    const { draft } = page;
    drop(page);
    await page.beginning;
    await page.sending?.end();
    if (draft.encryption !== undefined) secrets.forget(draft.id);
    try {
      const revoked = await removeStored(page, ports, access.toEnd);
      if (revoked !== undefined) store.apply(shareChanged(revoked));
    } catch (error) {
      log.error('the objects of a page could not be removed yet', asFailure(error));
    }
    return failedResult(page, new Failure('cancelled'));
  };

  /** Finishes or discards the page once it has no pending upload. */
  const endIfReady = (page: Page) => {
    if (page.pending.size > 0 || (page.ending !== undefined && !page.failed)) return;
    page.failed = false;
    const { items, draft, givenUp } = page;
    const isEmpty = items.size === 0 && (draft.change?.removes ?? []).length === 0;
    page.ending = givenUp || isEmpty ? discard(page) : finish(page);
  };

  const incomplete = async (page: Page, failures: readonly Failure[]): Promise<ItemResult> => {
    const causes = failures.filter(({ code }) => code !== 'paused' && code !== 'cancelled');
    const [first, ...others] = causes;
    if (page.choice.kind === 'ephemeral') {
      page.givenUp = true;
      return discard(page).then((ended) => (first === undefined ? ended : failedResult(page, first, others)));
    }
    return incompleteResult(page, causes);
  };

  return {
    add(draft, choice, uploads, stored) {
      const page = newPage(draft, choice, uploads, stored);
      pages.set(draft.id, page);
      store.apply(pageChanged(shownPage(page, 0)));
    },

    begin(draftId, uploads, first) {
      const page = pages.get(draftId);
      if (page?.choice.kind !== 'known' || page.givenUp || page.draft.change !== undefined) return undefined;
      if (first === undefined && ledger.share(draftId) === undefined) return undefined;
      return new Promise((resolve) => {
        const given = import('./link-first').then(({ beginPage }) => beginPage(needs, page, uploads, first, resolve));
        page.beginning = given.finally(resolve);
      });
    },

    waysOf: (upload) => waysOf(pages.get(upload.intent.page?.id ?? ''), upload),

    async finish(draftId, uploads, refused = []) {
      const page = pages.get(draftId);
      if (page === undefined) throw new Failure('upload-not-found');
      endIfReady(page);
      const settled = await Promise.all(uploads.values());
      await page.beginning;
      const failures = settled.flatMap((one) => (one.ok ? [] : [one.failure]));
      const result = await (page.ending ?? incomplete(page, failures));
      // A page that was made, or that failed by itself, was announced then.
      const isIncomplete = !result.ok && result.failure.code === 'page-incomplete';
      await announce(isIncomplete ? [result, ...refused] : refused, page.draft.copy);
      return result;
    },

    stored({ id, intent }, { item, copied, clockOffsetMs }) {
      const page = pages.get(intent.page?.id ?? '');
      if (page === undefined || intent.page === undefined) return;
      page.items.set(intent.page.position, item);
      page.sending?.stored(intent.page.position, item);
      page.storedBytes += item.sizeBytes;
      page.pending.delete(id);
      store.apply(fileStored(id, shown(page)));
      if (copied) page.copiedFiles += 1;
      page.clockOffsetMs = clockOffsetMs ?? page.clockOffsetMs;
      endIfReady(page);
    },

    left(upload) {
      const page = pages.get(upload.intent.page?.id ?? '');
      if (page === undefined) return;
      page.pending.delete(upload.id);
      uncount(upload);
      endIfReady(page);
    },

    uncount,
    async ended(draftId) {
      await pages.get(draftId)?.ending;
    },
    pending: (draftId) => [...(pages.get(draftId)?.pending ?? [])],
    has: (draftId) => pages.has(draftId),
    ids: () => [...pages.keys()],
    isFailed: (draftId) => pages.get(draftId)?.failed === true,

    retry(draftId) {
      const page = pages.get(draftId);
      if (page?.failed !== true) return undefined;
      endIfReady(page);
      return page.ending;
    },

    giveUp(draftId) {
      const page = pages.get(draftId);
      if (page === undefined) return;
      page.givenUp = true;
      if (page.choice.kind === 'known') keepDraft(ports, { ...page.draft, abandoned: true });
      // Hidden now, though a page that waits for the network is removed only when that is back.
      store.apply(uploadEnded(draftId));
      endIfReady(page);
    },

    async gone(draftId) {
      const page = pages.get(draftId);
      await untilState(store, ['pages'], (state) => !state.pages.some(({ id }) => id === draftId));
      await page?.ending;
    },

    async stop() {
      closing = true;
      await lastWords([...pages.values()]);
    },
  };
}

// Changes the files of a share: its page is rewritten in place, so that the link stays, and only then what was taken out is deleted. A share of one
// file becomes a page with a link of its own; its former link opens the file until its end.
import { repeat } from '../async/repeat';
import { growingDelayMs } from '../async/retry-delay';
import type { ShareSecretsStore } from '../encryption/encryption';
import {
  asOnlyWriter,
  give,
  orphanOf,
  removeAndProve,
  signedNow,
  type GivenContext,
  type GivingPorts,
} from '../given/given';
import { asFailure, Failure } from '../model/failure';
import { type PageDraft, type Share, type ShareItem } from '../model/share';
import type { Shared } from '../model/share-request';
import { weakest } from '../model/stored-check';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { changedFiles, checkChangeable, checkPlace, onlyFile, type ChangedFiles } from './rules/page-change';
import { withLaterPage } from './later-page';
import { takeIn, type TakingIn } from './take-in';
import type { PagePorts } from './page-text';
import { writePage } from './write-page';

export interface ChangeContext {
  readonly ports: PagePorts & GivingPorts & Pick<Ports, 'pid' | 'isAlive' | 'keptPictures' | 'log'>;
  readonly known: GivenContext['known'];
  readonly mutex: GivenContext['mutex'];
  readonly now: GivenContext['now'];
  readonly secrets: Pick<ShareSecretsStore, 'fragmentOf'> & TakingIn['secrets'];
}

/** A page that others change all the time is given up after so many attempts. */
const mostAttempts = 20;

/**
 * Makes the change of a draft whose files are stored and proven; `added` are they, in their order. The page is written and proven with links to its
 * own end, then the rows are saved in one transaction, and last what was replaced or taken out is deleted and proven to be gone. A process that ends on
 * the way leaves a page whose every file is stored: the draft is finished by the next one, and former objects are removed by the clean-up. Raises what
 * `checkChangeable`, `checkPlace` and `changedFiles` raise, `share-sending`, `share-not-found`, `page-changed`, and what writing a page raises.
 */
export function changePage(context: ChangeContext, draft: PageDraft, added: readonly ShareItem[]): Promise<Shared> {
  const { ports, mutex } = context;
  const shareId = draft.change?.shareId ?? '';
  return mutex(shareId, () =>
    asOnlyWriter(ports, shareId, async () => {
      try {
        // Two computers that went on at once would each write over the other's page before that is seen to hold, again and again.
        return await repeat(
          () => change(context, shareId, draft, added),
          ({ code }, attempt) =>
            code === 'page-changed' && attempt < mostAttempts ? growingDelayMs(attempt, Math.random()) : undefined,
        );
      } catch (error) {
        const { code, detail } = asFailure(error);
        if (code !== 'page-changed') throw error;
        throw new Failure('page-changed', { ...detail, fileName: draft.title });
      }
    }),
  );
}

async function change(
  { ports, known, now, secrets }: ChangeContext,
  shareId: string,
  draft: PageDraft,
  added: readonly ShareItem[],
): Promise<Shared> {
  const { ledger } = ports;
  const row = checkChangeable(known.get(shareId), now());
  known.checkEncrypted(row);
  known.checkSent(row);
  return known.with(row, async (open) => {
    checkPlace(row, open.connection);
    const later = row.kind === 'file' ? await withLaterPage({ ports, known }, row, open) : row;
    const wasFile = later.kind === 'file';
    const seen = wasFile ? undefined : await takeIn({ ports, known, secrets }, later, open);
    const share = seen?.share ?? later;
    const { revision } = ledger.rewrittenPage(shareId) ?? { revision: 0 };
    const next = (seen?.revision ?? revision) + 1;
    const placed = ledger.placedItems(shareId);
    const items = wasFile ? new Map([...placed, [0, onlyFile(share)]]) : placed;
    const changed = changedFiles(share, items, added, draft.change ?? { removes: [] });
    const files = [...changed.files.values()];
    const renamed: Share = { ...share, name: changed.title };
    const manifest = await secrets.renewed(renamed, files);
    const at = seen && { key: share.key, revision: next, before: seen.before, etag: seen.etag };
    const orphanId = ports.newId();
    const { row: given, told } = await give(ports, open, {
      seconds: (nowMs) => secondsToEnd(share, nowMs),
      fragment: () => secrets.fragmentOf(share),
      make: (until) => writePage(open, ports, renamed, files, until, { manifest, ...(at && { at }) }),
      async save({ signedAtMs, limitedBy, facts: { key, expiresAtMs, ...facts } }) {
        const after = (present: Share): Share => ({
          ...(wasFile ? asPage(present, { key, expiresAtMs, signedAtMs, limitedBy }, open) : present),
          ...facts,
          name: changed.title,
          storedCheck: weakest(files.map(({ storedCheck }) => storedCheck)),
        });
        const saved = ledger.together(() => {
          const present = ledger.share(shareId);
          const page = ledger.rewrittenPage(shareId) ?? { shareId, revision: 0 };
          // Another process made the page anew, or ended the share.
          if (present?.key !== share.key || page.revision !== revision || present.revokedAtMs !== undefined)
            return undefined;
          const made = after(present);
          saveChange(ports, made, changed, draft);
          manifest?.save();
          ledger.saveRewrittenPage({ ...page, revision: next });
          if (changed.former.length > 0) ledger.saveOrphan(orphanOf(share, orphanId, changed.former, signedAtMs));
          return made;
        });
        if (saved === undefined) throw await overtaken(ports, share, key, open);
        return saved;
      },
      isNew: () => wasFile,
    });
    if (wasFile) forgetPicture(ports, share);
    const removalFailure = await removeFormer(ports, share, { id: orphanId, keys: changed.former }, open);
    return { share: given, ...told, items: files, ...(removalFailure !== undefined && { removalFailure }) };
  });
}

/** In a transaction. */
function saveChange(
  { ledger }: ChangeContext['ports'],
  share: Share,
  { files, left }: ChangedFiles,
  draft: PageDraft,
): void {
  ledger.saveShare(share);
  for (const position of left) ledger.forgetItem(share.id, position);
  for (const [position, item] of files) ledger.saveItem(item, position);
  ledger.forgetPageDraft(draft.id);
}

/** To the very second at which the page's own link ends. */
const secondsToEnd = ({ expiresAtMs }: Share, nowMs: number): number =>
  Math.max(1, Math.ceil(expiresAtMs / 1_000) - Math.floor(nowMs / 1_000));

/** The row of a share of one file with the link of its page. Its file has a row of its own from now on. */
function asPage(
  { source: _ofFile, ...share }: Share,
  { limitedBy, ...link }: Pick<Share, 'key' | 'expiresAtMs' | 'limitedBy'> & { readonly signedAtMs: number },
  { connection }: OpenConnection,
): Share {
  return signedNow({ ...share, ...link, ...(limitedBy !== 'requested' && { limitedBy }) }, connection);
}

/** The window shows no thumbnail of a page. */
function forgetPicture({ keptPictures, log }: ChangeContext['ports'], { source }: Share): void {
  try {
    if (source !== undefined) keptPictures.forget(source.path);
  } catch (error) {
    log.error('a thumbnail could not be removed', asFailure(error));
  }
}

/** Why the change is not saved. A link that was taken back while the page was written must not open again, and a page of its own has no reader. */
async function overtaken(
  { ledger }: ChangeContext['ports'],
  { id, key: before }: Share,
  key: string,
  { objects }: OpenConnection,
): Promise<Failure> {
  const present = ledger.share(id);
  const isChanged = present !== undefined && present.revokedAtMs === undefined;
  // The page that people have the link of stays.
  if (!isChanged || (key !== before && key !== present.key)) await objects.remove(key);
  if (isChanged) return new Failure('page-changed');
  return present === undefined
    ? new Failure('share-not-found')
    : new Failure('bad-request', { reason: 'the link was taken back' });
}

/** Gives why the former objects are not proven to be gone: the clean-up tries again. */
async function removeFormer(
  ports: ChangeContext['ports'],
  share: Share,
  orphan: { readonly id: string; readonly keys: readonly string[] },
  open: OpenConnection,
): Promise<Failure | undefined> {
  if (orphan.keys.length === 0) return undefined;
  try {
    const { kept } = await removeAndProve(ports, orphan.keys, { at: share, name: share.name }, open);
    ports.ledger.forgetOrphan(orphan.id);
    return kept;
  } catch (error) {
    return asFailure(error);
  }
}

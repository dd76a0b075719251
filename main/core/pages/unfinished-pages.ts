// Pages that an earlier process left unfinished, as the ledger knows them: the draft, what is stored, what is still to come.
import { itemPosition } from '../storage/rules/object-key';
import type { PageDraft, ShareItem } from '../model/share';
import type { ConnectionPool } from '../storage/connection-pool';
import type { Ports } from '../ports/ports';
import type { UnfinishedUpload } from '../model/upload';

export interface LeftPage {
  readonly draft: PageDraft;
  /** Its stored files by position. */
  readonly stored: ReadonlyMap<number, ShareItem>;
  /** Those still to come; none that was cancelled. */
  readonly uploads: readonly UnfinishedUpload[];
}

type RowPorts = Pick<Ports, 'ledger' | 'pid' | 'isAlive'>;

/** Those no process works on: of processes that are gone, and of this one unless `isOurs` knows them. */
export function leftPages(
  { ledger, pid, isAlive }: RowPorts,
  isOurs: (draftId: string) => boolean,
): readonly LeftPage[] {
  const drafts = ledger
    .pageDrafts()
    .filter(({ id, ownerPid }) => !isOurs(id) && (ownerPid === pid || !isAlive(ownerPid)));
  if (drafts.length === 0) return [];
  const uploads = ledger.unfinishedUploads().filter(({ state }) => state !== 'abandoned');
  return drafts.map((draft) => ({
    draft,
    stored: storedOf(draft, ledger.items(draft.id)),
    uploads: uploads.filter(({ intent }) => intent.page?.id === draft.id),
  }));
}

function storedOf({ folder }: PageDraft, items: readonly ShareItem[]): ReadonlyMap<number, ShareItem> {
  const files = items.filter(({ role }) => role === 'file');
  return new Map(files.map((item) => [itemPosition(folder, item.key), item]));
}

/** Removes every object of an unfinished page, pages that were written for it among them, and then the draft. Raises what the store raises. */
export async function removePage(
  { id, connectionId }: PageDraft,
  { ledger }: Pick<Ports, 'ledger'>,
  access: ConnectionPool,
): Promise<void> {
  const keys = ledger.items(id).map(({ key }) => key);
  if (keys.length > 0) {
    await access.withConnection({ kind: 'known', connectionId }, ({ objects }) => objects.removeMany(keys));
  }
  ledger.forgetPageDraft(id);
}

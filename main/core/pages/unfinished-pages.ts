// Unfinished pages of earlier processes, from the ledger: draft, stored files, uploads still to come.
import { evenWhereKept } from '../given/given';
import type { PageDraft, Share, ShareItem } from '../model/share';
import type { ConnectionPool } from '../storage/storage';
import type { Ports } from '../ports/ports';
import { filesOf, type Page } from './page-entry';
import type { UnfinishedUpload } from '../model/upload';

export interface UnfinishedPage {
  readonly draft: PageDraft;
  /** Its stored files by position. */
  readonly stored: ReadonlyMap<number, ShareItem>;
  /** Without cancelled ones. */
  readonly uploads: readonly UnfinishedUpload[];
}

type RowPorts = Pick<Ports, 'ledger' | 'pid' | 'isAlive'>;

/** Pages that no process works on: of processes that have ended, and of this one unless `isOurs` knows them. */
export function unfinishedPages(
  { ledger, pid, isAlive }: RowPorts,
  isOurs: (draftId: string) => boolean,
): readonly UnfinishedPage[] {
  const drafts = ledger
    .pageDrafts()
    .filter(({ id, ownerPid }) => !isOurs(id) && (ownerPid === pid || !isAlive(ownerPid)));
  if (drafts.length === 0) return [];
  const uploads = ledger.unfinishedUploads().filter(({ state }) => state !== 'abandoned');
  return drafts.map((draft) => ({
    draft,
    stored: storedOf(ledger.placedItems(draft.id)),
    uploads: uploads.filter(({ intent }) => intent.page?.id === draft.id),
  }));
}

const storedOf = (items: ReadonlyMap<number, ShareItem>): ReadonlyMap<number, ShareItem> =>
  new Map([...items].filter(([, { role }]) => role === 'file'));

/**
 * Removes every object of an unfinished page, HTML pages among them, and then the draft. Gives the share of a page that was given before its files: it
 * is revoked. Raises what the store raises, and of such a page what proving its end raises.
 */
export async function removePage(
  draft: PageDraft,
  ports: Pick<Ports, 'ledger' | 'probe' | 'clock'>,
  access: ConnectionPool,
): Promise<Share | undefined> {
  const { ledger } = ports;
  const { id, connectionId } = draft;
  const given = ledger.share(id);
  if (given !== undefined) return (await import('./end-sending')).endSending(given, ports, access);
  const keys = ledger.items(id).map(({ key }) => key);
  if (keys.length > 0) {
    await access.withConnection({ kind: 'known', connectionId }, ({ objects }) =>
      evenWhereKept(objects.removeMany(keys)),
    );
  }
  ledger.forgetPageDraft(id);
  return undefined;
}

/** As `removePage`, of a page of this process: of a connection for once its files, for nothing else is known of it. */
export async function removeStored(
  page: Page,
  ports: Pick<Ports, 'ledger' | 'probe' | 'clock'>,
  access: ConnectionPool,
): Promise<Share | undefined> {
  const { draft, choice } = page;
  if (choice.kind === 'known') return removePage(draft, ports, access);
  const keys = filesOf(page).map(({ key }) => key);
  if (keys.length > 0) await access.withConnection(choice, ({ objects }) => evenWhereKept(objects.removeMany(keys)));
  return undefined;
}

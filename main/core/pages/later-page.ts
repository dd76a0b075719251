// Finds the page that another computer with the same share gave it: a later end, another password, and a file that became a page have a new one each.
import type { GivenContext } from '../given/given';
import { describesObjects } from '../model/capabilities';
import { asFailure } from '../model/failure';
import { firstPagePosition, type Share, type ShareItem } from '../model/share';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { factsOf, type PageFacts } from './rules/files-print';
import { lastKey, laterPageKey, pageItem, pageNumber } from './rules/later-page';
import { onlyFile } from './rules/page-change';
import { readStored, type StoredPage } from './stored-page';

export interface Following {
  readonly ports: Pick<Ports, 'ledger'>;
  readonly known: Pick<GivenContext['known'], 'save'>;
}

/** Another password deletes the pages before it: so many in a row may be gone. */
const mostGone = 16;
/** A page that was made anew to the same end ends on a whole second before that. */
const sameMs = 2_000;

/**
 * The share with its page that ends last; all pages that were found are in the ledger then, and end with it. A share of one file that became a page has
 * that file on it until its list is read. Raises what the store raises. Not asked are the bucket on this computer, which has one profile, and a server that
 * tells nothing of objects.
 */
export async function withLaterPage(
  { ports: { ledger }, known }: Following,
  share: Share,
  open: OpenConnection,
): Promise<Share> {
  const { connection } = open;
  const isAsked = connection.kind !== 'embedded' && describesObjects(connection) && !open.ephemeral;
  if (!isAsked || share.origin === 'linked') return share;
  const found: LaterPage[] = [];
  const last = lastKey(share, ledger.items(share.id)) ?? share.key;
  let gone = 0;
  // Where the page before, or the file, is stored, the next one follows it.
  for (let key = last; gone === 0 || (gone < mostGone && found.length === 0 && !(await isStored(last, open)));) {
    key = laterPageKey(connection.prefix, share.id, key);
    const page = await readStored({ key, name: share.name }, open).catch(absent);
    if (page !== undefined) found.push(laterPage(share, key, page, open));
    gone = page === undefined ? gone + 1 : 0;
  }
  if (found.length === 0) return share;
  // Another process may have saved the row meanwhile.
  const later = found.reduce(onPage, ledger.share(share.id) ?? share);
  known.save(later, () => {
    if (share.kind === 'file' && later.kind === 'page') ledger.saveItem(onlyFile(share), 0);
    for (const { item } of found)
      ledger.saveItem(item, firstPagePosition + pageNumber(ledger.items(share.id), item.key));
  });
  return later;
}

interface LaterPage {
  readonly item: ShareItem;
  /** Absent for what is no page of Mayfly's. */
  readonly facts: PageFacts | undefined;
  /** Unix ms on the server's clock. */
  readonly writtenAtMs: number;
}

function laterPage(share: Share, key: string, { html, stored }: StoredPage, open: OpenConnection): LaterPage {
  const { sizeBytes = 0, modifiedAtMs = open.objects.serverNowMs() } = stored ?? {};
  return {
    item: pageItem(share, key, { sizeBytes, storedCheck: 'sample' }),
    facts: factsOf(html),
    writtenAtMs: modifiedAtMs,
  };
}

/** Who may not list the bucket is refused what is not there. */
function absent(error: unknown): undefined {
  const { code } = asFailure(error);
  if (code !== 'object-missing' && code !== 'access-denied') throw error;
}

const isStored = async (key: string, { objects }: OpenConnection): Promise<boolean> =>
  (await objects.describe(key).catch(absent)) !== undefined;

/** The row of a share with this page of it, where that does not end before the one that it has. */
function onPage(share: Share, { item, facts, writtenAtMs }: LaterPage): Share {
  if (facts === undefined || facts.expiresAtMs + sameMs < share.expiresAtMs) return share;
  const { source, missingAtMs: _found, encryption, ...row } = share;
  const { expiresAtMs, needsPassword } = facts;
  return {
    ...row,
    kind: 'page',
    key: item.key,
    contentType: item.contentType,
    disposition: 'inline',
    expiresAtMs,
    signedAtMs: writtenAtMs,
    ...(encryption !== undefined && { encryption: needsPassword ? 'password' : 'link' }),
    // The local file of a share of one file is that of its first item now.
    ...(share.kind === 'page' && source !== undefined && { source }),
  };
}

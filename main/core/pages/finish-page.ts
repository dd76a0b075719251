// Finishes a draft whose files are stored: writes the page, signs its link, and saves the share instead of the draft.
import { give, type Until } from '../given/given';
import type { ShareSecretsStore } from '../encryption/encryption';
import { signedPlaceOf } from '../model/connection';
import { checkStillAhead, requestedSeconds } from '../model/keep-until';
import type { PageDraft, Share, ShareItem } from '../model/share';
import { weakest } from '../model/stored-check';
import type { OpenConnection } from '../storage/storage';
import type { Ports } from '../ports/ports';
import type { Page } from './page-entry';
import { writePage } from './write-page';
import type { Shared } from '../model/share-request';

/**
 * Writes the page and saves its share instead of the draft; one that was given before its files is written anew, at its key. `items` are its files
 * in their order. Raises what `writePage` and the ledger raise, `token-expired`.
 */
export async function finishPage(
  { draft, clockOffsetMs }: Pick<Page, 'draft' | 'clockOffsetMs'>,
  items: readonly ShareItem[],
  open: OpenConnection,
  ports: Ports,
  secrets: Pick<ShareSecretsStore, 'finish'>,
): Promise<Shared> {
  const manifest = draft.encryption === undefined ? undefined : await secrets.finish(draft, items);
  const { connection } = open;
  const { id, title: name, message, plainPage, keepUntilMs, encryption, source } = draft;
  const about = {
    id,
    name,
    ...(message !== undefined && { message }),
    ...(plainPage !== undefined && { plainPage }),
  };
  const before = open.ephemeral ? undefined : ports.ledger.share(id);
  const nowMs = await serverNow(open, ports, clockOffsetMs, items[0]);
  checkStillAhead(draft, name, nowMs);
  const kept = before && keptEnd(before, draft, nowMs);
  const { row, told } = await give(ports, open, {
    nowMs: kept?.signedAtMs ?? nowMs,
    seconds: kept?.lifetimeSeconds ?? requestedSeconds(draft, nowMs),
    fragment: () => manifest?.secret,
    make: (until, door) =>
      writePage(open, ports, { ...about, createdAtMs: before?.createdAtMs ?? until.signedAtMs }, items, until, {
        manifest,
        door,
        ...(before && { at: { key: before.key, revision: nextRevision(ports, id) } }),
      }),
    save({ signedAtMs, limitedBy, facts }, planDoor) {
      const share: Share = {
        ...about,
        createdAtMs: before?.createdAtMs ?? signedAtMs,
        ...(before && kept === undefined && { signedAtMs }),
        connectionId: connection.id,
        ...signedPlaceOf(connection),
        ...facts,
        origin: 'uploaded',
        limitedBy: kept && before ? before.limitedBy : limitedBy,
        storedCheck: weakest(items.map(({ storedCheck }) => storedCheck)),
        ...keptAlive(ports.ledger.share(id) ?? { keepUntilMs }),
        ...(encryption !== undefined && { encryption }),
        ...(source !== undefined && { source }),
      };
      if (open.ephemeral) return share;
      // One transaction, the share first: the items stay because they have one.
      ports.ledger.together(() => {
        ports.ledger.saveShare(share);
        manifest?.save();
        planDoor(share);
        ports.ledger.forgetPageDraft(id);
      });
      return share;
    },
    // One that was given before its files has it already.
    door: before === undefined ? draft.door : undefined,
    isNew: () => before !== undefined && kept === undefined,
    isFirst: before === undefined,
  });
  return { share: row, ...told, items };
}

export const keptAlive = ({ keepUntilMs }: { readonly keepUntilMs?: number | undefined }) =>
  keepUntilMs === undefined ? {} : { keepUntilMs };

/**
 * The end of a link that was given before the files: it counts from when it was given. `undefined` where more than half of it went by while they were
 * sent: then the page is signed anew, and people get another link to it.
 */
export function keptEnd(before: Share, draft: PageDraft, nowMs: number): Until | undefined {
  const requestedMs = requestedSeconds(draft, nowMs) * 1_000;
  return before.expiresAtMs - nowMs < requestedMs / 2 ? undefined : sameEnd(before);
}

/**
 * The revision of a page that is about to be written anew, at least `least`, saved before it is used: a process that ends while it writes may have
 * stored that page, and readers take no other one of the same number. The share has a row.
 */
export function nextRevision({ ledger }: Pick<Ports, 'ledger'>, shareId: string, least = 2): number {
  const revision = Math.max(least, (ledger.rewrittenPage(shareId)?.revision ?? 0) + 1);
  ledger.saveRewrittenPage({ shareId, revision });
  return revision;
}

/** The signature that makes the link which people have. */
export function sameEnd({ signedAtMs, createdAtMs, expiresAtMs }: Share): Until {
  const from = signedAtMs ?? createdAtMs;
  return { signedAtMs: from, lifetimeSeconds: Math.round(expiresAtMs / 1_000) - Math.floor(from / 1_000) };
}

/** Where no answer told the server's clock yet, a HEAD of the first file does. */
export async function serverNow(
  { objects }: OpenConnection,
  { clock }: Ports,
  clockOffsetMs: number | undefined,
  first: ShareItem | undefined,
): Promise<number> {
  if (clockOffsetMs !== undefined) return clock() + clockOffsetMs;
  if (objects.clockOffsetMs() === undefined && first !== undefined) await objects.describe(first.key);
  return objects.serverNowMs();
}

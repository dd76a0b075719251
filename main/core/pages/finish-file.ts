// Finishes a draft whose one file has a link of its own: the link is made and proven, and the page that was given before forwards to it.
import { give, givenFile, linkToStored, probeOfSender, uploadedFile, type MadeLink, type Until } from '../given/given';
import { displayName } from '../model/file-name';
import { requestedSeconds } from '../model/keep-until';
import { linkAnswer } from '../model/links/link-headers';
import type { Disposition, Share, ShareItem } from '../model/share';
import type { Shared } from '../model/share-request';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { keptAlive, keptEnd, nextRevision, serverNow } from './finish-page';
import type { Page } from './page-entry';
import { writePage } from './write-page';

/**
 * Saves the share of the file instead of the draft, whose id it has. The order of acts: the link of the file, proven; the page at its key, which leads there;
 * the row and the short links. Without a page it is the share of any other file. Raises what making a link, `writePage` and the ledger raise, `token-expired`.
 */
export async function finishFile(
  { draft, clockOffsetMs }: Pick<Page, 'draft' | 'clockOffsetMs'>,
  item: ShareItem,
  wanted: Disposition,
  open: OpenConnection,
  ports: Ports,
): Promise<Shared> {
  const { ledger } = ports;
  const { connection } = open;
  const { id, keepUntilMs } = draft;
  const { key, path, sizeBytes, contentType, storedCheck, source } = item;
  const { disposition } = linkAnswer(contentType, wanted);
  const facts = { id, key, name: displayName(path), sizeBytes, contentType, disposition, storedCheck };
  const file = uploadedFile({ ...facts, ...(source !== undefined && { source }) }, connection);
  const given = givenFile(file, connection, 'unproven');
  const probe = probeOfSender(ports, connection);
  const before = ledger.share(id);
  const nowMs = await serverNow(open, ports, clockOffsetMs, item);
  const kept = before && keptEnd(before, draft, nowMs);
  const make = async (until: Until): Promise<MadeLink> => {
    const link = await linkToStored({ probe }, given, open, until, { mayBeUnproven: false });
    if (before === undefined) return link;
    await writePage(open, ports, { id, name: draft.title, createdAtMs: before.createdAtMs }, [item], until, {
      at: { key: before.key, revision: nextRevision(ports, id) },
      forwardsTo: link.url,
    });
    return link;
  };
  const { row, told } = await give(ports, open, {
    nowMs: kept?.signedAtMs ?? nowMs,
    seconds: kept?.lifetimeSeconds ?? requestedSeconds(draft, nowMs),
    make,
    save({ signedAtMs, expiresAtMs, verified, limitedBy }, planDoor) {
      const share: Share = {
        ...file,
        createdAtMs: before?.createdAtMs ?? signedAtMs,
        ...(before && kept === undefined && { signedAtMs }),
        expiresAtMs,
        verified,
        limitedBy: kept && before ? before.limitedBy : limitedBy,
        ...keptAlive(ledger.share(id) ?? { keepUntilMs }),
      };
      ledger.together(() => {
        ledger.saveShare(share);
        planDoor(share);
        ledger.forgetPageDraft(id);
      });
      return share;
    },
    // One that was given before its file has it already.
    door: before === undefined ? draft.door : undefined,
    // It led to the page.
    isNew: () => before !== undefined,
  });
  return { share: row, ...told };
}

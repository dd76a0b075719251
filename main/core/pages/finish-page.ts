// Finishes a draft whose files are stored: writes the page, signs its link, and saves the share instead of the draft.
import { give } from '../given/given';
import type { ShareSecretsStore } from '../encryption/encryption';
import { signedPlaceOf } from '../model/connection';
import { wishedSeconds } from '../model/keep-until';
import type { PageDraft, Share, ShareItem } from '../model/share';
import { weakest } from '../model/stored-check';
import type { OpenConnection } from '../storage/storage';
import type { Ports } from '../ports/ports';
import { pageFacts, writePage } from './write-page';
import type { Shared } from '../model/share-request';

/**
 * Writes the page and saves its share instead of the draft. `items` are its files in their order. `clockOffsetMs`: what the transfers learned
 * of the server's clock. Raises what `writePage` and the ledger raise, `token-expired`.
 */
export async function finishPage(
  draft: PageDraft,
  items: readonly ShareItem[],
  open: OpenConnection,
  ports: Ports,
  secrets: Pick<ShareSecretsStore, 'finish'>,
  clockOffsetMs: number | undefined,
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
  const { row, told } = await give(ports, open, {
    nowMs: () => serverNow(open, ports, clockOffsetMs, items[0]),
    seconds: (nowMs) => wishedSeconds(draft, nowMs),
    fragment: () => manifest?.secret,
    make: (until) => writePage(open, ports, { ...about, createdAtMs: until.signedAtMs }, items, until, { manifest }),
    save({ signedAtMs, limitedBy, ...written }, planDoor) {
      const share: Share = {
        ...about,
        createdAtMs: signedAtMs,
        connectionId: connection.id,
        ...signedPlaceOf(connection),
        ...pageFacts(written, items),
        origin: 'uploaded',
        limitedBy,
        storedCheck: weakest(items.map(({ storedCheck }) => storedCheck)),
        ...(keepUntilMs !== undefined && { keepUntilMs }),
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
    door: draft.door,
  });
  return { share: row, ...told, items };
}

/** Where no answer told the server's clock yet, a HEAD of the first file does. */
async function serverNow(
  { objects }: OpenConnection,
  { clock }: Ports,
  clockOffsetMs: number | undefined,
  first: ShareItem | undefined,
): Promise<number> {
  if (clockOffsetMs !== undefined) return clock() + clockOffsetMs;
  if (objects.clockOffsetMs() === undefined && first !== undefined) await objects.describe(first.key);
  return objects.serverNowMs();
}

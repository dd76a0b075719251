// Changes the password of an encrypted share: a new page with a new manifest; its files stay as they are.
import type { ShareSecretsStore } from '../encryption/encryption';
import { dueDoor } from '../model/door';
import { checkPassword } from '../encryption/rules/passphrase';
import { Failure } from '../model/failure';
import type { Share } from '../model/share';
import type { Shared } from '../model/share-request';
import type { OpenConnection } from '../storage/storage';
import { withOthers, writePage, type PagePorts, type TakingIn } from '../pages/pages';
import {
  asOnlyWriter,
  give,
  orphanOf,
  removeAndProve,
  secondsLeft,
  signedNow,
  type GivenContext,
  type GivingPorts,
  type WriterPorts,
} from '../given/given';

export function createChangePassword(
  context: Pick<GivenContext, 'known' | 'mutex'> & {
    readonly ports: PagePorts & GivingPorts & WriterPorts & TakingIn['ports'];
  },
  secrets: Pick<ShareSecretsStore, 'relock'> & TakingIn['secrets'],
) {
  const { ports, known, mutex } = context;
  const { ledger } = ports;
  return {
    /**
     * Gives the share another password, or with `undefined` none. Its link is a new one with the same end, and the former links open no more.
     * Raises `share-not-found`, `bad-request` for a share that is not encrypted, for a password as `share` and for an ended link,
     * `share-secret-missing`, `share-unchangeable`, `revoke-unproven` where a former link still opens, and what writing a page raises.
     */
    changePassword: (shareId: string, requested: string | undefined): Promise<Shared> =>
      mutex(shareId, async () => {
        const password = requested === undefined ? undefined : checkPassword(requested);
        const row = known.get(shareId);
        known.checkSent(row);
        if (row.encryption === undefined) throw new Failure('bad-request', { reason: 'the share is not encrypted' });
        if (row.revokedAtMs !== undefined) throw new Failure('bad-request', { reason: 'the link was taken back' });
        const inPlace = (action: (open: OpenConnection) => Promise<Shared>) =>
          asOnlyWriter(ports, shareId, () => known.with(row, action));
        return inPlace(async (open) => {
          if (row.removedAtMs !== undefined) throw new Failure('bad-request', { reason: 'the link has ended' });
          const share = await withOthers({ ports, known, secrets }, row, open);
          const items = ledger.items(shareId);
          const files = items.filter(({ role }) => role === 'file');
          const former = items.filter(({ role }) => role === 'page').map(({ key }) => key);
          const { missingAtMs: _found, keepUntilMs: _then, ...rest } = share;
          const leftId = ports.newId();
          const manifest = await secrets.relock(share, files, password);
          const { row: given, told } = await give(ports, open, {
            seconds: (nowMs) => secondsLeft({ endsAtMs: share.expiresAtMs }, open, nowMs),
            fragment: () => manifest.secret,
            make: (until) => writePage(open, ports, share, items, until, { manifest }),
            save({ signedAtMs, limitedBy, facts }) {
              const changed: Share = {
                ...signedNow(rest, open.connection),
                ...facts,
                ...known.keptNow(shareId),
                signedAtMs,
                limitedBy: limitedBy === 'requested' ? share.limitedBy : limitedBy,
                encryption: manifest.encryption,
              };
              // With the former manifest the former password would still open the files. A process that ends before they are deleted leaves
              // them to the clean-up, and short links that still forward to them to the maintenance.
              known.save(changed, () => {
                manifest.save();
                ledger.saveOrphan(orphanOf(share, leftId, former, signedAtMs));
                for (const door of ledger.doorsTo(shareId)) ledger.saveDoor(dueDoor(door));
              });
              return changed;
            },
            isNew: () => true,
          });
          await removeAndProve(ports, former, { at: share, name: share.name }, open);
          ledger.forgetOrphan(leftId);
          return { share: given, ...told, items: files };
        });
      }),
  };
}

export type ChangePassword = ReturnType<typeof createChangePassword>;

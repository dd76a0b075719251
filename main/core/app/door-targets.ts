// What doors forward to: shares and file requests.
import type { ShareSecretsStore } from '../encryption/share-secrets';
import type { ClosedDoor, Door } from '../model/door';
import { Failure } from '../model/failure';
import { lifetimeIn } from '../storage/open-connection';
import type { KeyedMutex } from '../async/keyed-mutex';
import type { DoorTargets } from '../doors/door-targets';
import {
  givenShare,
  linkToStored,
  secondsLeft,
  type ShareAccess,
  whileStored,
  shorterLink,
  targetOfRequest,
  targetOfShare,
} from '../given/given';
import type { Ports } from '../ports/ports';

interface Ends {
  readonly revoke: (shareId: string) => Promise<{ readonly status: number }>;
  readonly closeFileRequest: (requestId: string) => Promise<unknown>;
}

type TargetId = Pick<Door, 'targetKind' | 'targetId'>;

export function createDoorTargets(
  ports: Pick<Ports, 'ledger' | 'probe' | 'clock'>,
  known: ShareAccess,
  mutex: KeyedMutex,
  ends: Ends,
  secrets: Pick<ShareSecretsStore, 'fragmentOf'>,
): DoorTargets {
  const { ledger, clock } = ports;
  const requestOf = (requestId: string) => {
    const request = ledger.fileRequest(requestId);
    if (request === undefined) throw new Failure('request-not-found');
    return request;
  };
  const find = ({ targetKind, targetId }: TargetId) =>
    targetKind === 'share' ? targetOfShare(ledger.share(targetId)) : targetOfRequest(ledger.fileRequest(targetId));

  return {
    find,
    kindOf: (targetId) =>
      ledger.share(targetId) !== undefined
        ? 'share'
        : ledger.fileRequest(targetId) !== undefined
          ? 'request'
          : undefined,
    connectionIdOf: ({ targetKind, targetId }) =>
      (targetKind === 'share' ? ledger.share(targetId) : ledger.fileRequest(targetId))?.connectionId,
    checkEncrypted({ targetKind, targetId }) {
      known.checkEncrypted(targetKind === 'share' ? known.get(targetId) : requestOf(targetId));
    },
    async fragmentOf({ targetKind, targetId }) {
      const share = targetKind === 'share' ? ledger.share(targetId) : undefined;
      return share && secrets.fragmentOf(share);
    },
    withLink: ({ targetKind, targetId }, action) =>
      mutex(targetId, async () => {
        if (targetKind === 'request') {
          const request = requestOf(targetId);
          const { linkRequestPage } = await import('../requests/write-request-page');
          return known.with(request, async (open) => {
            const signedAtMs = open.objects.serverNowMs();
            const { url, expiresAtMs } = await linkRequestPage(open, ports, request);
            return action({ url, signedAtMs, linkEndsAtMs: expiresAtMs, untilMs: request.expiresAtMs }, open);
          });
        }
        const share = known.get(targetId);
        const target = targetOfShare(share);
        if (typeof target !== 'object') throw new Failure('bad-request', { reason: 'the link was taken back' });
        return known.with(share, async (open) => {
          const signedAtMs = open.objects.serverNowMs();
          const given = givenShare(share, ledger.items(share.id), open.connection);
          const { lifetimeSeconds } = lifetimeIn(open, secondsLeft(given, open, signedAtMs), signedAtMs);
          const { url, expiresAtMs } = await whileStored({ known, clock }, share, () =>
            linkToStored(ports, given, open, { signedAtMs, lifetimeSeconds }, { mayBeUnproven: true }),
          );
          const times = { signedAtMs, linkEndsAtMs: expiresAtMs };
          const shorter = () => shorterLink(share, times, open, ports);
          return action({ url, ...times, untilMs: target.untilMs, shorter }, open);
        });
      }),
    async end({ targetKind, targetId }): Promise<ClosedDoor['target']> {
      const target = find({ targetKind, targetId });
      if (typeof target !== 'object') return { became: 'gone' };
      if (targetKind === 'request') {
        await ends.closeFileRequest(targetId);
        return { became: 'closed', endsAtMs: target.untilMs };
      }
      // Its object was in the bucket before: its link opens until it ends.
      if (known.get(targetId).origin === 'linked') return { became: 'kept', endsAtMs: target.linkEndsAtMs };
      const { status } = await ends.revoke(targetId);
      return { became: 'dead', status };
    },
  };
}

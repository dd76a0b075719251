// Gives the present link again, for the time that is left: copied, or for a short link.
import { Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import type { Share } from '../model/share';
import type { OpenConnection } from '../storage/storage';
import { give, type GivenAway, type Giving } from './give';
import type { GivenContext, GivingPorts } from './given-context';
import { linkToRequest } from './link-to-request';
import { linkToStored, raiseMissing, type LinkingStored, type MadeLink, secondsLeft } from './link-to-stored';
import { givenShare } from './rules/what-is-given';

/**
 * The link of a share. Its row says what the proof says and no other end; the answer says the end of this link. Raises `bad-request` for a link that
 * has ended or was taken back, `object-missing` (and saves that), `link-unproven`, `page-not-shown`, `link-not-shorter`, and what opening the connection raises.
 */
export async function giveShareAgain(
  { ports, known }: Pick<GivenContext, 'ports' | 'known'>,
  share: Share,
  { short = false, ...how }: Pick<LinkingStored, 'short'> & Pick<Giving<Share, MadeLink>, 'fragment' | 'doorId'> = {},
): Promise<GivenAway<Share>> {
  // A missing object may be back, and a link that has ended here may be live on the server's clock: only the server knows.
  if (share.revokedAtMs !== undefined) throw new Failure('bad-request', { reason: 'the link was taken back' });
  if (share.removedAtMs !== undefined) throw new Failure('bad-request', { reason: 'the link has ended' });
  const { ledger, clock } = ports;
  const away = await known.with(share, (open) => {
    const given = givenShare(share, ledger.items(share.id), open.connection);
    return give<Share, MadeLink>(ports, open, {
      ...how,
      seconds: (nowMs) => secondsLeft(given, open, nowMs),
      make: (until) =>
        linkToStored(ports, given, open, until, { mayBeUnproven: true, short }).catch((error: unknown) =>
          raiseMissing({ known, clock }, share, error),
        ),
      save({ verified }) {
        if (share.verified === verified && (share.missingAtMs === undefined || !verified)) return share;
        return known.saveSeen(share, ({ missingAtMs, ...rest }) => ({
          ...rest,
          ...(!verified && missingAtMs !== undefined && { missingAtMs }),
          verified,
        }));
      },
    });
  });
  const { expiresAtMs, limitedBy } = away.made;
  const limit = limitedBy === 'requested' ? share.limitedBy : limitedBy;
  return { ...away, row: { ...away.row, expiresAtMs, limitedBy: limit } };
}

/** The link of a file request. Raises `request-over` by the server's clock, `link-unproven`, `page-not-shown`, and what the store raises. */
export const giveRequestAgain = (
  ports: GivingPorts,
  request: FileRequest,
  open: OpenConnection,
  how: Pick<Giving<FileRequest, MadeLink>, 'doorId'> = {},
): Promise<GivenAway<FileRequest>> =>
  give(ports, open, {
    ...how,
    // A signature has whole seconds.
    nowMs: () => Math.floor(open.objects.serverNowMs() / 1_000) * 1_000,
    seconds: (nowMs) => secondsLeft({ endsAtMs: request.expiresAtMs }, open, nowMs, () => new Failure('request-over')),
    make: (until) => linkToRequest(ports, request, open, until),
    save: () => request,
  });

// Proves links that were made while the network was lost, as soon as their server is reachable.
import { givenShare, linkToStored, raiseMissing, secondsLeft, type Work } from '../given/given';
import { asFailure } from '../model/failure';
import type { Share } from '../model/share';
import type { Ports } from '../ports/ports';
import { dueOf, type ShareWorkContext } from './share-works';

const askedAtOnce = 4;
/** At most so many in one round. */
const lookedAt = 200;

type VerifyContext = ShareWorkContext & { readonly ports: Pick<Ports, 'probe' | 'isReachable'> };

/** The live links that are not proven yet, where the server answers at all. One notice tells of a link that does not open. */
export const verifyWork = (context: VerifyContext): Work<Share> => ({
  name: 'verify',
  says: 'a link could not be verified yet',
  atOnce: askedAtOnce,
  async candidates(nowMs, mayTry) {
    const { ledger, isReachable } = context.ports;
    const waiting = ledger.sharesToProve(nowMs, lookedAt).filter(mayTry);
    const reachable = new Map<string, boolean>();
    for (const { endpoint } of waiting) {
      if (!reachable.has(endpoint)) reachable.set(endpoint, await isReachable(endpoint));
    }
    return waiting.filter(({ endpoint }) => reachable.get(endpoint) === true);
  },
  run: ({ id }) => verifyLink(context, id),
  tells: ({ code }) => code === 'link-unproven' || code === 'page-not-shown',
});

/** Saves a share without its object as missing. `later`: the server did not answer. Raises what `linkToStored` raises. */
async function verifyLink(context: VerifyContext, shareId: string): Promise<'done' | 'later'> {
  const { ports, known, now } = context;
  const share = ports.ledger.share(shareId);
  if (share === undefined || !dueOf(context, share).verify) return 'done';
  return known.with(share, async (open) => {
    const given = givenShare(share, ports.ledger.items(shareId), open.connection);
    const signedAtMs = open.objects.serverNowMs();
    if (share.expiresAtMs - signedAtMs < 1_000 || given.opens.sizeBytes === undefined) return 'done';
    // Nobody is given this link, so it may outlive the credentials.
    const until = { signedAtMs, lifetimeSeconds: secondsLeft(given, open, signedAtMs) };
    try {
      const { verified } = await linkToStored(ports, given, open, until, { mayBeUnproven: true }).catch(
        (error: unknown) => raiseMissing({ known, clock: now }, share, error),
      );
      // A page that another process made of it meanwhile is proven.
      if (verified) known.saveSeen(share, (present) => ({ ...present, verified }));
      return verified ? 'done' : 'later';
    } catch (error) {
      if (asFailure(error).code === 'object-missing') return 'done';
      throw error;
    }
  });
}

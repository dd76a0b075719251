// The link of an object that is stored: signed, opened without credentials, judged, in that order. Nobody gives away a link that skipped one.
import { asFailure } from '../model/failure';
import type { Share } from '../model/share';
import type { Clock } from '../model/system';
import type { LinkProbe, ProbeAnswer } from '../ports/object-store';
import type { OpenConnection } from '../storage/storage';
import { checkShort, judged } from './judged';
import { prove, type Proof } from './prove';
import type { GivenNow } from './rules/what-is-given';
import type { ShareAccess } from './share-rows';
import { sign, type Until } from './sign';

export interface MadeLink {
  /** A bearer secret. */
  readonly url: string;
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  readonly verified: boolean;
  /** Absent without an answer. */
  readonly answer?: ProbeAnswer;
}

export interface LinkingStored {
  /** A server in trouble, or no network, is no failure; never of a short link. */
  readonly mayBeUnproven: boolean;
  /** Leaves the headers out of the link. */
  readonly short?: boolean;
  /** Raises what the answer says beside what it is judged by; called before. */
  readonly look?: (proof: Proof) => void | Promise<void>;
}

/** Raises what `judged` raises, for a short link `link-not-shorter`, and what signing, the probe and `look` raise. */
export async function linkToStored(
  { probe }: { readonly probe: LinkProbe },
  given: GivenNow,
  open: Pick<OpenConnection, 'objects' | 'connection'>,
  until: Until,
  { mayBeUnproven, short = false, look }: LinkingStored,
): Promise<MadeLink> {
  const { url, expiresAtMs } = await sign(given, open, until, short);
  const proof = await prove(probe, url, given.opens, open.connection);
  await look?.(proof);
  const { verified } = judged(given, proof, mayBeUnproven || short);
  if (short) checkShort(given, proof);
  return { url, expiresAtMs, verified, ...(proof.answer && { answer: proof.answer }) };
}

/** Saves a share whose object is missing as missing, and raises that on. */
export async function whileStored<T>(
  { known, clock }: { readonly known: Pick<ShareAccess, 'save'>; readonly clock: Clock },
  share: Share,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (asFailure(error).code === 'object-missing') {
      known.save({ ...share, missingAtMs: share.missingAtMs ?? clock() });
    }
    throw error;
  }
}

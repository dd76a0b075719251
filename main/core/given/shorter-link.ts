// The link that a door holds: without the name of its file where it opens the same without it, so that the page of a door is small.
import { prove } from './prove';
import type { Share } from '../model/share';
import type { Ports } from '../ports/ports';
import { longestLifetimeOf } from '../providers/providers';
import type { OpenConnection } from '../storage/storage';
import { signedFor } from './link-to-stored';
import { answersAs, fileAnswer } from './rules/what-is-given';
import type { DoorLink } from './door-page';

/** A share's link, signed with name and type; it opens the object of `sizeBytes`. */
export type SharedLink = Pick<DoorLink, 'signedAtMs' | 'linkEndsAtMs'>;

/**
 * Signs the link of a file for the same time again: with nothing but its key where the object says its name and type itself, and where the key ends
 * in the name, with the type alone. `undefined` where neither opens as the long one does, and for a page, which has no name. Raises what signing
 * raises, and what is wrong with the server.
 */
export async function shorterLink(
  share: Share,
  { signedAtMs, linkEndsAtMs }: SharedLink,
  { objects, connection }: Pick<OpenConnection, 'objects' | 'connection'>,
  { probe }: Pick<Ports, 'probe'>,
): Promise<string | undefined> {
  if (share.kind !== 'file') return undefined;
  const { key, name, sizeBytes } = share;
  const wanted = fileAnswer(share);
  const leftSeconds = Math.floor(linkEndsAtMs / 1_000) - Math.floor(signedAtMs / 1_000);
  const request = {
    key,
    signedAtMs,
    lifetimeSeconds: Math.min(leftSeconds, longestLifetimeOf(connection)),
    ...signedFor(share, connection),
  };
  const bare = await objects.link(request);
  const seen = await prove(probe, bare.url, { sizeBytes }, connection);
  if (seen.verdict === 'proven' && answersAs(wanted, seen.answer)) return bare.url;
  if (key.slice(key.lastIndexOf('/') + 1) !== name) return undefined;
  const { responseContentType, responseContentDisposition } = wanted;
  const [disposition = ''] = responseContentDisposition.split(';');
  const typed = await objects.link({ ...request, responseContentType, responseContentDisposition: disposition });
  const { verdict, answer } = await prove(probe, typed.url, { sizeBytes }, connection);
  if (verdict !== 'proven' || answer.contentType !== responseContentType) return undefined;
  return answer.contentDisposition === disposition ? typed.url : undefined;
}

/** The link as a door holds it. A shorter one is worth no failure. */
export async function heldLink(link: DoorLink): Promise<DoorLink> {
  const shorter = await link.shorter?.().catch(() => undefined);
  return shorter === undefined ? link : { ...link, url: shorter };
}

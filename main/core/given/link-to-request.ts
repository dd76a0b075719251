// The link of a file request's page, which is written again and again while its link lives.
import type { FileRequest } from '../model/requests/file-request';
import type { LinkProbe } from '../ports/object-store';
import type { OpenConnection } from '../storage/storage';
import { judged, prove } from './prove';
import { type MadeLink, sign, type Until } from './link-to-stored';
import { givenRequest } from './rules/what-is-given';

/**
 * Signs the link for the endpoint of the row and proves it. `writtenBytes`: of a page that was stored just now; absent: the store is asked. Raises
 * `link-unproven`, `page-not-shown`, and what the store and the probe raise.
 */
export async function linkToRequest(
  { probe }: { readonly probe: LinkProbe },
  request: FileRequest,
  open: Pick<OpenConnection, 'objects' | 'connection'>,
  until: Until,
  writtenBytes?: number,
): Promise<MadeLink> {
  const { url, expiresAtMs } = await sign(givenRequest(request, writtenBytes), open, until);
  const proven = async (isLast: boolean): Promise<MadeLink> => {
    const sizeBytes = writtenBytes ?? (await open.objects.describe(request.key))?.sizeBytes;
    const given = givenRequest(request, sizeBytes);
    const proof = await prove(probe, url, given.opens, open.connection);
    // The page was written anew between the two questions.
    if (proof.verdict === 'wrong' && !isLast) return proven(true);
    return { url, expiresAtMs, ...judged(given, proof, false) };
  };
  return proven(writtenBytes !== undefined);
}

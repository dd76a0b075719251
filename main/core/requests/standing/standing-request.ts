// The standing request: made once, and found again.
import { mostFiles } from '../../model/requests/file-request';
import { standingLifetimeSeconds, standingValue } from '../../model/requests/standing-request';
import type { ConnectionChoice } from '../../model/share-request';
import type { Ports } from '../../ports/ports';
import { standingTitle } from '../../wording/standing-words';
import { editFileRequest } from '../change-requests';
import { requestFiles, requestLink, type FileRequestsContext, type MadeFileRequest } from '../file-requests';
import { renewStanding } from './renew-standing';
import { rowOf } from './standing-row';

export interface StandingOptions {
  /** The folder for what arrives. */
  readonly saveTo?: string;
  /** Default: the bucket on this computer where it has short links, else the default connection. */
  readonly connection?: ConnectionChoice;
}

/** The default where nothing was chosen: what serves the home network, if it has short links. */
function usualConnection({ ledger }: Pick<Ports, 'ledger'>): ConnectionChoice | undefined {
  const embedded = ledger.connections().find(({ kind, doors }) => kind === 'embedded' && doors !== undefined);
  return embedded === undefined ? undefined : { kind: 'known', connectionId: embedded.id };
}

/**
 * The link of the standing request: of the one there is, which is renewed where it has ended or is full, or of a new one where that was closed. `isNew`
 * tells which. Raises `no-doors` where the connection has no short links, which it cannot do without, and what `requestFiles` and `renewStanding` raise.
 */
export const standingRequest = (context: FileRequestsContext, options: StandingOptions = {}): Promise<MadeStanding> =>
  // Asked twice at once it would be made twice.
  context.given.mutex(standingValue, () => foundOrMade(context, options));

type MadeStanding = MadeFileRequest & { readonly isNew: boolean };

async function foundOrMade(
  context: FileRequestsContext,
  { saveTo, connection }: StandingOptions,
): Promise<MadeStanding> {
  const { ports, found } = context;
  const row = rowOf(ports);
  const state = row === undefined ? undefined : found.fileRequest(row.id).state;
  if (row !== undefined && state === 'open') return { ...(await requestLink(context, row.id)), isNew: false };
  const isBehindLink = row !== undefined && state !== 'closed' && ports.ledger.doorsTo(row.id).length > 0;
  if (isBehindLink) return { ...(await renewStanding(context, row.id)), isNew: false };
  const choice = connection ?? usualConnection(ports);
  const title = standingTitle(ports.ledger.settings().askerName);
  const made = await requestFiles(context, {
    title,
    files: mostFiles,
    lifetimeSeconds: standingLifetimeSeconds,
    door: true,
    isStanding: true,
    ...(saveTo !== undefined && { saveTo }),
    ...(choice !== undefined && { connection: choice }),
  });
  // Only now its short link is known, which the page is to show instead of its own address.
  await editFileRequest(context, made.request.id, { title });
  return { ...made, isNew: true };
}

// The shares whose link people have already, and whose files are still sent. Pure.
import type { AppState } from '../../core/state/rules/app-state';
import type { Upload } from '../../core/model/upload';

export type StateOfShares = Pick<AppState, 'pages' | 'shares' | 'connections'>;

/** Of an upload or a page, by its ID: `here` where the bucket on this computer serves it, and nobody is served while Mayfly is off. */
export function sharesOnTheirWay({
  pages,
  shares,
  connections,
}: StateOfShares): ReadonlyMap<Upload['id'], 'here' | 'elsewhere'> {
  // A page that was given before its files has the ID of its share.
  const sent = new Set(pages.map(({ id }) => id));
  if (sent.size === 0) return new Map();
  const embedded = new Set(connections.filter(({ kind }) => kind === 'embedded').map(({ id }) => id));
  return new Map(
    shares
      .filter(({ id, revokedAtMs }) => sent.has(id) && revokedAtMs === undefined)
      .map(({ id, connectionId }) => [id, embedded.has(connectionId) ? 'here' : 'elsewhere'] as const),
  );
}

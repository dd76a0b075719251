// The longest lifetime of links at a place as the window sees it.
import type { Connection } from '../core/model/connection';
import type { Place } from '../core/model/place';
import { usualLongestSeconds } from '../core/model/expiry';
import { longestLifetimeOf } from '../core/providers/providers';

/** Seconds, where the limit is another than the usual one, which the window knows. `connection`: with the organisation's rules. */
export function longestExpiry(
  place: Pick<Place, 'endpoint'>,
  connection: Pick<Connection, 'organisation'> | undefined,
): { readonly longestExpirySeconds?: number } {
  const ruled = connection?.organisation?.longestSeconds ?? Number.POSITIVE_INFINITY;
  const longestExpirySeconds = Math.min(longestLifetimeOf(place), ruled);
  return longestExpirySeconds === usualLongestSeconds ? {} : { longestExpirySeconds };
}

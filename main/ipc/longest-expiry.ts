// The longest lifetime of links at a place as the window sees it.
import type { Place } from '../core/model/place';
import { usualLongestSeconds } from '../core/model/expiry';
import { longestLifetimeOf } from '../core/providers/providers';

/** Seconds, where the limit is another than the usual one, which the window knows. */
export function longestExpiry(place: Pick<Place, 'endpoint'>): { readonly longestExpirySeconds?: number } {
  const longestExpirySeconds = longestLifetimeOf(place);
  return longestExpirySeconds === usualLongestSeconds ? {} : { longestExpirySeconds };
}

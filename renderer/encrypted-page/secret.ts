// The secret of the link leaves the address bar, and so what is copied, bookmarked or seen over a shoulder, as soon as it was read.
import { secretIn } from './manifest';

/**
 * `undefined` when the link is not whole. This entry of the tab's history keeps the secret for a reload: it is shown to this page alone, where
 * the storage of the tab is read by every page of the origin that comes in the same tab.
 */
export function takeSecret(): string | undefined {
  const { hash, pathname, search } = location;
  if (hash === '') return typeof history.state === 'string' ? secretIn(history.state) : undefined;
  const secret = secretIn(hash);
  if (secret !== undefined) history.replaceState(hash, '', pathname + search);
  return secret;
}

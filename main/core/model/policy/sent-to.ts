// Files that are sent to somebody else's request leave this computer too: the rules of the organisation judge where they go.
import { byOrganisation } from './organisation-rule';
import { ruleOf, thisComputer, unreadable, type PolicyRead } from './policy';

/** Whether a request to that address writes to this bucket of this server. Absent: any. */
function isAt(address: URL, endpoint: string | undefined, bucket: string | undefined): boolean {
  const at = endpoint === undefined ? new URL(address.origin) : new URL(endpoint);
  const base = at.pathname === '/' ? '' : at.pathname;
  const isServer = address.protocol === at.protocol && address.host === at.host;
  const path = address.pathname;
  if (isServer && path.startsWith(bucket === undefined ? `${base}/` : `${base}/${bucket}/`)) return true;
  // The bucket is in the name of the host.
  if (endpoint === undefined) return bucket !== undefined && address.host.startsWith(`${bucket}.`);
  if (address.protocol !== at.protocol || base !== '') return false;
  return bucket === undefined ? address.host.endsWith(`.${at.host}`) : address.host === `${bucket}.${at.host}`;
}

/**
 * Before files are sent to somebody else's request at that address. Raises `set-by-organisation` for a place that no connection may have, and for one
 * that takes them unencrypted where that is demanded, and `policy-unreadable`.
 */
export function checkSentTo(read: PolicyRead, url: string, isEncrypted: boolean): void {
  if (read.kind === 'unreadable') throw unreadable(read);
  const { allowedEndpoints, allowedBuckets, encryption } = ruleOf(read);
  if (encryption !== undefined && !isEncrypted) throw byOrganisation('everything that is shared is encrypted');
  if (allowedEndpoints === undefined && allowedBuckets === undefined) return;
  const address = new URL(url);
  const servers = allowedEndpoints?.filter((one) => one !== thisComputer) ?? [undefined];
  const isAllowed = servers.some((server) =>
    (allowedBuckets ?? [undefined]).some((bucket) => isAt(address, server, bucket)),
  );
  if (!isAllowed) throw byOrganisation('the server {{server}} is not allowed', { server: address.host });
}

// Why this exists: what a connection's server takes in one multipart upload, where it takes less than Amazon's.
import { endpointHost, type Connection } from './connection';
import { usualPartLimits, type PartLimits } from './part-plan';

/** By the end of the endpoint's host. Scaleway documents 1,000 parts ("Managing multipart uploads"). */
const ofHosts: readonly (readonly [RegExp, PartLimits])[] = [
  [/(^|\.)scw\.cloud(:\d+)?$/, { ...usualPartLimits, maxParts: 1_000 }],
];

/** The limits of the server that this connection points to. */
export function partLimitsOf({ endpoint }: Pick<Connection, 'endpoint'>): PartLimits {
  const host = endpointHost(endpoint);
  return ofHosts.find(([end]) => end.test(host))?.[1] ?? usualPartLimits;
}

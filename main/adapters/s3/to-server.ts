// Where the requests of a connection go; known before its credentials are.
import type { Connection } from '../../core/model/connection';
import type { Route } from '../../core/model/proxy-route';
import { mostAtOnce } from '../../core/model/upload';
import type { Ahead } from '../network/body-sender';
import { usualTimeLimits, type TimeLimits } from '../network/http-client';
import type { To } from '../network/network';
import { bucketTarget } from './object-url';

/** As many uploads as may be in flight, and as many proofs of their links: slots decide, no request waits for a socket. */
export const maxSockets = 2 * mostAtOnce;

export const toServer = ({ endpoint: url, caFile }: Connection, route: Route, { connectMs }: TimeLimits): To => ({
  url,
  maxSockets,
  caFile,
  route,
  connectMs,
});

/** `https://host:port` of the objects' URLs. */
export function originOfObjects(connection: Connection): string {
  const { protocol, hostname, port } = bucketTarget(connection);
  return new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`).origin;
}

/** Where the bodies go of a store that will be opened by that route. */
export const aheadOf = (connection: Connection, route: Route, limits: TimeLimits = usualTimeLimits): Ahead => ({
  to: toServer(connection, route, limits),
  limits,
  origin: originOfObjects(connection),
});

// The part of the border that is about the network: on the way to the servers, and around this computer.
import * as z from 'zod';
import { line } from './connection-draft';
import { nearbyRequests } from './nearby-requests';
import { request } from './request';
import type { ProxyView } from './views/views';

/** host:port. */
const host = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[^\s:/?#@[\]]{1,253}):\d{1,5}$/);

export const networkRequests = {
  ...nearbyRequests,
  /** Those on the way to the servers of the connections. */
  'proxies:read': request(z.undefined())<readonly ProxyView[]>(),
  /** The password goes in here and never comes out. */
  'proxies:save': request(z.strictObject({ host, user: line(255), password: z.string().min(1).max(1_024) }))<void>(),
  'proxies:forget': request(z.strictObject({ host }))<void>(),
  /** Opens the bucket on this computer in its network, or closes it to that. `isDestination`: what is shared goes there from then on. */
  'reach:open': request(z.strictObject({ isOn: z.boolean(), isDestination: z.boolean() }))<void>(),
  /** Opens it at one of the addresses of the view, or not. */
  'reach:choose': request(z.strictObject({ key: z.string().min(1).max(64), isOn: z.boolean() }))<void>(),
} as const;

// The part of the border that is about where the bucket on this computer opens.
import * as z from 'zod';
import { nearbyRequests } from './nearby-requests';
import { request } from './request';

export const reachRequests = {
  ...nearbyRequests,
  /** Opens it in its network, or closes it to that. `isDestination`: what is shared goes there from then on. */
  'reach:open': request(z.strictObject({ isOn: z.boolean(), isDestination: z.boolean() }))<void>(),
  /** Opens it at one of the addresses of the view, or not. */
  'reach:choose': request(z.strictObject({ key: z.string().min(1).max(64), isOn: z.boolean() }))<void>(),
} as const;

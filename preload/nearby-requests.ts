// The part of the border that is about devices nearby.
import * as z from 'zod';
import { id } from './connection-draft';
import { request } from './request';
import type { DeviceView } from './views/nearby-view';

export const nearbyRequests = {
  /** What "Receive files?" was answered. */
  'nearby:answer': request(z.strictObject({ offerId: id, accepts: z.boolean() }))<void>(),
  /** Looks who answers at an address that was typed. */
  'nearby:find': request(z.strictObject({ address: z.string().min(1).max(128) }))<DeviceView>(),
  /** Ends what comes; whole files stay. */
  'nearby:stop-receiving': request(z.undefined())<void>(),
  /** Ends what goes to a device, or forgets how it ended. */
  'nearby:stop-sending': request(z.strictObject({ sendingId: id }))<void>(),
  /** Sends again what failed. */
  'nearby:send-again': request(z.strictObject({ sendingId: id, pin: z.string().max(64).optional() }))<void>(),
  /** Shows what came in its folder. */
  'nearby:reveal': request(z.strictObject({ receivedId: id }))<void>(),
  /** Removes what came, where it is still as it came. */
  'nearby:undo': request(z.strictObject({ receivedId: id }))<{ readonly removed: number }>(),
  /** Takes the row out of the list; the files stay. */
  'nearby:forget': request(z.strictObject({ receivedId: id }))<void>(),
} as const;

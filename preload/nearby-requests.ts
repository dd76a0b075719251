// The part of the border that is about devices nearby.
import * as z from 'zod';
import { id } from './connection-draft';
import { request } from './request';
import type { ArrivedFilesView, ArrivedView, DeviceView, PinView } from './views/nearby-view';

export const nearbyRequests = {
  /** What "Receive files?" was answered. */
  'nearby:answer': request(z.strictObject({ offerId: id, accepts: z.boolean() }))<void>(),
  /** Looks who answers at an address that was typed. */
  'nearby:find': request(z.strictObject({ address: z.string().min(1).max(128) }))<DeviceView>(),
  /** The PIN that devices have to type, for the person at this computer. */
  'nearby:pin': request(z.undefined())<PinView>(),
  /** Makes another. */
  'nearby:new-pin': request(z.undefined())<PinView>(),
  /** Ends what comes; whole files stay. */
  'nearby:stop-receiving': request(z.undefined())<void>(),
  /** Ends what goes to a device, or forgets how it ended. */
  'nearby:stop-sending': request(z.strictObject({ sendingId: id }))<void>(),
  /** Sends again what failed. */
  'nearby:send-again': request(z.strictObject({ sendingId: id, pin: z.string().max(64).optional() }))<void>(),
  /** Shows what came in its folder. */
  'nearby:reveal': request(z.strictObject({ receivedId: id }))<void>(),
  /** Moves what came to the bin, where it is still as it came. */
  'nearby:undo': request(z.strictObject({ receivedId: id }))<{ readonly removed: number }>(),
  /** The list of what came, newest first. */
  'nearby:arrivals': request(z.undefined())<readonly ArrivedView[]>(),
  /** The files of one row of that list. */
  'nearby:arrived-files': request(z.strictObject({ receivedId: id }))<ArrivedFilesView>(),
  /** Takes the row out of that list; the files stay. */
  'nearby:unlist': request(z.strictObject({ receivedId: id }))<void>(),
  /** Takes the row from where what came last is shown; the list keeps it. */
  'nearby:forget': request(z.strictObject({ receivedId: id }))<void>(),
} as const;

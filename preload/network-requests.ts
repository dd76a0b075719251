// The part of the border that is about the network: on the way to the servers, and around this computer.
import * as z from 'zod';
import { line, id } from './connection-draft';
import { request } from './request';
import type { ProxyView } from './views/views';
import type { ArrivedFilesView, ArrivedView, DeviceView, PinView } from './views/nearby-view';

/** host:port. */
const host = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[^\s:/?#@[\]]{1,253}):\d{1,5}$/);

export const networkRequests = {
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

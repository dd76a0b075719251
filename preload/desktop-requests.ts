// The part of the border that is about the desktop around the window.
import * as z from 'zod';
import { id } from './connection-draft';
import { request } from './request';
import { shareWish } from './share-wish';

const nothing = z.undefined();

export const desktopRequests = {
  /** How Mayfly lives on the desktop; only what is to change. */
  'settings:save-desktop': request(
    z.strictObject({
      startAtLogin: z.boolean().optional(),
      startHidden: z.boolean().optional(),
      staysInTray: z.boolean().optional(),
      shelfAtEdge: z.boolean().optional(),
      deepLinks: z.boolean().optional(),
      fileManagers: z.boolean().optional(),
      shortcut: z
        .string()
        .max(60)
        .regex(/^([A-Za-z]+\+)*\S*$/)
        .optional(),
    }),
  )<void>(),
  /** Shares what somebody else proposed, as it was shown. */
  'proposal:accept': request(z.strictObject({ proposalId: id, wish: shareWish }))<void>(),
  'proposal:dismiss': request(z.strictObject({ proposalId: id }))<void>(),
  /** The person chooses a part of the screen, which becomes a link. */
  'screenshot:share': request(z.strictObject({ wish: shareWish }))<void>(),
  'window:open': request(nothing)<void>(),
  /** All of it is on the screen: whatever else there is to do at the start is in nobody's way now. */
  'window:drawn': request(nothing)<void>(),
  'shelf:hide': request(nothing)<void>(),
  /** From the sliver at the edge of the screen. */
  'shelf:grow': request(nothing)<void>(),
  /** While new keys are recorded the old ones must not fire. */
  'shortcut:record': request(z.strictObject({ recording: z.boolean() }))<void>(),
} as const;

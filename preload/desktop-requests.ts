// The part of the border that is about the desktop around the window.
import * as z from 'zod';
import { id } from './connection-draft';
import { request } from './request';
import { shareOptions } from './share-options';

const nothing = z.undefined();
const screenId = z.number().int();
const pixels = z.number().int().min(0).max(100_000);

export const desktopRequests = {
  /** Changes settings of the desktop integration; absent fields stay. */
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
  /** Shares a proposal exactly as it was shown. */
  'proposal:accept': request(z.strictObject({ proposalId: id, options: shareOptions }))<void>(),
  'proposal:dismiss': request(z.strictObject({ proposalId: id }))<void>(),
  /** The user selects a region of the screen; its picture is shared. */
  'screenshot:share': request(z.strictObject({ options: shareOptions }))<void>(),
  /** Path on the window's origin for one fetch of the still picture of a screen, of which a part is to be chosen. */
  'region:picture': request(z.strictObject({ screenId }))<{ readonly picture: string }>(),
  /** The chosen part, in pixels of that picture; without one the screenshot is cancelled. */
  'region:end': request(
    z.strictObject({
      screenId,
      area: z.strictObject({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1) }).optional(),
    }),
  )<void>(),
  /** Something that may be shared hovers over the page: main opens what the share will use. */
  'warm-up': request(nothing)<void>(),
  /** Opens the licences of Mayfly and of what it holds in the usual program for texts. */
  'licences:open': request(nothing)<void>(),
  'window:open': request(nothing)<void>(),
  /** The window has painted its first complete view: main starts the deferred work of start-up. */
  'window:drawn': request(nothing)<void>(),
  'shelf:hide': request(nothing)<void>(),
  /** Opens the shelf from its sliver at the edge of the screen. */
  'shelf:grow': request(nothing)<void>(),
  /** Disables the present shortcut while the user records a new one. */
  'shortcut:record': request(z.strictObject({ recording: z.boolean() }))<void>(),
} as const;

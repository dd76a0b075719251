// Which requests of a page are acts of a person there.
import type { Channel } from '../../preload/contract';

/** Requests by which a person makes or changes links, or is about to, whose news belong to the window of the request. */
export const gestures: ReadonlySet<Channel> = new Set([
  'warm-up',
  'files:share',
  'files:choose',
  'text:share',
  'clipboard:share',
  'screenshot:share',
  'shares:copy-link',
  'shares:copy-ready',
  'shares:revoke',
  'shares:extend',
  'shares:change-password',
  'shares:add-files',
  'files:add',
  'shares:replace-file',
  'shares:remove-file',
  'doors:point',
  'doors:close',
  'file-requests:make',
  'file-requests:copy-link',
  'file-requests:extend',
  'arrivals:share',
  'uploads:retry',
  'uploads:resume',
] as const);

// The part of the border that is about short links and passwords of shares.
import * as z from 'zod';
import { id } from './connection-draft';
import { request } from './request';
import { sharePassword } from './share-options';

export const doorRequests = {
  /** Another password, or without one the link alone opens it; the new link is copied. A secret: main keeps it no longer than the request. */
  'shares:change-password': request(z.strictObject({ shareId: id, password: sharePassword.optional() }))<void>(),
  /** Forwards the short link of a share to another share, or to files that the system's dialog asks for. */
  'doors:point': request(
    z.strictObject({
      shareId: id,
      to: z.discriminatedUnion('kind', [
        // `password`: of files behind the short link of an encrypted share, which are encrypted by the secret of its links.
        z.strictObject({ kind: z.literal('files'), password: sharePassword.optional() }),
        z.strictObject({ kind: z.literal('share'), shareId: id }),
      ]),
    }),
  )<void>(),
  /** Closes the short link of a share and revokes the link behind it. */
  'doors:close': request(z.strictObject({ shareId: id }))<void>(),
} as const;

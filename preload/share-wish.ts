// What may be wanted of the things that are shared by one gesture.
import * as z from 'zod';
import { expirySeconds, id, line } from './connection-draft';

/** What is wanted of the files of one gesture, beside the settings. */
export const shareWish = z.strictObject({
  /** Show what is safe in the browser instead of saving it. */
  inline: z.boolean(),
  /** Default: the setting. */
  page: z.enum(['several', 'always', 'never']).optional(),
  /** Where they go; default: the default connection. */
  connectionId: id.optional(),
  /** Default: that connection's own, else the setting. */
  expirySeconds: expirySeconds.optional(),
  /** What the recipient sees a single file called; its own ending is kept where this has none. */
  name: line(255).optional(),
  /** What a page is called, and the sender's words on it. */
  title: line(200).optional(),
  message: line(2_000).optional(),
});
export type ShareWish = z.infer<typeof shareWish>;

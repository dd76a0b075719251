// The options of one share request of the window.
import * as z from 'zod';
import { line } from './connection-draft';

/** Main checks its length after NFC, which may be shorter. */
export const sharePassword = z.string().min(1).max(8_192);

/** Options of one share request, which goes to the default connection; each overrides a setting. */
export const shareOptions = z.strictObject({
  /** Default: the setting. */
  page: z.enum(['several', 'always', 'never']).optional(),
  /** Download name of a single file; keeps the file's extension when it has none. */
  name: line(255).optional(),
  /** Title of the page, and the sender's message on it. */
  title: line(200).optional(),
  message: line(2_000).optional(),
  /** The page tells when it is opened; the connection's `tellsOpenings` says whether it can. */
  tellWhenOpened: z.boolean().optional(),
  /** The page of one folder follows it while the app runs. */
  keepInStep: z.boolean().optional(),
  /** Encrypts contents and names. Default: the connection's rule. */
  encrypt: z.boolean().optional(),
  /** Of an encrypted share. A secret: main keeps it no longer than the request. */
  password: sharePassword.optional(),
  /** Gives a short link. Default: the connection's rule. */
  door: z.boolean().optional(),
  /** Its own name; people can guess it. Default: random characters. Main says what is wrong with it. */
  doorName: line(64).optional(),
  /** A device nearby: the files go there, and no link is made. */
  deviceId: line(512).optional(),
});
export type ShareOptions = z.infer<typeof shareOptions>;

// The part of the border that is about file requests and what arrives by them.
import * as z from 'zod';
import { expirySeconds, id, line } from './connection-draft';
import { request } from './request';
import type { CodeView } from './views/code-view';
import type { PickedFileView } from './views/connection-views';
import type { FileRequestDetailsView } from './views/file-request-views';

const ofRequest = z.strictObject({ requestId: id });
const ofArrival = z.strictObject({ requestId: id, slot: z.number().int().min(1).max(9_999) });

/** The bucket alone; the usual folder, called after the title; or one picked in the system's dialog (by id: the window names no path). */
const saving = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bucket') }),
  z.strictObject({ kind: z.literal('usual') }),
  z.strictObject({ kind: z.literal('picked'), id }),
]);
export type SavingPlace = z.infer<typeof saving>;

const title = line(200);
const message = z.string().trim().max(2_000);
const files = z.number().int().min(1).max(1_000);
const bytes = z.number().int().min(1).max(5_000_000_000_000);
const types = z.enum(['any', 'pictures', 'documents']);
const mostLeaseSeconds = z.number().int().min(3_600).max(86_400);

const fileRequestOptions = z.strictObject({
  title,
  message: message.optional(),
  expirySeconds,
  files,
  bytes,
  types,
  isOnce: z.boolean(),
  /** Default: the connection's rule. */
  encrypt: z.boolean().optional(),
  mostLeaseSeconds,
  saving,
  /** Gives a short link. Default: the connection's rule. */
  door: z.boolean().optional(),
  /** Its own name; people can guess it. Default: random characters. Main says what is wrong with it. */
  doorName: line(64).optional(),
  /** Default: the default connection. */
  connectionId: id.optional(),
});
export type FileRequestOptions = z.infer<typeof fileRequestOptions>;

export const fileRequestRequests = {
  /** Makes a request and copies its link. `isCopied` as of `shares:copy-link`. */
  'file-requests:make': request(fileRequestOptions)<{ readonly requestId: string; readonly isCopied: boolean }>(),
  /** The request “Send to my computer”: the one there is, or a new one. */
  'file-requests:standing': request(z.undefined())<{ readonly requestId: string }>(),
  /** The folder that `usual` would mean, for showing. */
  'file-requests:usual-folder': request(z.strictObject({ title: z.string().max(200) }))<{ readonly path: string }>(),
  /** Asks for a folder; `undefined` when the user cancels. */
  'file-requests:choose-folder': request(z.undefined())<PickedFileView | undefined>(),
  'file-requests:copy-link': request(ofRequest)<{ readonly isCopied: boolean }>(),
  /** The link as a code. */
  'file-requests:qr': request(ofRequest)<CodeView>(),
  /** Asks where to save that picture, and saves it. */
  'file-requests:save-qr': request(ofRequest)<void>(),
  /** A new link for so many seconds from now, copied. */
  'file-requests:extend': request(z.strictObject({ requestId: id, expirySeconds }))<{ readonly isCopied: boolean }>(),
  /** Limits only widen; `types` only becomes `any`, `isOnce` only false. An empty message removes it. */
  'file-requests:edit': request(
    z.strictObject({
      requestId: id,
      title: title.optional(),
      message: message.optional(),
      files: files.optional(),
      bytes: bytes.optional(),
      types: types.optional(),
      isOnce: z.literal(false).optional(),
      mostLeaseSeconds: mostLeaseSeconds.optional(),
      saving: saving.optional(),
    }),
  )<void>(),
  'file-requests:close': request(ofRequest)<void>(),
  /** With its page and every file of it that is still in the bucket. */
  'file-requests:remove': request(ofRequest)<void>(),
  /** Looks now at what guests stored. */
  'file-requests:look': request(ofRequest)<void>(),
  /** The same for all requests that may still receive; what fails is tried again by itself. */
  'file-requests:look-all': request(z.undefined())<void>(),
  'file-requests:details': request(ofRequest)<FileRequestDetailsView>(),
  /**
   * Saves what is not saved yet, or these files, in the request's folder; where it has none, asks for one. `chosen` is false when the user
   * cancels that.
   */
  'file-requests:save': request(
    z.strictObject({ requestId: id, slots: z.array(ofArrival.shape.slot).min(1).max(1_000).optional() }),
  )<{ readonly chosen: boolean }>(),
  'file-requests:stop-saving': request(ofRequest)<void>(),
  /** Shows the folder of a request. */
  'file-requests:show-folder': request(ofRequest)<void>(),
  /** Opens a saved file with its usual program, where `canOpen`. */
  'arrivals:open': request(ofArrival)<void>(),
  /** Shows a saved file in its folder. */
  'arrivals:reveal': request(ofArrival)<void>(),
  /** Makes a link to the file where it is, and copies it. */
  'arrivals:share': request(ofArrival)<void>(),
  /** From the bucket; a saved file stays. */
  'arrivals:remove': request(ofArrival)<void>(),
} as const;

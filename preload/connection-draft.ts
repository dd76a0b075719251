// The form of a connection as the window sends it. Secrets go in with it and never come out.
import * as z from 'zod';

export const id = z.string().min(1).max(64);
/** Up to the longest that any provider takes; main knows the connection's own limit. */
export const expirySeconds = z.number().int().min(1).max(7_776_000);
export const line = (max: number) => z.string().trim().min(1).max(max);

export const connectionDraft = z.strictObject({
  /** Present when an existing connection is changed; its secret is kept when `secretAccessKey` is absent. */
  id: id.optional(),
  /** Empty: called after its provider and bucket. */
  name: z.string().trim().max(100),
  provider: line(40),
  endpoint: line(2048),
  bucket: line(63),
  region: z.string().trim().max(64),
  prefix: z.string().trim().max(512).optional(),
  addressing: z.enum(['path', 'virtual-host', 'automatic']),
  accessKeyId: z.string().trim().max(256).optional(),
  secretAccessKey: z.string().max(1024).optional(),
  sessionToken: z.string().max(8192).optional(),
  /** Unix ms: the end of the session token. */
  sessionExpiresAtMs: z.number().int().min(0).max(8_640_000_000_000_000).optional(),
  /** Keys that `credentials:paste` understood. */
  pasteId: id.optional(),
  /** Source of the credentials; absent: the typed or pasted keys, else the present source. */
  credentials: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('kept') }),
      z.strictObject({ kind: z.literal('profile'), profile: z.string().min(1).max(128) }),
    ])
    .optional(),
  /** No link of it lives longer; absent: as long as the protocol allows. */
  maxExpirySeconds: expirySeconds.optional(),
  whenExpired: z.enum(['delete', 'keep']).optional(),
  /** Default lifetime of its links; absent: the setting. */
  defaultExpirySeconds: expirySeconds.optional(),
  /** Of its uploads together; absent: the setting alone. */
  bandwidthBytesPerSecond: z.number().int().min(1).max(10_000_000_000).optional(),
  colour: z.enum(['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple']).optional(),
  /** Whether its shares are encrypted; absent: where the user asks for it. */
  encryption: z.enum(['usual', 'demanded']).optional(),
  /** How its keys are named below the prefix. */
  keyTemplate: z.string().trim().max(512).optional(),
  /** Links are signed for this endpoint. */
  shareEndpoint: z.string().trim().max(2048).optional(),
  /** A second key, by which guests store their files; absent: none. Its secret is kept when `intakeSecret` is absent. */
  intakeKeyId: z.string().trim().max(256).optional(),
  intakeSecret: z.string().max(1024).optional(),
  /** The user agrees to the addresses that an imported file brought. */
  confirmsAddresses: z.boolean().optional(),
  /** PEM file of trusted authorities: the present one, or one picked in the system's dialog (by id: the window names no path). */
  caFile: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('kept') }),
      z.strictObject({ kind: z.literal('picked'), id }),
    ])
    .optional(),
});
/** A draft whose bucket is still to be chosen. */
export const unplacedDraft = z.strictObject({ ...connectionDraft.shape, bucket: z.string().trim().max(63) });
export type ConnectionDraft = z.infer<typeof connectionDraft>;

/** Where short links should be; both empty for the bucket on this computer, which makes its own. */
export const doorsOptions = z.strictObject({
  bucket: z.string().max(63),
  prefix: z.string().max(200),
  address: z.string().max(200),
  isUsual: z.boolean(),
});

export const doorsBucket = z.strictObject({
  connectionId: id,
  bucket: z.string().max(63),
  prefix: z.string().max(200),
});

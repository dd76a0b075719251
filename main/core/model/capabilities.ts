// What a connection's server and credentials can do, as the doctor found it; features ask this and never a provider's name.

export type LifecycleAccess = 'readable' | 'denied' | 'unsupported';

/** The facts of an examination; an absent fact was not observed, and its default holds. */
export interface CapabilityFacts {
  /** Rights of the credentials. */
  readonly writes?: boolean;
  readonly reads?: boolean;
  readonly describes?: boolean;
  readonly removes?: boolean;
  readonly lists?: boolean;
  readonly listsParts?: boolean;
  readonly aborts?: boolean;
  /** The right to delete a version, in a bucket that keeps versions. */
  readonly removesVersions?: boolean;
  readonly lifecycle?: LifecycleAccess;

  /** The server takes a CRC-32 with an upload; `tellsChecksums`: it also computes the CRC-32 of the stored bytes. */
  readonly takesChecksums?: boolean;
  readonly tellsChecksums?: boolean;
  /** The ETag of one PUT is the MD5 of its bytes; of an upload in parts the MD5 of the parts' MD5s. */
  readonly md5Etags?: boolean;
  readonly md5UploadEtags?: boolean;
  /** Multipart uploads. */
  readonly multipart?: boolean;
  /** Response headers in a link override the stored ones. */
  readonly overrides?: boolean;
  /** A browser shows HTML from the server, so that a page can be shared. */
  readonly pages?: boolean;
  /** The server returns a gzip object as it is, with its `Content-Encoding`. */
  readonly gzip?: boolean;
  /** CORS: web pages of any origin may read links. */
  readonly openToPages?: boolean;
  /** `If-None-Match: *` keeps a PUT from replacing an object. */
  readonly conditionalPut?: boolean;
  /**
   * The server refuses an `x-amz-` header that a presigned PUT did not sign. False: such a header turned a link to write into a copy of another
   * object. Give away links to write only where this is true.
   */
  readonly signsAmz?: boolean;
  /** The server refuses a presigned PUT of another length than the signed one. */
  readonly limitsPuts?: boolean;
  /** The server takes upload forms and enforces their signed size. */
  readonly limitsForms?: boolean;
  /** The bucket keeps versions of replaced and deleted objects. */
  readonly versions?: boolean;
  /**
   * The intake key may store objects below `in/`, and the server refused it everything else: to read, list and delete there, to read and store
   * elsewhere, and, where PUT links take unsigned headers, to copy and to publish by one.
   */
  readonly intakeOnlyStores?: boolean;
}

export interface Capabilities extends CapabilityFacts {
  /** Unix ms on this computer's clock. */
  readonly madeAtMs: number;
}

/** A connection, above all. */
type Examined = { readonly capabilities?: Capabilities };
const usually = (fact: boolean | undefined, usual: boolean): boolean => fact ?? usual;

/** Whether a browser shows pages of this storage, so that one can be shared. */
export const showsPages = ({ capabilities }: Examined): boolean => usually(capabilities?.pages, true);

/** Whether gzip objects can be stored. */
export const keepsGzip = ({ capabilities }: Examined): boolean => usually(capabilities?.gzip, true);

/** Whether name and type in a link override the stored ones. */
export const honoursOverrides = ({ capabilities }: Examined): boolean => usually(capabilities?.overrides, true);

/** Whether multipart uploads work; large files need them. */
export const takesParts = ({ capabilities }: Examined): boolean => usually(capabilities?.multipart, true);

/** Whether uploads carry a CRC-32; by default the first one tries, and a refusal ends it. */
export const takesChecksums = ({ capabilities }: Examined): boolean => usually(capabilities?.takesChecksums, true);

/** Whether the bucket is known to keep versions; then a deletion needs no request to find out. */
export const keepsVersions = ({ capabilities }: Examined): boolean => usually(capabilities?.versions, false);

/** Whether `If-None-Match: *` is seen to keep a PUT from replacing an object. */
export const refusesOverwrite = (connection: Guarded): boolean =>
  proven(connection, connection.capabilities?.conditionalPut) === true;

/** Whether a write may depend on the object that it replaces: where creating only is kept to, so is that, and who ignores it loses nothing. */
export const keepsConditions = (connection: Guarded): boolean =>
  describesObjects(connection) && refusesOverwrite(connection);

/** Whether HEAD works; a server-side copy begins and ends with it. */
export const describesObjects = ({ capabilities }: Examined): boolean => usually(capabilities?.describes, true);

/** A link to write, or a form, is given away only where this is true; the embedded bucket is held to all of it by a test of every build. */
type Guarded = Examined & { readonly kind: 'embedded' | 's3' };
const proven = ({ kind }: Guarded, fact: boolean | undefined) => kind === 'embedded' || fact;

/** Whether the server refuses `x-amz-` headers that a presigned PUT did not sign; `undefined` where nobody has seen it. */
export const unsignedIsRefused = (connection: Guarded): boolean | undefined =>
  proven(connection, connection.capabilities?.signsAmz);

/** Whether the server is seen to hold a presigned PUT to its signed length. */
export const lengthsAreKept = (connection: Guarded): boolean =>
  proven(connection, connection.capabilities?.limitsPuts) === true;

/** Whether the server keeps the signed limits of upload forms; `undefined` where nobody has seen it. */
export const formsAreLimited = (connection: Guarded): boolean | undefined =>
  proven(connection, connection.capabilities?.limitsForms);

/** Whether the connection has an intake key that was seen to do nothing but store objects below `in/`. */
export const hasProvenIntake = ({ intakeKeyId, capabilities }: Examined & { readonly intakeKeyId?: string }): boolean =>
  intakeKeyId !== undefined && capabilities?.intakeOnlyStores === true;

/** Whether nobody has seen yet what the connection's intake key may do. */
export const isIntakeUnseen = ({ intakeKeyId, capabilities }: Examined & { readonly intakeKeyId?: string }): boolean =>
  intakeKeyId !== undefined && capabilities?.intakeOnlyStores === undefined;

/** The facts that hold for another intake key too. */
export const withoutIntake = ({ intakeOnlyStores: _ofThatKey, ...facts }: Capabilities): Capabilities => facts;

/** Whether the bucket's lifecycle rules can be read, and why not. */
export const lifecycleAccess = ({ capabilities }: Examined): LifecycleAccess => capabilities?.lifecycle ?? 'readable';

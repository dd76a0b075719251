// What a connection's server and key can do, found out by the doctor; every feature asks this and never a provider's name.

export type LifecycleAccess = 'readable' | 'denied' | 'unsupported';

/** What was seen; a fact that is absent was not seen, and the usual is assumed. */
export interface CapabilityFacts {
  /** Rights of the key, each tried once below a prefix of our own. */
  readonly writes?: boolean;
  readonly reads?: boolean;
  readonly describes?: boolean;
  readonly removes?: boolean;
  readonly lists?: boolean;
  readonly listsParts?: boolean;
  readonly aborts?: boolean;
  /** Of a bucket that keeps versions: this key may delete single ones. */
  readonly removesVersions?: boolean;
  readonly lifecycle?: LifecycleAccess;

  /** Takes a CRC-32 with what is uploaded; `tellsChecksums`: and computes it itself, so that it proves what was stored. */
  readonly takesChecksums?: boolean;
  readonly tellsChecksums?: boolean;
  /** The ETag of one PUT is the MD5 of its bytes; of an upload in parts the MD5 of the parts' MD5s. */
  readonly md5Etags?: boolean;
  readonly md5UploadEtags?: boolean;
  /** Uploads in parts, from beginning to end. */
  readonly multipart?: boolean;
  /** A link's own type, name and caching win over what is stored. */
  readonly overrides?: boolean;
  /** HTML is shown by a browser, so that a page can be shared. */
  readonly pages?: boolean;
  /** Gives back what was stored compressed as it is, and says so. */
  readonly gzip?: boolean;
  /** Web pages of any other origin may read links. */
  readonly openToPages?: boolean;
  /** `If-None-Match: *` keeps a PUT from replacing an object. */
  readonly conditionalPut?: boolean;
  /**
   * Refuses an `x-amz-` header that a presigned PUT did not sign, so that a link to write is none to read. False: it was turned into a copy of
   * another object. Links to write may only be given away where this was seen to be true.
   */
  readonly signsAmz?: boolean;
  /** Upload forms are taken, and held to the size they were signed for. */
  readonly limitsForms?: boolean;
  /** The bucket keeps what is replaced or deleted. */
  readonly versions?: boolean;
}

export interface Capabilities extends CapabilityFacts {
  /** Unix ms on this computer's clock. */
  readonly madeAtMs: number;
}

/** Anything that may know what its storage can do: a connection above all. */
type Asked = { readonly capabilities?: Capabilities };
const usually = (fact: boolean | undefined, usual: boolean): boolean => fact ?? usual;

/** Whether a page can be shared: one that the browser offers to save is none. */
export const showsPages = ({ capabilities }: Asked): boolean => usually(capabilities?.pages, true);

/** Whether what was compressed may be stored so. */
export const keepsGzip = ({ capabilities }: Asked): boolean => usually(capabilities?.gzip, true);

/** Whether a link's own name and type win over what is stored. */
export const honoursOverrides = ({ capabilities }: Asked): boolean => usually(capabilities?.overrides, true);

/** Whether large files can travel at all. */
export const takesParts = ({ capabilities }: Asked): boolean => usually(capabilities?.multipart, true);

/** Whether uploads carry a CRC-32 from the first on; where nothing is known it is tried, and left out once it was refused. */
export const takesChecksums = ({ capabilities }: Asked): boolean => usually(capabilities?.takesChecksums, true);

/** Whether the bucket is known to keep versions, so that nobody has to ask before a deletion. */
export const keepsVersions = ({ capabilities }: Asked): boolean => usually(capabilities?.versions, false);

/** Whether what is stored can be looked at, which copying inside the bucket begins and ends with. */
export const describesObjects = ({ capabilities }: Asked): boolean => usually(capabilities?.describes, true);

/** Whether the bucket's own rules can be read, and why not. */
export const lifecycleAccess = ({ capabilities }: Asked): LifecycleAccess => capabilities?.lifecycle ?? 'readable';

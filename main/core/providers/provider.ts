// The documented facts of one S3 provider: its endpoints, its regions, what its servers can do.
import type { PartLimits } from './multipart-limits';
import type { Addressing } from '../model/place';

export type Known = 'yes' | 'no' | 'unknown';

/**
 * How a key is made that may only store below a prefix. `policy`: a policy of its user; `bucket-policy`: a policy of the bucket that denies a subuser
 * everything else; `role`: by the provider's own roles; `no`: it has no such keys.
 */
export type IntakeKeys = 'policy' | 'bucket-policy' | 'role' | 'no' | 'unknown';

/**
 * What everybody may be let read, for doors. `policy`: a prefix, by the bucket's policy; `bucket`: a whole bucket; `domain`: a whole bucket by a domain
 * of the user's; `no`: nothing by S3.
 */
export type PublicUnit = 'policy' | 'bucket' | 'domain' | 'no' | 'unknown';

/** The server's own address of what everybody may read: the bucket in the path, in front of the host, or one that only the user knows. */
export type PublicAddress = Addressing | 'unknown';

export interface EndpointTemplate {
  /** The beginning of its regions' names; empty for all others. */
  readonly regions: string;
  /** `{region}` is filled in; words in capitals are for the user to fill in. */
  readonly template: string;
}

/** The region in signatures. */
export type RegionRule =
  /** Part of the endpoint; `usual` where it is not. */
  | { readonly kind: 'in-endpoint'; readonly usual: string; readonly from: RegExp }
  /** One for all users. */
  | { readonly kind: 'fixed'; readonly usual: string }
  /** As its administrator chose; `usual` is the server's default. */
  | { readonly kind: 'own'; readonly usual: string };

export interface Provider {
  readonly id: string;
  readonly label: string;
  /** The first that fits the region; none where there is none to suggest. */
  readonly endpoints: readonly EndpointTemplate[];
  /** Host names of its servers; none for software that users run themselves. */
  readonly hosts?: RegExp;
  readonly region: RegionRule;
  /** Whether the form fills in a region: only where the server itself corrects a wrong one. */
  readonly offersRegion: boolean;
  readonly addressing: Addressing;
  /** `default`: takes the checksums that AWS's clients add to every upload; `required`: only where the protocol demands one. */
  readonly checksums: 'default' | 'required' | 'unknown';
  /** Whether it takes uploads by a signed form (POST policy). */
  readonly postPolicy: Known;
  /** Whether `If-None-Match: *` keeps a PUT from replacing an object; `no` where the header is refused or ignored. */
  readonly conditionalWrites: Known;
  readonly intakeKeys: IntakeKeys;
  readonly publicUnit: PublicUnit;
  readonly publicAddress: PublicAddress;
  readonly parts: PartLimits;
  /** Whether a stored object can be copied into parts of another one (UploadPartCopy). */
  readonly copiesParts: Known;
  /** Seconds, as documented; absent: not documented, and 604,800 is tried. */
  readonly longestExpirySeconds?: number;
  /** `run`: Mayfly's tests ran on such a server. `documents`: known from documents alone. */
  readonly seen: 'run' | 'documents';
  /** Their documents. */
  readonly sources: readonly string[];
}

// What is known of one S3 provider: how its endpoints are made, what its regions are, what it can do.
import type { PartLimits } from './multipart-limits';
import type { Addressing } from '../model/place';

export type Known = 'yes' | 'no' | 'unknown';

export interface EndpointTemplate {
  /** How the regions begin that have this one; empty for all others. */
  readonly regions: string;
  /** `{region}` is filled in; words in capitals are what only the person knows. */
  readonly template: string;
}

/** How a server wants its region named in signatures. */
export type RegionRule =
  /** Stands in the endpoint; `usual` where it does not. */
  | { readonly kind: 'in-endpoint'; readonly usual: string; readonly from: RegExp }
  /** The same for everybody. */
  | { readonly kind: 'fixed'; readonly usual: string }
  /** As the server was set up; `usual` is what it is when nobody changed it. */
  | { readonly kind: 'own'; readonly usual: string };

export interface Provider {
  readonly id: string;
  readonly label: string;
  /** The first that fits the region; none where there is nothing sensible to offer. */
  readonly endpoints: readonly EndpointTemplate[];
  /** Host names of its servers; none where everybody runs their own. */
  readonly hosts?: RegExp;
  readonly region: RegionRule;
  /** Whether a region is offered before one was typed: only where the server itself tells the right one. */
  readonly offersRegion: boolean;
  readonly addressing: Addressing;
  /** `default`: takes the checksums that S3's own clients add to every upload; `required`: only where the protocol demands one. */
  readonly checksums: 'default' | 'required' | 'unknown';
  /** Whether it takes uploads by a signed form (POST policy). */
  readonly postPolicy: Known;
  /** Whether `If-None-Match: *` keeps a PUT from replacing what is there; `no` where the header is refused, or left alone. */
  readonly conditionalWrites: Known;
  readonly parts: PartLimits;
  /** Whether a stored object can be copied into parts of another one (UploadPartCopy). */
  readonly copiesParts: Known;
  /** Seconds, as documented; absent: not documented, and 604,800 is tried. Mayfly asks for 604,800 at most. */
  readonly longestExpirySeconds?: number;
  /** `run`: Mayfly's own tests ran on such a server. `documents`: nobody here has seen one. */
  readonly seen: 'run' | 'documents';
  /** Documents that say so. */
  readonly sources: readonly string[];
}

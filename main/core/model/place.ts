// Where objects are: endpoint, region, bucket and addressing.

export type Addressing = 'path' | 'virtual-host';

/** One bucket of one server, as requests to it must be addressed. */
export interface Place {
  /** Origin and optional base path, without query or user information. The embedded bucket's is known once it runs. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly addressing: Addressing;
}

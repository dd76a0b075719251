// The place of a bucket: endpoint, region, name and addressing.

export type Addressing = 'path' | 'virtual-host';

export interface Place {
  /** Origin and optional base path, without query or user information; of the embedded bucket empty until it runs. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly addressing: Addressing;
}

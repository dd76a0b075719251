// Why this exists: what each storage provider's endpoint and region look like, so that a person types as little as possible.

export interface Provider {
  readonly id: string;
  readonly label: string;
  /** `{region}` is filled from the region; a word in capitals is a gap the person fills. Empty: nothing sensible to offer. */
  readonly endpoint: string;
  readonly region: string;
  /** Where to find the keys, in the provider's own words. */
  readonly hint: string;
}

// Sources: each provider's own page on its S3-compatible endpoint.
export const providers: readonly Provider[] = [
  {
    id: 'aws',
    label: 'AWS S3',
    endpoint: 'https://s3.{region}.amazonaws.com',
    region: 'us-east-1',
    hint: 'IAM › Users › Security credentials › Access keys.',
  },
  {
    id: 'r2',
    label: 'Cloudflare R2',
    endpoint: 'https://ACCOUNT_ID.r2.cloudflarestorage.com',
    region: 'auto',
    hint: 'R2 › Manage API tokens. The token page shows the endpoint too.',
  },
  {
    id: 'b2',
    label: 'Backblaze B2',
    endpoint: 'https://s3.{region}.backblazeb2.com',
    region: 'us-west-004',
    hint: 'Application Keys. The master key does not work here.',
  },
  {
    id: 'wasabi',
    label: 'Wasabi',
    endpoint: 'https://s3.{region}.wasabisys.com',
    region: 'us-east-1',
    hint: 'Access Keys › Create access key.',
  },
  {
    id: 'spaces',
    label: 'DigitalOcean Spaces',
    endpoint: 'https://{region}.digitaloceanspaces.com',
    region: 'fra1',
    hint: 'API › Spaces Keys.',
  },
  {
    id: 'gcs',
    label: 'Google Cloud Storage',
    endpoint: 'https://storage.googleapis.com',
    region: 'auto',
    hint: 'Cloud Storage › Settings › Interoperability › HMAC keys.',
  },
  {
    id: 'minio',
    label: 'MinIO',
    endpoint: 'http://127.0.0.1:9000',
    region: 'us-east-1',
    hint: 'Access Keys in the console of your server.',
  },
  {
    id: 'ceph',
    label: 'Ceph',
    endpoint: '',
    region: 'default',
    hint: 'Keys from radosgw-admin or your administrator.',
  },
  { id: 'other', label: 'Other S3', endpoint: '', region: '', hint: 'Any server that speaks S3.' },
];

/** Unknown ids (a newer Mayfly wrote them) are shown as `Other S3`. */
export function providerOf(id: string): Provider {
  const other = providers.at(-1);
  if (other === undefined) throw new Error('there are no providers');
  return providers.find((provider) => provider.id === id) ?? other;
}

/** The endpoint a provider suggests for a region. */
export function suggestedEndpoint(provider: Provider, region: string): string {
  return provider.endpoint.replace('{region}', region.trim() || provider.region);
}

/** A part of an endpoint that was suggested but not filled in, like `ACCOUNT_ID`. */
export function gapIn(endpoint: string): string | undefined {
  return /\b[A-Z]+_[A-Z]+\b/.exec(endpoint)?.[0];
}

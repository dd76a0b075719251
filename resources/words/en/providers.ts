// Providers of storage: the texts in English.

/** For each provider: where to find its endpoint and keys, and notes for its users. */
export const providers = {
  aws: {
    endpoint: 'Only the region in it matters, and that is found out by the test.',
    keys: 'IAM › Users › Security credentials › Create access key.',
    limits: { token: 'Links of temporary credentials end with them.' },
  },
  r2: {
    endpoint: 'R2 › Overview shows your account ID. A bucket that stays in the EU has .eu after the ID.',
    keys: 'R2 › Overview › Manage API tokens. Its page shows both keys once.',
    limits: {
      domain: 'Links never go through a domain of your own.',
      account: 'The address of a link shows your account ID.',
    },
  },
  b2: {
    endpoint: 'Buckets shows it at each bucket, as “Endpoint”.',
    keys: 'Application Keys › Add a new application key. The master key does not work here.',
    limits: { conditional: 'It refuses uploads that must not replace anything.' },
  },
  wasabi: {
    endpoint: 'The service URL of your bucket’s region.',
    keys: 'Access Keys › Create access key.',
    limits: {},
  },
  spaces: {
    endpoint: 'The settings of your Space show it; a bucket in front of it is taken apart.',
    keys: 'Spaces Object Storage › Access Keys › Create Access Key.',
    limits: {},
  },
  gcs: {
    endpoint: 'The same for everybody.',
    keys: 'Cloud Storage › Settings › Interoperability › Create a key for a service account.',
    limits: {},
  },
  minio: {
    endpoint: 'Where your server’s API listens, usually port 9000; its console has another one.',
    keys: 'Access Keys in the console of your server.',
    limits: {
      ended: 'It is no longer maintained (since February 2026): holes that are found stay open.',
      writes: 'A link to write can be turned into one to read, as in CVE-2026-54330: give such links to nobody.',
    },
  },
  rustfs: {
    endpoint: 'Where your server’s API listens, usually port 9000; its console has another one.',
    keys: 'Access Keys in the console of your server.',
    limits: {},
  },
  ceph: {
    endpoint: 'Where your object gateway listens; your administrator knows it.',
    keys: 'From radosgw-admin user create, or from your administrator.',
    limits: {
      token: 'Older releases take no temporary credentials.',
      writes: 'Before 19.2.6 and 20.2.4 a link to write can be turned into one to read (CVE-2026-54330): update it.',
    },
  },
  scaleway: {
    endpoint: 'The region is like fr-par, nl-ams or pl-waw.',
    keys: 'IAM › API keys.',
    limits: { parts: 'A file has at most 1,000 parts, so large files travel in larger ones.' },
  },
  hetzner: {
    endpoint: 'The location of your bucket: fsn1, nbg1 or hel1.',
    keys: 'The S3 credentials of the project, in the Cloud Console.',
    limits: { copy: 'A copy inside the bucket can fail; then the file is uploaded again.' },
  },
  ovh: {
    endpoint: 'The region of your bucket, in small letters: gra, rbx, eu-west-par and so on.',
    keys: 'Object Storage › Create user; the menu of a user shows its secret key again.',
    limits: {},
  },
  idrive: {
    endpoint: 'Dashboard › Enabled regions shows it.',
    keys: 'Access Key › Create Access Key.',
    limits: {},
  },
  storj: {
    endpoint: 'The same for everybody.',
    keys: 'Access › New access key › S3 credentials.',
    limits: {
      rules: 'It has no clean-up rules.',
    },
  },
  tigris: {
    endpoint: 'The same for everybody; from within Fly.io it is fly.storage.tigris.dev.',
    keys: 'Access Keys › Create new access key.',
    limits: {
      days: 'Links to it live for up to 90 days, also on a domain of your own: enter that as the share address.',
    },
  },
  oracle: {
    endpoint: 'Tenancy details shows your Object Storage namespace; the region is like eu-frankfurt-1.',
    keys: 'Your user › Customer secret keys › Generate secret key.',
    limits: {},
  },
  linode: {
    endpoint: 'Object Storage shows it at each bucket; a bucket in front of it is taken apart.',
    keys: 'Object Storage › Access Keys › Create Access Key.',
    limits: {},
  },
  vultr: {
    endpoint: 'Cloud Storage › Object Storage › Overview shows it, as the host name.',
    keys: 'Cloud Storage › Object Storage › Overview › S3 credentials.',
    limits: {},
  },
  contabo: {
    endpoint: 'The S3 URL of your object storage.',
    keys: 'The S3 object storage credentials of your account.',
    limits: { speed: 'Usually at most 250 requests and 10 MB a second.' },
  },
  supabase: {
    endpoint: 'Storage › S3 configuration shows the endpoint and the region: copy both.',
    keys: 'Storage › S3 configuration › New access key.',
    limits: { versions: 'It keeps no versions.' },
  },
  garage: {
    endpoint: 'Where your server’s S3 API listens, usually port 3900.',
    keys: 'From garage key create; garage bucket allow opens the bucket for it.',
    limits: { region: 'The region is the one of its configuration.' },
  },
  seaweedfs: {
    endpoint: 'Where weed s3 listens, usually port 8333.',
    keys: 'From s3.configure in weed shell.',
    limits: {},
  },
  swift: {
    endpoint: 'Where the proxy server listens; your administrator knows it.',
    keys: 'From openstack ec2 credentials create.',
    limits: {},
  },
  other: {
    endpoint: 'The address of the S3 API, as your provider shows it.',
    keys: 'An access key and its secret, as your provider shows them.',
    limits: {},
  },
} as const;

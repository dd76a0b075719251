// The doctor of connections: the texts in English.
import { doctorFindings } from './doctor-findings';

export const doctor = {
  steps: {
    reach: 'The way to the server',
    clock: 'Clock',
    keys: 'Keys',
    region: 'Region',
    addressing: 'Address of the bucket',
    bucket: 'Bucket',
    lifecycle: 'Clean-up rules',
    write: 'Storing',
    checksums: 'Checksums',
    link: 'Links',
    overrides: 'Names and types in links',
    pages: 'Pages',
    compression: 'Compressed pages',
    cors: 'Other web pages',
    describe: 'Looking at objects',
    parts: 'Uploads in parts',
    'list-parts': 'Going on after an interruption',
    etags: 'Proof of what is stored',
    abort: 'Cancelling uploads',
    'write-links': 'Links to write',
    conditional: 'Keeping what is there',
    lengths: 'Signed lengths',
    forms: 'Upload forms',
    intake: 'Intake key',
    delete: 'Taking back',
    versions: 'Versions',
    list: 'Lists',
    'clean-up': 'Tidying up',
    'shares-private': 'Whether the shares are private',
    doors: 'Short links',
    'doors-fresh': 'Changing short links',
    'doors-gone': 'Closing short links',
    'doors-across': 'Going on in open pages',
  },
  states: { ok: 'Fine', note: 'Note', warning: 'Limited', failed: 'Fails', skipped: 'Not looked at' },
  verdicts: {
    works: 'The connection works.',
    limited: 'The connection works, with limits.',
    fails: 'The connection does not work yet.',
    'cut-off': 'The test was stopped.',
  },
  running: 'Testing: {{step}}…',
  starting: 'Testing…',
  corrected: 'Filled in from what the server said: {{changes}}.',
  changes: {
    endpoint: 'endpoint {{value}}',
    region: 'region {{value}}',
    addressing: 'bucket in {{value}}',
  },
  missingRight: 'Give the key the right {{action}} ({{verb}}). The policy below holds everything that Mayfly needs.',
  missingRightInTerminal:
    'Give the key the right {{action}} ({{verb}}). mayfly connections policy NAME prints everything that Mayfly needs.',
  policyWhere: {
    usual: 'Paste it where your provider keeps the policies of users or access keys.',
    aws: 'IAM › Users › the user of this key › Add permissions › Create inline policy › JSON.',
    minio:
      'Save it as policy.json, then: mc admin policy create ALIAS mayfly policy.json, and attach it to the key’s user.',
    ceph: 'Add a Principal to each statement for a bucket policy, or give the key’s user the bucket (radosgw-admin).',
    wasabi: 'Policies › Create policy, then attach it to the key’s user.',
    r2: 'R2 has no policies: make an API token with “Object Read & Write” for this bucket.',
    b2: 'Backblaze has no policies: make an application key for this bucket with Read and Write, and the capability listFiles.',
    spaces: 'Spaces has no policies for keys: make a key with Read/Write/Delete for this bucket.',
    gcs: 'Google has no such policies: give the key’s service account the role Storage Object Admin on this bucket.',
  },
  intakeWhere: {
    usual:
      'Make a second key that this policy alone applies to, where your provider keeps the policies of users or access keys.',
    aws: 'IAM › Users › Create user, with this as its inline policy, then Create access key.',
    minio:
      'Save it as policy.json, then: mc admin policy create ALIAS mayfly-intake policy.json, and attach it to a user of its own.',
    ceph: 'USER is the user of this connection’s key. Make its subuser with radosgw-admin subuser create --uid=USER --subuser=USER:mayfly-intake --access=write, and a key with radosgw-admin key create --subuser=USER:mayfly-intake --key-type=s3; then add these statements to the policy of the bucket.',
    wasabi: 'Policies › Create policy, then attach it to a user of its own.',
    gcs: 'Google has no such policies: give a service account the role Storage Object Creator on this bucket, with the condition {{condition}}, and make an HMAC key for it.',
  },
  doorVerdicts: {
    works: 'Short links work.',
    limited: 'Short links do not work yet.',
    fails: 'Short links do not work yet.',
    'cut-off': 'The test was stopped.',
  },
  /** What a set-up of doors did. */
  doorsSteps: {
    bucket: 'Bucket for short links',
    policy: 'Policy for short links',
    cors: 'Open pages at another address',
    'bucket-made': 'The bucket “{{bucket}}” was created.',
    'bucket-there': 'The bucket “{{bucket}}” is there.',
    'bucket-refused': 'There is no bucket “{{bucket}}”, and it could not be created.',
    mend: 'Create it in the provider’s console, without public access, then set up again.',
    'block-lifted':
      'Block Public Access no longer keeps the policy of “{{bucket}}” from being public; it stays for all other buckets.',
    'policy-made': 'Everybody may read the short links, and nothing else.',
    'policy-there': 'Everybody could read the short links already: nothing was changed.',
    'policy-refused': 'The server does not take a policy that lets everybody read the short links.',
    'policy-taken-back': 'The policy was taken back, because short links do not work there.',
    'cors-made': 'Open share pages may ask their short links for the present link (CORS).',
  },
  /** What the owner does by hand where the policy was refused. */
  doorsMissing: {
    usual:
      'Let everybody read single objects of “{{bucket}}” in the provider’s console, and list none; then set up again.',
    aws: 'Turn off Block Public Access for “{{bucket}}” alone: S3 console › {{bucket}} › Permissions. Then set up again.',
    r2: 'Connect a domain of yours to “{{bucket}}” under Settings › Custom Domains, and enter it as the address.',
    b2: 'Make “{{bucket}}” public in Backblaze’s console: Bucket Settings › Public. Then set up again.',
    wasabi: 'Ask Wasabi’s support to allow “{{bucket}}” to be public, then set up again.',
    gcs: 'Give allUsers the role Storage Legacy Object Reader on “{{bucket}}” in Google’s console, then set up again.',
    minio: 'Save the policy as POLICY.json, run mc anonymous set-json POLICY.json ALIAS/{{bucket}}, then set up again.',
    garage: 'Run garage bucket website --allow {{bucket}}, and enter the address of Garage’s web endpoint.',
    hetzner: 'Make “{{bucket}}” public in Hetzner’s console, then set up again.',
  },
  /** How the doors' bucket becomes public. */
  doorsWhere: {
    usual:
      'Make a bucket for short links alone, let everybody read it, and enter its public address. Never make the bucket of your files public.',
    aws: 'Make a bucket for short links alone, turn off Block Public Access for it, and give it this policy; its address is https://BUCKET.s3.REGION.amazonaws.com. For a domain of your own put CloudFront in front, with caching off.',
    r2: 'Make a bucket for short links alone, and connect a domain of yours under Settings › Custom Domains; that domain is the address. r2.dev is for trying out, and R2 opens whole buckets only, so never connect the bucket of your files.',
    b2: 'Make a public bucket for short links alone; its address is https://BUCKET.s3.REGION.backblazeb2.com. Backblaze opens whole buckets only.',
    wasabi:
      'Accounts made after 13 March 2023 cannot have public buckets unless Wasabi’s support allows it. Where it is allowed, give a bucket for short links alone this policy; its address is https://s3.REGION.wasabisys.com/BUCKET.',
    spaces:
      'Make a Space for short links alone and give it this policy; its address is https://BUCKET.REGION.digitaloceanspaces.com. Leave its CDN off, and use no cold storage.',
    gcs: 'Make a bucket for short links alone and give allUsers the role Storage Legacy Object Reader on it (Object Viewer would let them list every link); its address is https://storage.googleapis.com/BUCKET.',
    minio:
      'Make a bucket for short links alone and run mc anonymous set-json POLICY.json ALIAS/BUCKET with this policy (download would let everybody list every link); its address is the server’s with /BUCKET, or with the folder after it.',
    ceph: 'Make a bucket for short links alone and give it this policy; its address is the server’s with /BUCKET, or with the folder after it.',
    garage:
      'Make a bucket for short links alone, run garage bucket website --allow BUCKET, and enter the address of Garage’s web endpoint. Let the key of this connection write to it too: Garage’s keys are for single buckets.',
    hetzner:
      'Make a public bucket for short links alone; its address is https://BUCKET.LOCATION.your-objectstorage.com. Hetzner has no domains of your own for it.',
    storj:
      'Storj lets nobody read without a key by S3, so short links are not possible there. Give them a connection at another provider.',
    tigris:
      'Tigris needs no short links: its links open for up to 90 days, and on a domain of your own. Enter that domain as the share endpoint of this connection. A public bucket for short links works too.',
    embedded: 'Mayfly makes the bucket and its address by itself. They open on this computer only.',
  },
  codes: doctorFindings,
  facts: { ahead: 'ahead of', behind: 'behind' },
} as const;

/** Labels of the findings in the window. */
export const doctorInWindow = {
  title: 'Connection test',
  titleOf: 'Connection test of {{name}}',
  stop: 'Stop the test',
  again: 'Test again',
  edit: 'Edit connection',
  fineOnes_one: '{{count}} thing is fine',
  fineOnes_other: '{{count}} things are fine',
  copyPolicy: 'Copy policy',
  policyCopied: 'Policy copied',
  running: 'Testing: {{step}}…',
  policy: 'Policy for the key',
  policyHint: 'Everything that Mayfly needs for this bucket, and nothing else.',
  test: 'Test connection',
  results: 'Test results',
  hide: 'Hide test results',
} as const;

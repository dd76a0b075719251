// Connections, providers and credentials as the window sees them.
import type { FindingView } from './examination-views';
import type { RequestWayView } from './file-request-views';

export type ColourView = 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple';

/** A provider as the connection form offers it. */
export interface ProviderView {
  readonly id: string;
  readonly label: string;
  /** The first whose `regions` the region begins with; `{region}` is filled in, words in capitals are gaps. */
  readonly endpoints: readonly { readonly regions: string; readonly template: string }[];
  /** A regular expression for the host names of its servers; absent where everybody runs their own. */
  readonly hosts?: string;
  readonly region: 'in-endpoint' | 'fixed' | 'own';
  readonly usualRegion: string;
  /** Whether the usual region is filled in before one was typed. */
  readonly offersRegion: boolean;
  /** Sentences: where the endpoint is shown, where keys are made, what is different there. */
  readonly endpointHint: string;
  readonly keysHint: string;
  readonly limits: readonly string[];
  /** Seconds of the longest link that it takes; absent: seven days. */
  readonly longestExpirySeconds?: number;
}

export interface ConnectionView {
  /** Whether its pages can tell that they were opened; false: no test has shown it. Absent: it counts by itself. */
  readonly tellsOpenings?: boolean;
  readonly fileRequests: RequestWayView;
  readonly id: string;
  readonly name: string;
  readonly kind: 'embedded' | 's3';
  /** The preset that was chosen. */
  readonly provider: string;
  /** Name of the provider. */
  readonly providerLabel: string;
  /** host:port, for showing. */
  readonly host: string;
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly addressing: 'path' | 'virtual-host';
  readonly isDefault: boolean;
  readonly secret: 'keychain' | 'file' | 'session' | 'missing' | 'profile';
  /** The profile of the AWS command line that gives its credentials. */
  readonly profile?: string;
  /** An imported file named the profile; its credentials are not used before the user confirms. */
  readonly profileUnconfirmed?: boolean;
  /** Unix ms: end of temporary keys, where it is known. */
  readonly keysEndAtMs?: number;
  /** Plain http to another computer. */
  readonly insecure: boolean;
  /** Who alone can open its links; absent: everybody. */
  readonly reach?: 'loopback' | 'private';
  /** A browser shows a share page of this storage instead of downloading it. */
  readonly showsPages: boolean;
  /** Unix ms: last examination; absent: never. */
  readonly testedAtMs?: number;
  /** Seconds of the longest link that its storage takes; absent: seven days. */
  readonly longestExpirySeconds?: number;
  /** No link of it lives longer. */
  readonly maxExpirySeconds?: number;
  /** Whether the stored copy of an expired link is deleted. */
  readonly whenExpired: 'delete' | 'keep';
  /** Default lifetime of its links; absent: the setting. */
  readonly defaultExpirySeconds?: number;
  /** Of its uploads together; absent: the setting alone. */
  readonly bandwidthBytesPerSecond?: number;
  readonly colour?: ColourView;
  readonly keyTemplate?: string;
  readonly shareEndpoint?: string;
  /** For showing. */
  readonly caFile?: string;
  /** The access key ID of its intake key. */
  readonly intakeKeyId?: string;
  /** The rule of the organisation by which it shares nothing, as a sentence. */
  readonly refused?: string;
  /** The organisation demands that its shares are encrypted. */
  readonly encryptionIsRuled?: true;
  /** Whether its shares are encrypted; absent: where the user asks for it. */
  readonly encryption?: 'usual' | 'demanded';
  /** Addresses for its links that an imported file brought; not used before the user agrees. */
  readonly unconfirmedAddresses?: readonly string[];
  /** Absent: it has no short links. */
  readonly doors?: DoorPlaceView;
  readonly watched?: WatchedFolderView;
}

/** Where the short links of a connection are. */
export interface DoorPlaceView {
  readonly bucket: string;
  /** Empty or ending in `/`. */
  readonly prefix: string;
  /** Begins every short link. */
  readonly address: string;
  /** Every share gets one unless the user says otherwise. */
  readonly isUsual: boolean;
  /** `unproven`: no test has passed. `shares-public`: everybody can read its files without a link. No new ones are made in either. */
  readonly state: 'none' | 'unproven' | 'proven' | 'shares-public';
}

/** What a set-up would do. */
export interface DoorsGuideView {
  /** How the provider makes a public bucket for them. */
  readonly where: string;
  /** Whether the provider has any. */
  readonly isPossible: boolean;
  readonly bucket: string;
  /** The server's own address of that place; empty where only the user knows it. */
  readonly address: string;
  /** The policy that opens exactly their place; empty for a place that cannot be. */
  readonly policy: string;
  /** A place for keys that make no bucket. */
  readonly folder?: { readonly bucket: string; readonly prefix: string };
}

export interface DoorsSetUpView {
  readonly isProven: boolean;
  /** One sentence. */
  readonly verdict: string;
  /** What was done, then what the proof found. */
  readonly findings: readonly FindingView[];
  /** What the provider refused, and the user makes by hand. */
  readonly lacks: 'bucket' | 'policy' | 'nothing';
}

/** A folder whose new files are shared by themselves. */
export interface WatchedFolderView {
  /** For showing. */
  readonly path: string;
  /** Its last part, for showing. */
  readonly name: string;
  /** The link of each new file is copied; otherwise it is only listed. */
  readonly copies: boolean;
  /** It is not there now. */
  readonly isAway: boolean;
}

/** A file picked in the system's dialog. */
export interface PickedFileView {
  /** Names the file in a draft. */
  readonly id: string;
  /** For showing. */
  readonly path: string;
}

/** Links of a connection that still open. */
export interface LiveLinksView {
  readonly live: number;
  /** Those of objects that Mayfly did not upload; they cannot be revoked. */
  readonly linked: number;
}

/** Result of an import of connections. */
export interface ImportedView {
  readonly imported: number;
  /** Names of connections that already exist. */
  readonly skipped: readonly string[];
  /** The addresses for links that the file brought. */
  readonly addresses: readonly string[];
}

/** A lifecycle rule of the bucket that deletes expired objects when Mayfly does not run. */
export interface BucketRuleView {
  readonly bucket: string;
  /** Key prefix the rule applies to. */
  readonly prefix: string;
  readonly expireAfterDays: number;
  readonly abortUploadsAfterDays: number;
  /** `there`: nothing has to be written. */
  readonly change: 'new' | 'changed' | 'there';
  /** Number of rules by others; they stay unchanged. */
  readonly others: number;
  /** Number of shares that should live longer than the rule keeps their objects. */
  readonly wantedLonger: number;
}

/** S3 storage in the settings of another program; its secret stays in main. */
export interface FoundView {
  /** Names it in `connections:take-found`. */
  readonly id: string;
  readonly program: 'rclone' | 'mc' | 'cyberduck';
  readonly name: string;
  /** host:port; empty where the provider decides it. */
  readonly host: string;
}

export interface FoundHereView {
  readonly storages: readonly FoundView[];
  /** rclone's settings are there and encrypted. */
  readonly encrypted: boolean;
}

/** Its fields for the form. */
export interface TakenView extends PastedView {
  /** The whole access key id, where the program does not keep the secret: the form asks for it. */
  readonly accessKeyId?: string;
}

/** A bucket that was created. */
export interface NewBucketView {
  readonly bucket: string;
  /** A sentence: what was made, where, and who can see it. */
  readonly said: string;
}

/** A profile of the AWS command line's files, without its secrets. */
export interface ProfileView {
  readonly name: string;
  readonly kind: 'keys' | 'process' | 'role' | 'sso' | 'web-identity' | 'login' | 'none';
  /** A role's name and account, a program's name. */
  readonly detail?: string;
  /** Source profile of a role. */
  readonly source?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly addressing?: 'path' | 'virtual-host';
}

/** Parsed credentials; the keys themselves stay in main. */
export interface PastedView {
  readonly pasteId: string;
  /** Name in the pasted text: a section, an alias. */
  readonly name?: string;
  /** Number of further keys in the text, which are ignored. */
  readonly others: number;
  /** Masked access key id: its first and last characters. */
  readonly keyId?: string;
  readonly hasSecret: boolean;
  readonly hasToken: boolean;
  /** End of the token, where the text states it. */
  readonly expiresAtMs?: number;
  /** For the fields of the form. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly bucket?: string;
  readonly addressing?: 'path' | 'virtual-host';
  readonly provider?: string;
  /** The name of a profile instead of keys. */
  readonly profile?: string;
}

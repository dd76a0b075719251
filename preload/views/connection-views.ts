// What the window may know of connections, of the providers they can be with.
export type ColourView = 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple';

/** What a form offers for a provider. */
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
}

export interface ConnectionView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'embedded' | 's3';
  /** The preset that was chosen. */
  readonly provider: string;
  /** Whose server it is, by name. */
  readonly providerLabel: string;
  /** host:port, for showing. */
  readonly host: string;
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly addressing: 'path' | 'virtual-host';
  readonly isDefault: boolean;
  readonly secret: 'keychain' | 'session' | 'missing' | 'profile';
  /** The profile of the AWS command line that gives its credentials. */
  readonly profile?: string;
  /** A file named that profile; its credentials are not used before somebody agrees. */
  readonly profileUnconfirmed?: boolean;
  /** Unix ms: when temporary keys end, where they told it. */
  readonly keysEndAtMs?: number;
  /** Plain http to another computer. */
  readonly insecure: boolean;
  /** A page can be shared from there: the browser does not merely offer to save it. */
  readonly showsPages: boolean;
  /** Unix ms: when what the server and its key can do was found out; absent: never. */
  readonly testedAtMs?: number;
  /** No link of it lives longer. */
  readonly maxExpirySeconds?: number;
  /** What becomes of the stored copy when its link has ended. */
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
}

/** A file that the system's dialog gave. */
export interface PickedFileView {
  /** What a draft names it by. */
  readonly id: string;
  /** For showing. */
  readonly path: string;
}

/** Links of a connection that still open. */
export interface LiveLinksView {
  readonly live: number;
  /** Of those: to what was in the bucket before, which cannot be taken back. */
  readonly linked: number;
}

/** What became of a file with connections. */
export interface ImportedView {
  readonly imported: number;
  /** Names of those that are here already. */
  readonly skipped: readonly string[];
}

/** A rule by which the bucket itself deletes what Mayfly could not. */
export interface BucketRuleView {
  readonly bucket: string;
  /** What the keys begin with that it is about. */
  readonly prefix: string;
  readonly expireAfterDays: number;
  readonly abortUploadsAfterDays: number;
  /** `there`: nothing has to be written. */
  readonly change: 'new' | 'changed' | 'there';
  /** Rules of others, which stay as they are. */
  readonly others: number;
  /** Shares that are wanted longer than it leaves their files. */
  readonly wantedLonger: number;
}

/** A profile of the AWS command line's files, told without its secrets. */
export interface ProfileView {
  readonly name: string;
  readonly kind: 'keys' | 'process' | 'role' | 'sso' | 'web-identity' | 'login' | 'none';
  /** A role's name and account, a program's name. */
  readonly detail?: string;
  /** The profile whose credentials a role is asked with. */
  readonly source?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly addressing?: 'path' | 'virtual-host';
}

/** What was understood of pasted credentials; the keys themselves stay in main. */
export interface PastedView {
  readonly pasteId: string;
  /** What the tool calls them: a section, an alias. */
  readonly name?: string;
  /** Further keys that were in the text and not taken. */
  readonly others: number;
  /** Its beginning and its end. */
  readonly keyId?: string;
  readonly hasSecret: boolean;
  readonly hasToken: boolean;
  /** The end of the token, where it was told. */
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

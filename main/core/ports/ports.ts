// All ports as one value; test/fakes has an in-memory twin of each.
import type { Clipboard, Notifier, EncodeQr, Screenshots, MayFollow, WifiName } from './desktop';
import type { AskAboutAgent } from './agents';
import type { TransferEngine } from './transfer-engine';
import type { LocalSend } from './localsend';
import type { LocalBucketHost } from './local-bucket';
import type { OwnNetwork } from './own-network';
import type { OtherPrograms } from './other-programs';
import type { OpenServerProbe } from './server-probe';
import type { OpenObjectStore, LinkProbe, LinkReader } from './object-store';
import type { Proxies } from './network';
import type { RecordStore, SealedSecrets, SecretStore, AwsProfiles } from './secrets';
import type { Ledger } from './ledger';
import type { FileSource, KeptPictures, TempFiles } from './files';
import type { AgeFiles } from './age-files';
import type { PageTemplate } from './page-template';
import type { ArrivalFiles } from './arrival-files';
import type { Folders } from './folders';
import type { Connection } from '../model/connection';
import type { Rules } from '../model/policy/policy';
import type { Transliterate } from '../model/file-name';
import type { Clock, NewId, RandomBytes, Log, IsAlive } from '../model/system';

export interface Ports {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
  readonly pid: number;
  readonly isAlive: IsAlive;
  /** The media type of a file name, if it has one. */
  readonly contentTypeOf: (name: string) => string | undefined;
  /** Loaded with the first name that is not ASCII. */
  readonly transliteration: () => Promise<Transliterate>;
  readonly encodeQr: EncodeQr;
  readonly wifiName: WifiName;
  readonly secrets: SecretStore;
  readonly sealedSecrets: SealedSecrets;
  readonly records: RecordStore;
  readonly awsProfiles: AwsProfiles;
  readonly otherPrograms: OtherPrograms;
  readonly openObjectStore: OpenObjectStore;
  /**
   * Before the credentials are known: opens connections for the bodies of so many files, where they will be sent from threads. Nothing is sent on
   * them. Absent in a process whose engine is another one.
   */
  readonly connectAhead?: (connection: Connection, files: number) => void;
  readonly openServerProbe: OpenServerProbe;
  readonly probe: LinkProbe;
  readonly reader: LinkReader;
  readonly files: FileSource;
  readonly folders: Folders;
  readonly arrivalFiles: ArrivalFiles;
  readonly ageFiles: AgeFiles;
  readonly mayFollow: MayFollow;
  /** Absent in a process that shows no dialogs. */
  readonly askAboutAgent?: AskAboutAgent;
  readonly tempFiles: TempFiles;
  readonly keptPictures: KeptPictures;
  readonly ledger: Ledger;
  /** The rules of the organisation. */
  readonly policy: Rules;
  readonly engine: TransferEngine;
  readonly proxies: Proxies;
  /** Whether something listens at the endpoint; never raises. */
  readonly isReachable: (endpointUrl: string) => Promise<boolean>;
  readonly localBucket: LocalBucketHost;
  readonly localSend: LocalSend;
  readonly ownNetwork: OwnNetwork;
  readonly clipboard: Clipboard;
  readonly screenshots: Screenshots;
  readonly notifier: Notifier;
  /** The built share page with its slots open, for `buildSharePage`. */
  readonly sharePageTemplate: () => Promise<PageTemplate>;
  /** The built page for guests, for `buildRequestPage`. */
  readonly requestPageTemplate: () => Promise<PageTemplate>;
  /** The same for guests whose files the page encrypts. */
  readonly encryptedRequestPageTemplate: () => Promise<PageTemplate>;
  /** The built page of encrypted shares, for `buildEncryptedPage`. */
  readonly encryptedPageTemplate: () => Promise<PageTemplate>;
  readonly log: Log;
  /** How long the address of a short link is asked until it answers as it should; 5,000 ms where that is absent. */
  readonly doorPatienceMs?: number;
}

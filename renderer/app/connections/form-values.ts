// The values of the connection form, as they are typed, and the errors of its fields.
import type { PastedView, ColourView, ConnectionView } from '../../../preload/views/connection-views';
import type { ConnectionDraft } from '../../../preload/connection-draft';

/** Where a form has its credentials from. */
export type KeySource = 'typed' | 'profile' | 'pasted';

/** The part of a form that is about credentials. */
export interface CredentialValues {
  readonly keySource: KeySource;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** On this computer's clock, such as `2026-11-24T22:00`; empty: unknown. */
  readonly sessionEnds: string;
  /** The name of a profile of the AWS command line; empty: none chosen. */
  readonly profile: string;
  /** Whether a person chose it here; a file that named it is not enough. */
  readonly profileConfirmed: boolean;
  /** Credentials that main parsed from pasted text. */
  readonly pasted: PastedView | undefined;
  /** Unix ms: when the keys that are kept end. */
  readonly keysEndAtMs: number | undefined;
  /** Of a known connection: there are some, which stay when nothing is typed. */
  readonly hasKeys: boolean;
  /** They lie in a file that a passphrase opens. */
  readonly keysInFile: boolean;
}

/** What is typed about the place; empty: nothing of it. */
interface PlaceTexts {
  readonly name: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
  readonly keyTemplate: string;
  readonly shareEndpoint: string;
  readonly intakeKeyId: string;
  /** Empty: the present one. */
  readonly intakeSecret: string;
}

export interface FormValues extends CredentialValues, PlaceTexts {
  /** Present when an existing connection is edited. */
  readonly id?: string;
  readonly provider: string;
  readonly addressing: ConnectionDraft['addressing'];
  /** Seconds as text; empty: as long as the protocol allows. */
  readonly maxExpiry: string;
  readonly whenExpired: ConnectionView['whenExpired'];
  /** Seconds as text; empty: the setting. */
  readonly defaultExpiry: string;
  /** Bytes per second as text; empty: the setting alone. */
  readonly bandwidth: string;
  readonly colour: ColourView | '';
  /** Empty: where the user asks for it. */
  readonly encryption: NonNullable<ConnectionView['encryption']> | '';
  /** For showing; empty: none. */
  readonly caFile: string;
  /** Id of the picked file in main; empty: the connection's present one. */
  readonly caFileId: string;
  /** Of a known connection: the intake key whose secret is kept; empty: none. */
  readonly keptIntakeKeyId: string;
  /** Of a known connection: addresses for its links that an imported file brought. */
  readonly unconfirmedAddresses: readonly string[];
  readonly addressesConfirmed: boolean;
}

export type FieldName = Exclude<keyof FormValues, 'id'>;

export type FieldErrors = { readonly [F in FieldName]?: string };

/** Fields that hold a line of text as it was typed. */
export type TextFieldName =
  | keyof PlaceTexts
  | keyof Pick<CredentialValues, 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'sessionEnds'>;

/** Name, value, error and change of a field. */
export type TextOf = (field: TextFieldName) => {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

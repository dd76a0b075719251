// Rules of the credentials in the form: their source, errors, the draft to send.
import type { ConnectionDraft } from '../../../preload/connection-draft';
import { words } from '../state/words';
import type { KeySource, CredentialValues, FieldErrors } from './form-values';

export const keySources: readonly KeySource[] = ['typed', 'profile', 'pasted'];

export const noCredentials: CredentialValues = {
  keySource: 'typed',
  accessKeyId: '',
  secretAccessKey: '',
  sessionToken: '',
  sessionEnds: '',
  profile: '',
  profileConfirmed: true,
  pasted: undefined,
  keysEndAtMs: undefined,
  hasKeys: false,
  keysInFile: false,
};

/** Unix ms; `undefined` for an invalid date. */
export function sessionEndMs({ sessionEnds }: Pick<CredentialValues, 'sessionEnds'>): number | undefined {
  const atMs = new Date(sessionEnds).getTime();
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** Errors that block sending: missing fields. */
export function missingCredentials(values: CredentialValues): FieldErrors {
  const w = words.form.missing;
  if (values.keySource === 'profile') return values.profile === '' ? { profile: w.profile } : {};
  if (values.keySource === 'pasted') {
    if (values.pasted === undefined) return { pasted: w.pasted };
    return values.pasted.hasSecret && values.pasted.keyId !== undefined ? {} : { pasted: w.pastedHalf };
  }
  // An empty field of a saved connection keeps its present value.
  if (values.hasKeys) return {};
  return {
    ...(values.accessKeyId.trim() === '' && { accessKeyId: w.accessKeyId }),
    ...(values.secretAccessKey.trim() === '' && { secretAccessKey: w.secretAccessKey }),
  };
}

type Sent = Pick<
  ConnectionDraft,
  'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'sessionExpiresAtMs' | 'pasteId' | 'credentials'
>;

/** The credentials to send: of the chosen source only. */
export function draftCredentials(values: CredentialValues): Sent {
  const { keySource, profile, profileConfirmed, pasted } = values;
  // Without credentials the draft leaves the profile as it is: named, and not confirmed.
  if (keySource === 'profile') return profileConfirmed ? { credentials: { kind: 'profile', profile } } : {};
  const credentials = { kind: 'kept' } as const;
  if (keySource === 'pasted') return { credentials, ...(pasted !== undefined && { pasteId: pasted.pasteId }) };
  const filledIn = (field: 'accessKeyId' | 'secretAccessKey' | 'sessionToken') => {
    const text = values[field].trim();
    return text === '' ? {} : { [field]: text };
  };
  const endMs = values.sessionToken.trim() === '' ? undefined : sessionEndMs(values);
  return {
    credentials,
    ...filledIn('accessKeyId'),
    ...filledIn('secretAccessKey'),
    ...filledIn('sessionToken'),
    ...(endMs !== undefined && { sessionExpiresAtMs: endMs }),
  };
}

// Rules of the connection form, without its layout: prefilled fields, errors, the draft to send.
import type { ConnectionView, ProviderView } from '../../../preload/views/connection-views';
import type { ConnectionDraft } from '../../../preload/connection-draft';
import { draftCredentials, missingCredentials, noCredentials } from './credentials-form';
import { gapIn, hostOf, providerAt, providerOf, suggestedEndpoint, withoutBucket, type Providers } from './providers';
import { words } from '../state/words';
import type { FailureView } from '../../../preload/views/failure-view';
import type { FormValues, FieldName, FieldErrors, TextFieldName } from './form-values';

const blank: FormValues = {
  ...noCredentials,
  name: '',
  provider: 'aws',
  endpoint: '',
  bucket: '',
  region: '',
  prefix: '',
  addressing: 'automatic',
  maxExpiry: '',
  whenExpired: 'delete',
  defaultExpiry: '',
  bandwidth: '',
  colour: '',
  encryption: '',
  keyTemplate: '',
  shareEndpoint: '',
  caFile: '',
  caFileId: '',
  intakeKeyId: '',
  intakeSecret: '',
  keptIntakeKeyId: '',
  unconfirmedAddresses: [],
  addressesConfirmed: false,
};

/** A fresh form, with AWS chosen. */
export const emptyValues = (providers: Providers): FormValues => chooseProvider(blank, providers, 'aws');

const textOf = (number: number | undefined): string => (number === undefined ? '' : String(number));

/** The form of a saved connection; its secrets stay in the keychain. */
export function valuesOf(connection: ConnectionView): FormValues {
  const { id, name, provider, endpoint, bucket, region, prefix, addressing, whenExpired } = connection;
  return {
    ...blank,
    id,
    name,
    provider,
    endpoint,
    bucket,
    region,
    prefix,
    addressing,
    whenExpired,
    keySource: connection.profile === undefined ? 'typed' : 'profile',
    profile: connection.profile ?? '',
    profileConfirmed: connection.profileUnconfirmed !== true,
    keysEndAtMs: connection.keysEndAtMs,
    hasKeys: ['keychain', 'session', 'file'].includes(connection.secret),
    keysInFile: connection.secret === 'file',
    maxExpiry: textOf(connection.maxExpirySeconds),
    defaultExpiry: textOf(connection.defaultExpirySeconds),
    bandwidth: textOf(connection.bandwidthBytesPerSecond),
    colour: connection.colour ?? '',
    encryption: connection.encryption ?? '',
    keyTemplate: connection.keyTemplate ?? '',
    shareEndpoint: connection.shareEndpoint ?? '',
    caFile: connection.caFile ?? '',
    intakeKeyId: connection.intakeKeyId ?? '',
    keptIntakeKeyId: connection.intakeKeyId ?? '',
    unconfirmedAddresses: connection.unconfirmedAddresses ?? [],
  };
}

/** Changes the provider; the endpoint follows unless it is one the person wrote, which no other provider has. */
export function chooseProvider(values: FormValues, providers: Providers, providerId: string): FormValues {
  const after = providerOf(providers, providerId);
  const suggested = suggestedEndpoint(providerOf(providers, values.provider), values.region);
  const owner = providerAt(providers, values.endpoint);
  const own = values.endpoint !== '' && values.endpoint !== suggested && (owner === undefined || owner === after);
  const endpoint = own ? values.endpoint : suggestedEndpoint(after, values.region);
  return { ...values, provider: after?.id ?? providerId, endpoint };
}

/** Changes the region; an endpoint that was only a suggestion follows it. */
export function changeRegion(values: FormValues, providers: Providers, region: string): FormValues {
  const provider = providerOf(providers, values.provider);
  const suggested = values.endpoint === suggestedEndpoint(provider, values.region);
  return { ...values, region, endpoint: suggested ? suggestedEndpoint(provider, region) : values.endpoint };
}

/** Once an endpoint is typed or pasted: whose it is chooses the provider, and a bucket in it goes where it belongs. */
export function settleEndpoint(values: FormValues, providers: Providers): FormValues {
  if (values.endpoint.trim() === '' || gapIn(values.endpoint) !== undefined) return values;
  const owner = providerAt(providers, values.endpoint);
  const chosen = providerOf(providers, values.provider);
  const settled = owner ?? (chosen?.hosts === undefined ? chosen : providers.at(-1));
  if (settled === undefined) return values;
  const parts = owner === undefined ? undefined : withoutBucket(owner, values.endpoint);
  const apart = parts !== undefined && (values.bucket === '' || values.bucket === parts.bucket) ? parts : {};
  return { ...values, provider: settled.id, ...apart };
}

/** Default name of the connection. */
export function suggestedName({ provider, endpoint, bucket }: FormValues, providers: Providers): string {
  const { id, label } = providerAt(providers, endpoint) ?? providerOf(providers, provider) ?? {};
  const server = id === undefined || id === providers.at(-1)?.id ? hostOf(endpoint) : label;
  return [server, bucket].filter(Boolean).join(' ');
}

/** Errors that block sending: missing fields. Main validates everything else. */
export function checkValues(values: FormValues): FieldErrors {
  const errors: { [F in FieldName]?: string } = {};
  for (const field of ['endpoint', 'bucket'] as const)
    if (values[field].trim() === '') errors[field] = words.form.missing[field];
  Object.assign(errors, missingCredentials(values));
  Object.assign(errors, missingIntake(values));
  const gap = gapIn(values.endpoint);
  if (gap !== undefined) errors.endpoint = words.form.fillGap({ gap });
  return errors;
}

/** An intake key and its secret come together; the secret of the present one is kept. */
function missingIntake({ intakeKeyId, intakeSecret, keptIntakeKeyId }: FormValues): FieldErrors {
  const keyId = intakeKeyId.trim();
  const { missing } = words.form;
  if (keyId === '') return intakeSecret === '' ? {} : { intakeKeyId: missing.intakeKeyId };
  return intakeSecret === '' && keyId !== keptIntakeKeyId ? { intakeSecret: missing.intakeSecret } : {};
}

/** Plain http to another computer: allowed, with a warning. */
export function isInsecure(endpoint: string): boolean {
  const match = /^http:\/\/(\[[^\]]*\]|[^/:]*)/i.exec(endpoint.trim());
  const host = match?.[1];
  if (host === undefined || host === '') return false;
  return !/^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host);
}

const caFileOf = ({ caFileId }: FormValues): ConnectionDraft['caFile'] =>
  caFileId === '' ? { kind: 'kept' } : { kind: 'picked', id: caFileId };

/** The draft to send. It omits an empty secret, so that main keeps the one in the keychain. */
export function draftOf(values: FormValues): ConnectionDraft {
  const filledIn = (field: TextFieldName) => {
    const text = values[field].trim();
    return text === '' ? {} : { [field]: text };
  };
  return {
    ...(values.id === undefined ? {} : { id: values.id }),
    name: values.name.trim(),
    provider: values.provider,
    endpoint: values.endpoint.trim(),
    bucket: values.bucket.trim(),
    region: values.region.trim(),
    addressing: values.addressing,
    ...filledIn('prefix'),
    ...draftCredentials(values),
    ...(values.maxExpiry !== '' && { maxExpirySeconds: Number(values.maxExpiry) }),
    whenExpired: values.whenExpired,
    ...(values.defaultExpiry !== '' && { defaultExpirySeconds: Number(values.defaultExpiry) }),
    ...(values.bandwidth !== '' && { bandwidthBytesPerSecond: Number(values.bandwidth) }),
    ...(values.colour !== '' && { colour: values.colour }),
    ...(values.encryption !== '' && { encryption: values.encryption }),
    ...filledIn('keyTemplate'),
    ...filledIn('shareEndpoint'),
    ...filledIn('intakeKeyId'),
    ...filledIn('intakeSecret'),
    ...(values.addressesConfirmed && { confirmsAddresses: true }),
    ...(values.caFile !== '' && { caFile: caFileOf(values) }),
  };
}

const fieldOfFailure: Readonly<Record<string, FieldName>> = {
  'connection-name-taken': 'name',
  'endpoint-invalid': 'endpoint',
  'endpoint-unreachable': 'endpoint',
  'host-unknown': 'endpoint',
  'connection-refused': 'endpoint',
  redirected: 'endpoint',
  'tls-untrusted': 'endpoint',
  'tls-expired': 'endpoint',
  'tls-wrong-host': 'endpoint',
  'tls-not-spoken': 'endpoint',
  'addressing-wrong': 'endpoint',
  'ca-file-unusable': 'caFile',
  'not-s3': 'endpoint',
  'bucket-name-invalid': 'bucket',
  'bucket-missing': 'bucket',
  'region-wrong': 'region',
  'access-key-unknown': 'accessKeyId',
  'paste-unknown': 'pasted',
  'paste-gone': 'pasted',
  'profile-unconfirmed': 'profile',
  'addresses-unconfirmed': 'addressesConfirmed',
  'profile-unknown': 'profile',
  'profile-unusable': 'profile',
  'profile-needs-code': 'profile',
  'sso-lapsed': 'profile',
  'process-failed': 'profile',
  'role-refused': 'profile',
  'secret-missing': 'secretAccessKey',
  'signature-rejected': 'secretAccessKey',
  'token-expired': 'sessionToken',
};

/** The field a failure of main is about, where it is about one that is shown. */
export function fieldOf(failure: FailureView, { keySource }: Pick<FormValues, 'keySource'>): FieldName | undefined {
  const field = fieldOfFailure[failure.code];
  const ofKeys = field === 'accessKeyId' || field === 'secretAccessKey' || field === 'sessionToken';
  return ofKeys && keySource !== 'typed' ? keySource : field;
}

/** What the field “Region” says for the provider. */
export function regionHint(provider: ProviderView | undefined): string | undefined {
  if (provider === undefined) return undefined;
  const { regionHints } = words.form;
  const { region, usualRegion: usual } = provider;
  return region === 'in-endpoint' ? regionHints.inEndpoint : regionHints[region]({ usual });
}

/** Selects the placeholder in an endpoint, so that typing replaces it. */
export function selectGap(input: HTMLInputElement): void {
  const gap = gapIn(input.value);
  if (gap === undefined) return;
  const start = input.value.indexOf(gap);
  input.setSelectionRange(start, start + gap.length);
}

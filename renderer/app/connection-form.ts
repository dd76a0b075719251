// Why this exists: the rules of the connection form without its looks: what a provider prefills, what is missing, what is sent.
import type { ConnectionDraft } from '../../preload/contract';
import type { ConnectionView, FailureView } from '../../preload/views';
import { gapIn, providerOf, suggestedEndpoint } from './providers';
import { words } from './words';

export interface FormValues {
  /** Present when an existing connection is edited. */
  readonly id?: string;
  readonly name: string;
  readonly provider: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
  readonly addressing: ConnectionDraft['addressing'];
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Seconds as text; empty: as long as the protocol allows. */
  readonly maxExpiry: string;
  readonly whenExpired: ConnectionView['whenExpired'];
}

export type FieldName = Exclude<keyof FormValues, 'id'>;
export type FieldErrors = { readonly [F in FieldName]?: string };

/** A fresh form, with AWS chosen. */
export function emptyValues(): FormValues {
  const blank: FormValues = {
    name: '',
    provider: '',
    endpoint: '',
    bucket: '',
    region: '',
    prefix: '',
    addressing: 'automatic',
    accessKeyId: '',
    secretAccessKey: '',
    sessionToken: '',
    maxExpiry: '',
    whenExpired: 'delete',
  };
  return chooseProvider(blank, 'aws');
}

/** The form of a known connection; what is in the keychain is not there to be shown. */
export function valuesOf(connection: ConnectionView): FormValues {
  const { id, name, provider, endpoint, bucket, region, prefix, addressing } = connection;
  return {
    id,
    name,
    provider,
    endpoint,
    bucket,
    region,
    prefix,
    addressing,
    accessKeyId: '',
    secretAccessKey: '',
    sessionToken: '',
    maxExpiry: connection.maxExpirySeconds === undefined ? '' : String(connection.maxExpirySeconds),
    whenExpired: connection.whenExpired,
  };
}

/** Changes the provider; endpoint and region follow unless the person wrote something of their own there. */
export function chooseProvider(values: FormValues, providerId: string): FormValues {
  const before = providerOf(values.provider);
  const after = providerOf(providerId);
  const ownRegion = values.region !== '' && values.region !== before.region;
  const ownEndpoint = values.endpoint !== '' && values.endpoint !== suggestedEndpoint(before, values.region);
  const region = ownRegion ? values.region : after.region;
  const endpoint = ownEndpoint ? values.endpoint : suggestedEndpoint(after, region);
  return { ...values, provider: after.id, region, endpoint };
}

/** Changes the region; an endpoint that was only a suggestion follows it. */
export function changeRegion(values: FormValues, region: string): FormValues {
  const provider = providerOf(values.provider);
  const suggested = values.endpoint === suggestedEndpoint(provider, values.region);
  return { ...values, region, endpoint: suggested ? suggestedEndpoint(provider, region) : values.endpoint };
}

/** What must be there before anything is sent; everything finer is main's to judge. */
export function checkValues(values: FormValues): FieldErrors {
  const required: readonly (keyof typeof words.form.missing)[] =
    values.id === undefined
      ? ['name', 'endpoint', 'bucket', 'accessKeyId', 'secretAccessKey']
      : ['name', 'endpoint', 'bucket'];
  const errors: { [F in FieldName]?: string } = {};
  for (const field of required) if (values[field].trim() === '') errors[field] = words.form.missing[field];
  const gap = gapIn(values.endpoint);
  if (gap !== undefined) errors.endpoint = words.form.fillGap({ gap });
  return errors;
}

/** Plain http to another computer: allowed, and said. */
export function isInsecure(endpoint: string): boolean {
  const match = /^http:\/\/(\[[^\]]*\]|[^/:]*)/i.exec(endpoint.trim());
  const host = match?.[1];
  if (host === undefined || host === '') return false;
  return !/^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host);
}

/** What is sent; an empty secret is left out, which means: keep the one in the keychain. */
export function draftOf(values: FormValues): ConnectionDraft {
  const given = (field: 'prefix' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken') => {
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
    ...given('prefix'),
    ...given('accessKeyId'),
    ...given('secretAccessKey'),
    ...given('sessionToken'),
    ...(values.maxExpiry !== '' && { maxExpirySeconds: Number(values.maxExpiry) }),
    whenExpired: values.whenExpired,
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
  'not-s3': 'endpoint',
  'bucket-name-invalid': 'bucket',
  'bucket-missing': 'bucket',
  'region-wrong': 'region',
  'access-key-unknown': 'accessKeyId',
  'secret-missing': 'secretAccessKey',
  'signature-rejected': 'secretAccessKey',
  'token-expired': 'sessionToken',
};

/** The field a failure of main is about, where it is about one. */
export function fieldOf(failure: FailureView): FieldName | undefined {
  return fieldOfFailure[failure.code];
}

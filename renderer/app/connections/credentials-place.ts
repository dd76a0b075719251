// Profiles and pasted text tell more than keys: where the storage is, which a new connection takes along.
import type { PastedView, ProfileView, TakenView } from '../../../preload/views/connection-views';
import { changeRegion, chooseProvider, settleEndpoint } from './connection-form';
import { providerAt, type Providers } from './providers';
import type { FormValues } from './form-values';

/** The place of a known connection is its own; that of a new one comes with the credentials, as far as they tell it. */
function movedTo(values: FormValues, providers: Providers, place: Pick<PastedView, 'endpoint' | 'region'>): FormValues {
  if (values.id !== undefined) return values;
  const { endpoint, region = values.region } = place;
  return endpoint === undefined
    ? changeRegion(values, providers, region)
    : settleEndpoint({ ...values, endpoint, region }, providers);
}

/** The form filled with the parsed credentials, or with the parsed profile name. */
export function applyPasted(values: FormValues, providers: Providers, pasted: PastedView): FormValues {
  const { keyId, profile, bucket, addressing } = pasted;
  if (keyId === undefined && profile !== undefined)
    return { ...values, keySource: 'profile', profile, profileConfirmed: true };
  const moved = movedTo(values, providers, pasted);
  const isNew = values.id === undefined;
  return {
    ...moved,
    pasted,
    bucket: isNew && moved.bucket === '' && bucket !== undefined ? bucket : moved.bucket,
    addressing: isNew && addressing !== undefined ? addressing : moved.addressing,
  };
}

/** The form with a profile chosen, and where that profile has its S3. */
export function applyProfile(values: FormValues, providers: Providers, profile: ProfileView): FormValues {
  const moved = movedTo(values, providers, profile);
  const { addressing } = profile;
  return {
    ...moved,
    profile: profile.name,
    profileConfirmed: true,
    addressing: values.id === undefined && addressing !== undefined ? addressing : moved.addressing,
  };
}

/** A new form with the storage of another program. Without a secret the form asks for it. */
export function applyFound(blank: FormValues, providers: Providers, taken: TakenView): FormValues {
  const { accessKeyId, ...pasted } = taken;
  const owner = pasted.provider ?? providerAt(providers, pasted.endpoint ?? '')?.id ?? providers.at(-1)?.id;
  const placed = owner === undefined ? blank : chooseProvider(blank, providers, owner);
  const filled = applyPasted({ ...placed, keySource: 'pasted' }, providers, pasted);
  return accessKeyId === undefined ? filled : { ...filled, keySource: 'typed', pasted: undefined, accessKeyId };
}

/** A new form with a profile of the AWS command line. */
export const applyFoundProfile = (blank: FormValues, providers: Providers, profile: ProfileView): FormValues =>
  applyProfile({ ...blank, keySource: 'profile' }, providers, profile);

// Connections and providers as the window sees them, without access keys and secrets.
import { basename } from 'node:path';
import type {
  ConnectionView,
  FoundHereView,
  NewBucketView,
  ProviderView,
  PastedView,
  TakenView,
} from '../../preload/views/connection-views';
import { shownConnectionName } from '../core/model/connection-name';
import type { AppState } from '../core/state/rules/app-state';
import { showsPages } from '../core/model/capabilities';
import {
  defaultAmong,
  endpointHost,
  isUnconfirmed,
  parseEndpoint,
  unconfirmedAddressesOf,
  type Connection,
} from '../core/model/connection';
import { providerIdOf, providerOf } from '../core/providers/providers';
import { providers } from '../core/providers/providers-table';
import { providerLabel, providerWords } from '../core/providers/provider-words';
import { lacks } from '../core/model/policy/organisation-rule';
import { visibleLine } from '../core/model/visible-text';
import type { App } from '../core/app/app';
import { doorsStateOf } from '../core/model/door';
import { reachOfUrl } from '../core/model/host-reach';
import type { NewBucket } from '../core/model/place';
import { newBucketText } from '../core/wording/new-bucket-words';
import { markWay } from '../core/model/receipts/mark-way';
import { encryptedOnNetwork } from '../core/model/encryption';
import { longestExpiry } from './longest-expiry';
import { omitUndefined } from './omit-undefined';
import { failureView } from './failure-view';
import { requestWayView } from './file-request-view';
import { maskedKeyId, type Pasted } from '../core/credentials/rules/pasted-credentials';

function isInsecure(endpoint: string): boolean {
  try {
    return parseEndpoint(endpoint).insecure;
  } catch {
    return false;
  }
}

function organisationView({ organisation }: Connection): Pick<ConnectionView, 'refused' | 'encryptionIsRuled'> {
  const { refuses, demandsEncryption } = organisation ?? {};
  return {
    ...(refuses !== undefined && { refused: failureView(refuses).message }),
    ...(demandsEncryption === true && { encryptionIsRuled: true }),
  };
}

/** Where none may be made, the window offers none. */
function doorsView(connection: Connection): Pick<ConnectionView, 'doors'> {
  const { doors } = connection;
  if (doors === undefined || lacks(connection, 'shortLinks')) return {};
  const { bucket, prefix, address, isUsual = false } = doors;
  return {
    doors: {
      bucket: visibleLine(bucket),
      prefix: visibleLine(prefix),
      address: visibleLine(address),
      isUsual,
      state: doorsStateOf(doors),
    },
  };
}

/** By the name in its links. */
function reachView({ endpoint, shareEndpoint = endpoint }: Connection): Pick<ConnectionView, 'reach'> {
  const reach = reachOfUrl(shareEndpoint);
  return reach === 'public' ? {} : { reach };
}

function addressesView(connection: Connection): Pick<ConnectionView, 'unconfirmedAddresses'> {
  const unconfirmedAddresses = unconfirmedAddressesOf(connection).map(visibleLine);
  return unconfirmedAddresses.length === 0 ? {} : { unconfirmedAddresses };
}

function watchedView(connectionId: string, { folderWatches }: AppState): Pick<ConnectionView, 'watched'> {
  const watch = folderWatches.find((one) => one.connectionId === connectionId);
  if (watch === undefined) return {};
  const { path, copies, isAway } = watch;
  return { watched: { path: visibleLine(path), name: visibleLine(basename(path) || path), copies, isAway } };
}

export function connectionView(saved: Connection, state: AppState): ConnectionView {
  const connection = encryptedOnNetwork(saved, () => state.reach.isOn || state.settings.opensOnNetwork);
  const { maxExpirySeconds, defaultExpirySeconds, bandwidthBytesPerSecond, colour } = connection;
  const { keyTemplate, shareEndpoint, caFile, keysEndAtMs, intakeKeyId, encryption } = connection;
  return {
    id: connection.id,
    name: shownConnectionName(connection),
    kind: connection.kind,
    fileRequests: requestWayView(connection),
    provider: providerIdOf(connection),
    providerLabel: providerLabel(providerOf(connection)),
    host: endpointHost(connection.endpoint),
    endpoint: visibleLine(connection.endpoint),
    region: visibleLine(connection.region),
    bucket: visibleLine(connection.bucket),
    prefix: visibleLine(connection.prefix),
    addressing: connection.addressing,
    isDefault: connection.id === defaultAmong(state.connections, state.settings.defaultConnectionId)?.id,
    secret: state.secrets[connection.id] ?? 'missing',
    ...(connection.credentials?.kind === 'profile' && { profile: visibleLine(connection.credentials.profile) }),
    ...(isUnconfirmed(connection) && { profileUnconfirmed: true }),
    insecure: isInsecure(connection.endpoint) || isInsecure(connection.shareEndpoint ?? connection.endpoint),
    showsPages: showsPages(connection),
    ...(connection.kind === 's3' && { tellsOpenings: markWay(connection) !== undefined }),
    ...(connection.capabilities !== undefined && { testedAtMs: connection.capabilities.madeAtMs }),
    whenExpired: connection.whenExpired,
    ...longestExpiry(connection, connection),
    ...organisationView(connection),
    ...omitUndefined({ maxExpirySeconds, defaultExpirySeconds, bandwidthBytesPerSecond, colour }),
    ...omitUndefined({ keyTemplate, shareEndpoint, keysEndAtMs, encryption }),
    ...(connection.kind === 'embedded' ? { reach: state.reach.isOn ? 'private' : 'loopback' } : reachView(connection)),
    ...doorsView(connection),
    ...addressesView(connection),
    ...(caFile !== undefined && { caFile: visibleLine(caFile) }),
    ...(intakeKeyId !== undefined && { intakeKeyId: visibleLine(intakeKeyId) }),
    ...watchedView(connection.id, state),
  };
}

/** In the order of the table, the unknown provider last. */
export const providerViews = (): readonly ProviderView[] =>
  providers.map(({ id, label, endpoints, hosts, region, offersRegion, longestExpirySeconds }) => ({
    ...providerWords(id),
    id,
    label: providerLabel({ id, label }),
    endpoints,
    ...(hosts !== undefined && { hosts: hosts.source }),
    region: region.kind,
    usualRegion: region.usual,
    offersRegion,
    ...omitUndefined({ longestExpirySeconds }),
  }));

export function pastedView(pasteId: string, pasted: Pasted): PastedView {
  const { accessKeyId, secretAccessKey, sessionToken, ...facts } = pasted;
  return {
    ...facts,
    pasteId,
    ...(accessKeyId !== undefined && { keyId: maskedKeyId(accessKeyId) }),
    hasSecret: secretAccessKey !== undefined,
    hasToken: sessionToken !== undefined,
  };
}

export const newBucketView = (made: NewBucket): NewBucketView => ({ bucket: made.bucket, said: newBucketText(made) });

export const foundHereView = ({ storages, encrypted }: Awaited<ReturnType<App['findStorages']>>): FoundHereView => ({
  encrypted,
  storages: storages.map(({ id, storage: { program, name, endpoint } }) => ({
    id,
    program,
    name,
    host: endpoint === undefined ? '' : endpointHost(endpoint),
  })),
});

export function takenView(pasteId: string, pasted: Pasted): TakenView {
  const { accessKeyId, secretAccessKey } = pasted;
  const isIdAlone = accessKeyId !== undefined && secretAccessKey === undefined;
  return { ...pastedView(pasteId, pasted), ...(isIdAlone && { accessKeyId }) };
}

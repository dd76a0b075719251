// What the form of a file request holds, and what is wrong with it.
import type { FileRequestOptions, SavingPlace } from '../../../preload/file-request-requests';
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { FileRequestView } from '../../../preload/views/file-request-views';
import { doorFor, doorNameOf, type Chosen } from '../sharing/share-options';
import { words } from '../state/words';

const mostFiles = 1_000;
/** Bytes. */
const sizeOffers: readonly number[] = [10_000_000, 100_000_000, 1_000_000_000, 5_000_000_000];
/** What one request of a guest stores; larger files are asked for, which needs Mayfly to run. */
export const mostAtOnce = 5_000_000_000;
/** What a guest's browser encrypts of a file that goes in one request. */
const mostSealedAtOnce = 500_000_000;
const askedOffers: readonly number[] = [50_000_000_000, 500_000_000_000];
/** Seconds for which slots are signed. */
export const leaseOffers: readonly number[] = [3_600, 21_600, 86_400];
export const kinds = ['any', 'pictures', 'documents'] as const;

export type Place = 'usual' | 'picked' | 'bucket';

export interface RequestValues {
  readonly title: string;
  readonly message: string;
  readonly expirySeconds: number;
  /** As typed. */
  readonly files: string;
  readonly bytes: number;
  readonly types: (typeof kinds)[number];
  readonly isOnce: boolean;
  /** Absent: as the connection has it. */
  readonly encrypt?: boolean;
  /** Absent: as the connection has it. */
  readonly door?: Chosen;
  /** The name of its short link, as typed; empty: random characters. */
  readonly doorName: string;
  readonly mostLeaseSeconds: number;
  readonly place: Place;
  /** A folder that was picked in the system's dialog. */
  readonly picked?: { readonly id: string; readonly path: string };
  readonly connectionId?: string;
}

/** One press away from a request. */
export const usualValues = (): RequestValues => ({
  title: words.requests.form.usualTitle,
  message: '',
  expirySeconds: 604_800,
  files: '100',
  bytes: 5_000_000_000,
  types: 'any',
  isOnce: false,
  mostLeaseSeconds: 86_400,
  doorName: '',
  place: 'usual',
});

export const valuesOf = (request: FileRequestView): RequestValues => ({
  ...usualValues(),
  title: request.title,
  message: request.message ?? '',
  files: String(request.files),
  bytes: request.bytes,
  types: request.types,
  isOnce: request.isOnce,
  mostLeaseSeconds: request.mostLeaseSeconds,
  place: request.folder === undefined ? 'bucket' : 'usual',
});

export interface RequestErrors {
  readonly title?: string;
  readonly files?: string;
}

/** `fewest`: files that a request already asks for; guests may be sending them. */
export function errorsOf({ title, files }: RequestValues, fewest = 1): RequestErrors {
  const count = Number(files);
  const isCount = /^\d+$/.test(files.trim()) && count >= fewest && count <= mostFiles;
  const w = words.requests.form;
  return {
    ...(title.trim() === '' && { title: w.titleMissing }),
    ...(!isCount && { files: w.filesRange({ fewest, most: mostFiles }) }),
  };
}

export const isSound = (errors: RequestErrors): boolean => Object.keys(errors).length === 0;

function savingOf({ place, picked }: RequestValues): SavingPlace {
  if (place === 'picked' && picked !== undefined) return { kind: 'picked', id: picked.id };
  return { kind: place === 'bucket' ? 'bucket' : 'usual' };
}

/** Whether guests encrypt; `encryption`: the connection's rule. */
export const isEncrypted = (
  { encrypt }: Pick<RequestValues, 'encrypt'>,
  encryption: 'usual' | 'demanded' | undefined,
): boolean => encryption === 'demanded' || (encrypt ?? encryption !== undefined);

/** Bytes of the largest file that can be asked for; `asks`: guests may send in parts. */
export function mostOffered(encrypted: boolean, asks: boolean): number {
  if (asks) return Number.POSITIVE_INFINITY;
  return encrypted ? mostSealedAtOnce : mostAtOnce;
}

/** Bytes of the largest file, to choose from; `least`: what a request already asks for, which only widens. */
export function sizesOffered(encrypted: boolean, asks: boolean, least?: number): readonly number[] {
  const most = mostOffered(encrypted, asks);
  const offers = [...sizeOffers, ...(encrypted ? [mostSealedAtOnce] : []), ...askedOffers];
  const wider = offers.filter((bytes) => bytes <= most && bytes > (least ?? 0));
  return [...(least === undefined ? [] : [least]), ...wider].toSorted((a, b) => a - b);
}

/** `to`: the connection that stores what arrives. */
export function optionsOf(values: RequestValues, to?: ConnectionView): FileRequestOptions {
  const { title, message, expirySeconds, files, bytes, types, isOnce, mostLeaseSeconds, encrypt, connectionId } =
    values;
  const door = doorFor(to, values.door);
  const doorName = doorNameOf(values.doorName);
  return {
    title: title.trim(),
    ...(message.trim() !== '' && { message }),
    expirySeconds,
    files: Number(files),
    bytes,
    types,
    isOnce,
    mostLeaseSeconds,
    saving: savingOf(values),
    ...(encrypt !== undefined && { encrypt }),
    ...(door !== undefined && { door }),
    ...(door === true && doorName !== '' && { doorName }),
    ...(connectionId !== undefined && { connectionId }),
  };
}

/** What differs from the request; `undefined` where nothing does. */
export function changeOf(values: RequestValues, before: FileRequestView) {
  const was = valuesOf(before);
  const movesTo = values.place !== was.place || (values.place === 'picked' && values.picked !== undefined);
  const change = {
    ...(values.title.trim() !== was.title && { title: values.title.trim() }),
    ...(values.message.trim() !== was.message && { message: values.message }),
    ...(values.files.trim() !== was.files && { files: Number(values.files) }),
    ...(values.bytes !== was.bytes && { bytes: values.bytes }),
    ...(values.types !== was.types && { types: values.types }),
    ...(was.isOnce && !values.isOnce && { isOnce: false as const }),
    ...(values.mostLeaseSeconds !== was.mostLeaseSeconds && { mostLeaseSeconds: values.mostLeaseSeconds }),
    ...(movesTo && { saving: savingOf(values) }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

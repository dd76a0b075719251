// Derives the right region, addressing or endpoint from a server's answer. Never leads to a host of another owner: only the bucket and the
// region in the host name change.
import type { ProbeResponse } from '../../model/probe';
import type { Failure, FailureCode } from '../../model/failure';
import type { Place } from '../../model/place';

export type Correction = 'endpoint' | 'addressing' | 'region';

const isRegion = (text: string): boolean => /^[a-z0-9][a-z0-9-]{1,40}$/.test(text);
const isAddress = (hostname: string): boolean => hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
const rebuilt = (url: URL): string => `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;

/** The endpoint without the bucket in its host or path, as many consoles show it; `undefined` where it has none. */
export function withoutBucket(place: Place): Place | undefined {
  const url = new URL(place.endpoint);
  const { bucket } = place;
  if (url.hostname.startsWith(`${bucket.toLowerCase()}.`) && url.hostname.split('.').length > 2) {
    url.hostname = url.hostname.slice(bucket.length + 1);
    return { ...place, endpoint: rebuilt(url), addressing: 'virtual-host' };
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (!path.endsWith(`/${bucket}`)) return undefined;
  url.pathname = path.slice(0, -bucket.length - 1);
  return { ...place, endpoint: rebuilt(url), addressing: 'path' };
}

/** The host name for a region: of `s3.amazonaws.com`, or with the label of the former region replaced. */
function hostIn(region: string, hostname: string, before: string): string {
  const amazon = /^s3\.(amazonaws\.com(?:\.cn)?)$/.exec(hostname)?.[1];
  if (amazon !== undefined) return `s3.${region}.${amazon}`;
  const labels = hostname.split('.');
  // The last two labels are the owner's domain.
  const own = labels.length - 2;
  return labels.map((label, index) => (index < own && label === before ? region : label)).join('.');
}

/** The place in another region; `undefined` for the same region or for no region name. */
export function inRegion(place: Place, region: string | undefined): Place | undefined {
  if (region === undefined || region === place.region || !isRegion(region)) return undefined;
  const url = new URL(place.endpoint);
  if (!isAddress(url.hostname)) url.hostname = hostIn(region, url.hostname, place.region);
  return { ...place, endpoint: rebuilt(url), region };
}

/** Failures of a server without virtual-host addressing. */
const lostHost: ReadonlySet<FailureCode> = new Set([
  'addressing-wrong',
  'host-unknown',
  'tls-wrong-host',
  'bucket-missing',
  'object-missing',
  'not-s3',
]);

function otherAddressing(place: Place, failure: Failure, code: string | undefined): Place | undefined {
  if (place.addressing === 'virtual-host') {
    // An S3 error code means that the server understood the request.
    const understood = failure.code === 'not-s3' && code !== undefined;
    return lostHost.has(failure.code) && !understood ? { ...place, addressing: 'path' } : undefined;
  }
  const { hostname } = new URL(place.endpoint);
  const possible = !isAddress(hostname) && !/[A-Z]/.test(place.bucket);
  return possible && failure.code === 'addressing-wrong' ? { ...place, addressing: 'virtual-host' } : undefined;
}

/** Whether a refusal is about the region, with or without saying which is right. */
const isAboutRegion = ({ code }: Failure): boolean => code === 'region-wrong' || code === 'redirected';

/**
 * The correction to try after a refusal, each kind once; `locate` for a wrong region without the right one. `answer` is absent after silence.
 */
export function correctionFor(
  place: Place,
  failure: Failure,
  answer: ProbeResponse | undefined,
  tried: ReadonlySet<Correction>,
): { readonly kind: Correction; readonly place: Place } | 'locate' | undefined {
  if (!tried.has('region') && answer !== undefined) {
    const told = answer.region ?? failure.detail.region;
    // A refusal that names another region is about the region, whatever its code.
    const elsewhere = answer.status === 400 || answer.status === 403 || isAboutRegion(failure);
    const there = elsewhere ? inRegion(place, told) : undefined;
    if (there !== undefined) return { kind: 'region', place: there };
    if (isAboutRegion(failure) && told === undefined) return 'locate';
  }
  const addressed = tried.has('addressing') ? undefined : otherAddressing(place, failure, answer?.code);
  return addressed === undefined ? undefined : { kind: 'addressing', place: addressed };
}

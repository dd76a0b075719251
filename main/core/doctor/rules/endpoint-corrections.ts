// Which wrong region, addressing or endpoint a server's answer gives away, and what to try instead. Nobody is asked at another
// host than the one that was typed, but for the bucket and the region in its name.
import type { ExamAnswer } from '../../model/probe';
import type { Failure, FailureCode } from '../../model/failure';
import type { Place } from '../../model/place';

export type Correction = 'endpoint' | 'addressing' | 'region';

const isRegion = (text: string): boolean => /^[a-z0-9][a-z0-9-]{1,40}$/.test(text);
const isAddress = (hostname: string): boolean => hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
const rebuilt = (url: URL): string => `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;

/** An endpoint that was copied with the bucket in its name or path, as many consoles show it; `undefined` when it was not. */
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

/** Amazon's name for all regions, and the label of a region inside a host name. */
function hostIn(region: string, hostname: string, before: string): string {
  const amazon = /^s3\.(amazonaws\.com(?:\.cn)?)$/.exec(hostname)?.[1];
  if (amazon !== undefined) return `s3.${region}.${amazon}`;
  const labels = hostname.split('.');
  // The last two are the owner's: to change those would be to ask somebody else.
  const own = labels.length - 2;
  return labels.map((label, index) => (index < own && label === before ? region : label)).join('.');
}

/** The same bucket in another region, whose name may stand in the endpoint too; `undefined` for what is no region or the same. */
export function inRegion(place: Place, region: string | undefined): Place | undefined {
  if (region === undefined || region === place.region || !isRegion(region)) return undefined;
  const url = new URL(place.endpoint);
  if (!isAddress(url.hostname)) url.hostname = hostIn(region, url.hostname, place.region);
  return { ...place, endpoint: rebuilt(url), region };
}

/** What a server that knows no buckets in host names makes of one: nothing, another bucket, or a request about itself. */
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
    // What is refused in S3's own words was understood, unless it is the bucket or the key that was not.
    const understood = failure.code === 'not-s3' && code !== undefined;
    return lostHost.has(failure.code) && !understood ? { ...place, addressing: 'path' } : undefined;
  }
  const { hostname } = new URL(place.endpoint);
  const possible = !isAddress(hostname) && !/[A-Z]/.test(place.bucket);
  return possible && failure.code === 'addressing-wrong' ? { ...place, addressing: 'virtual-host' } : undefined;
}

/** Whether a refusal is about the region, with or without saying which is right. */
const isAboutRegion = ({ code }: Failure): boolean => code === 'region-wrong' || code === 'redirected';

export interface Corrected {
  readonly kind: Correction;
  readonly place: Place;
}

/**
 * What to try after a refusal, each kind once; `locate` when the region is wrong and nobody said which is right. `answer` is absent where
 * nobody answered.
 */
export function correctionFor(
  place: Place,
  failure: Failure,
  answer: ExamAnswer | undefined,
  tried: ReadonlySet<Correction>,
): Corrected | 'locate' | undefined {
  if (!tried.has('region') && answer !== undefined) {
    const told = answer.region ?? failure.detail.region;
    // A refusal that names another region is about it, whatever it calls itself.
    const elsewhere = answer.status === 400 || answer.status === 403 || isAboutRegion(failure);
    const there = elsewhere ? inRegion(place, told) : undefined;
    if (there !== undefined) return { kind: 'region', place: there };
    if (isAboutRegion(failure) && told === undefined) return 'locate';
  }
  const addressed = tried.has('addressing') ? undefined : otherAddressing(place, failure, answer?.code);
  return addressed === undefined ? undefined : { kind: 'addressing', place: addressed };
}

// An answer that is not what was asked for becomes one of our codes, and nothing of its text survives.
import { parseEndpoint, type Connection } from '../../../core/model/connection';
import { Failure, type FailureCode, type FailureDetail } from '../../../core/model/failure';
import { direct, isProxy, type Route } from '../../../core/model/proxy-route';
import { codeOfServer } from './s3-error-codes';
import { firstOf, readXml } from './xml';

/** What a request was about: the facts that every failure of it carries, and what helps to tell failures apart. */
export interface Asked {
  readonly detail: FailureDetail;
  readonly region: string;
  /** Plain http to another machine: whatever lies between may answer as it likes. */
  readonly readable: boolean;
  /** host:port of a proxy that answers in the server's place where it wants. */
  readonly proxy?: string;
}

export const askedOf = ({ endpoint, bucket, addressing, region }: Connection, route: Route = direct): Asked => ({
  ...(endpoint.startsWith('http:') && isProxy(route[0]) && { proxy: route[0].host }),
  detail: { host: hostOf(endpoint) ?? '', bucket, addressing },
  region,
  readable: readableByOthers(endpoint),
});

/** What a server said, as far as it matters. */
export interface BadAnswer {
  readonly status: number;
  /** `<Code>`, `<Message>`, `<Region>`, `<Endpoint>` and `<BucketName>` of its body. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly bucketName?: string | undefined;
  /** Headers. */
  readonly location?: string | undefined;
  readonly contentType?: string | undefined;
}

const isPage = ({ contentType = '' }: BadAnswer): boolean => /^text\/html\b/i.test(contentType);

/** Turns an answer that is not 2xx, or a 2xx that S3 would not give, into a failure. */
export function failureOfAnswer(answer: BadAnswer, { detail, region, readable, proxy }: Asked): Failure {
  const { status } = answer;
  const serverCode = answer.code === undefined ? undefined : plain(answer.code);
  const known = serverCode === undefined ? undefined : codeOfServer(serverCode, answer.message ?? '');
  const told = answer.region === undefined ? undefined : plain(answer.region);
  const facts = {
    ...detail,
    status,
    ...(told !== undefined && { region: told }),
    ...(known !== undefined && serverCode !== undefined && { serverCode }),
  };
  const as = (code: FailureCode, more: FailureDetail = {}) => new Failure(code, { ...facts, ...more });

  // Whatever is wrong with a request, a server that names another region means that.
  const elsewhere = told !== undefined && told !== region;
  const silent400 = serverCode === undefined && status === 400;
  if (elsewhere && (silent400 || isRedirect(status) || regional.has(known ?? 'unexpected'))) return as('region-wrong');
  if (status === 407) return as('proxy-password', proxy === undefined ? {} : { otherHost: proxy });
  if (status === 511) return as('captive-portal');
  // Through a forwarding proxy whatever is no S3 is most likely its own.
  const forwarded = proxy !== undefined && serverCode === undefined && isPage(answer);
  if (forwarded && status >= 400 && status < 500) return as('proxy-refused', { otherHost: proxy });
  if (isRedirect(status) || known === 'redirected') {
    // S3 explains its redirects; who does not is no S3, and on an open line most likely the network's sign-in page.
    if (serverCode === undefined && readable) return as('captive-portal');
    const otherHost = hostOf(answer.endpoint) ?? hostOf(answer.location);
    return as('redirected', otherHost === undefined ? {} : { otherHost });
  }
  // A gateway in trouble speaks HTML too, and may be well again in a moment.
  if (serverCode === undefined && status < 500 && isPage(answer)) return as(readable ? 'captive-portal' : 'not-s3');
  if (known === 'bucket-missing' && isOther(answer.bucketName, detail)) return as('addressing-wrong');
  return as(known ?? codeOfStatus(status));
}

/** With the right region in the answer, these say that it was wrong in the request. */
const regional: ReadonlySet<FailureCode> = new Set<FailureCode>(['region-wrong', 'redirected', 'signature-rejected']);

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** The bucket was in the host name, and the server took the beginning of the key for it. */
const isOther = (name: string | undefined, { bucket, addressing }: FailureDetail): boolean =>
  addressing === 'virtual-host' && name !== undefined && name !== bucket;

function codeOfStatus(status: number): FailureCode {
  if (status === 401 || status === 403) return 'access-denied';
  if (status === 404) return 'object-missing';
  if (status === 429 || status === 503) return 'throttled';
  if (status === 507) return 'storage-full';
  if (status >= 500) return 'server-failed';
  return 'not-s3';
}

/** Names of codes and regions as all servers write them; anything else is no name and may be meant to be seen. */
const plainText = /^[A-Za-z0-9._-]{1,64}$/;
const plain = (text: string): string | undefined => (plainText.test(text) ? text : undefined);

/** host:port of an address, or of a host alone as `<Endpoint>` has it; nothing else of what a server wrote is shown. */
function hostOf(address: string | undefined): string | undefined {
  if (address === undefined || address.length > 2_048 || address.startsWith('/')) return undefined;
  try {
    const { host } = new URL(address.includes('://') ? address : `https://${address}`);
    return host === '' || host.length > 260 ? undefined : host;
  } catch {
    return undefined;
  }
}

function readableByOthers(endpoint: string): boolean {
  try {
    return parseEndpoint(endpoint).insecure;
  } catch {
    return false;
  }
}

/** What tells errors apart in an S3 XML error body. */
export function readErrorBody(
  body: string,
): Pick<BadAnswer, 'code' | 'message' | 'region' | 'endpoint' | 'bucketName'> {
  const { root } = readXml(body);
  const element = (name: string, value: RegExp) => {
    const text = firstOf(root, name)?.text.trim() ?? '';
    return value.test(text) ? text : undefined;
  };
  return {
    code: element('Code', plainText),
    message: element('Message', /^[^<]{1,512}$/),
    region: element('Region', plainText),
    endpoint: element('Endpoint', /^[^<]{1,512}$/),
    bucketName: element('BucketName', /^[^<]{1,128}$/),
  };
}

/** Whether a server says that it has no such operation: 501, 405, or a 400 for no reason that is known. */
export function saysUnsupported(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { status } = error.detail;
  return status === 501 || (error.code === 'not-s3' && (status === 400 || status === 405));
}

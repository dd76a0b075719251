// Turns an error answer into a failure without any of the answer's text.
import { parseEndpoint, type Connection } from '../../../core/model/connection';
import { Failure, type FailureCode, type FailureDetail } from '../../../core/model/failure';
import { direct, isProxy, type Route } from '../../../core/model/proxy-route';
import { codeOfServer } from './s3-error-codes';
import { firstOf, readXml } from './xml';

/** The facts of a request: those that its failures carry, and those that help to tell failures apart. */
export interface RequestFacts {
  readonly detail: FailureDetail;
  readonly region: string;
  /** Plain http to another machine: any device in between may answer. */
  readonly readable: boolean;
  /** host:port of a proxy, which may answer in the server's place. */
  readonly proxy?: string;
  /** The bucket lies on this computer's disk. */
  readonly onThisComputer?: true;
}

export const requestFactsOf = (
  { kind, endpoint, bucket, addressing, region }: Connection,
  route: Route = direct,
): RequestFacts => ({
  ...(endpoint.startsWith('http:') && isProxy(route[0]) && { proxy: route[0].host }),
  ...(kind === 'embedded' && { onThisComputer: true }),
  detail: { host: hostOf(endpoint) ?? '', bucket, addressing },
  region,
  readable: readableByOthers(endpoint),
});

/** The relevant parts of an answer. */
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

/** The failure of an answer that is not 2xx, or of a 2xx that is not S3's. */
export function failureOfAnswer(answer: BadAnswer, request: RequestFacts): Failure {
  const { detail, region, readable, proxy, onThisComputer } = request;
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

  // A server that names another region means that, whatever its code says.
  const elsewhere = told !== undefined && told !== region;
  const silent400 = serverCode === undefined && status === 400;
  if (elsewhere && (silent400 || isRedirect(status) || regional.has(known ?? 'unexpected'))) return as('region-wrong');
  if (status === 407) return as('proxy-password', proxy === undefined ? {} : { otherHost: proxy });
  if (status === 511) return as('captive-portal');
  // Through a forwarding proxy an answer that is not S3's is most likely the proxy's own.
  const forwarded = proxy !== undefined && serverCode === undefined && isPage(answer);
  if (forwarded && status >= 400 && status < 500) return as('proxy-refused', { otherHost: proxy });
  if (isRedirect(status) || known === 'redirected') {
    // S3 explains its redirects in XML; another redirect over plain http is most likely the network's sign-in page.
    if (serverCode === undefined && readable) return as('captive-portal');
    const otherHost = hostOf(answer.endpoint) ?? hostOf(answer.location);
    return as('redirected', otherHost === undefined ? {} : { otherHost });
  }
  // A failing gateway answers HTML too, and may recover.
  if (serverCode === undefined && status < 500 && isPage(answer)) return as(readable ? 'captive-portal' : 'not-s3');
  if (known === 'bucket-missing' && isOther(answer.bucketName, detail)) return as('addressing-wrong');
  const code = known ?? codeOfStatus(status);
  // An error of S3 that is none of those known: it is told by its code.
  if (code === 'not-s3' && serverCode !== undefined) return as(code, { serverCode });
  return as(code, code === 'storage-full' && onThisComputer === true ? { onThisComputer } : {});
}

/** With a region in the answer, these codes mean that the request's region is wrong. */
const regional: ReadonlySet<FailureCode> = new Set<FailureCode>(['region-wrong', 'redirected', 'signature-rejected']);

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** The request had the bucket in its host name, and the server took the beginning of the key for the bucket. */
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

/** The form of codes and regions on all servers; other text is not shown, because a server could have written it for the user to read. */
const plainText = /^[A-Za-z0-9._-]{1,64}$/;
const plain = (text: string): string | undefined => (plainText.test(text) ? text : undefined);

/** host:port of a URL, or of a bare host as in `<Endpoint>`; no other text of the server is shown. */
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

/** The members of an S3 XML error body that tell errors apart. */
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

/** True when the server does not support the operation: 501, 405, or a 400 without a known code. */
export function saysUnsupported(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { status } = error.detail;
  return status === 501 || (error.code === 'not-s3' && (status === 400 || status === 405));
}

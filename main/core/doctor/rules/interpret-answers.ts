// Interprets the answers to the doctor's probes, one function per probe. Pure: its tests are tables of the answers of many servers.
import { createHash } from 'node:crypto';
import type { CapabilityFacts } from '../../model/capabilities';
import type { Connection } from '../../model/connection';
import type { ProbeResponse, ProbeOverrides } from '../../model/probe';
import { failedFinding, finding, type Finding } from '../../model/examination';
import { type OwnFindingCode } from '../../model/examination-steps';
import type { Failure } from '../../model/failure';
import { showsPage } from '../../model/links/page-answer';
import { longestLifetimeOf } from '../../providers/providers';

/** The findings and facts of one answer. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly facts: CapabilityFacts;
}

export const judged = (facts: CapabilityFacts, ...findings: readonly Finding[]): Judged => ({ findings, facts });

/** Refused for want of a right, and not for the signature or anything else. */
export const isDenied = ({ failure }: ProbeResponse): boolean => failure?.code === 'access-denied';

/** The server has no such operation, or not in this form. */
const isUnsupported = ({ status, failure, code }: ProbeResponse): boolean =>
  status === 501 || status === 405 || code === 'NotImplemented' || failure?.code === 'not-s3';

/** Neither yes nor no: a 5xx answer, or an unknown code. */
export const unclear = (step: Finding['step'], { status, code }: ProbeResponse): Finding =>
  finding(step, 'unclear', { status, ...(code !== undefined && { serverCode: code }) });

export const yes = (answer: ProbeResponse): boolean => answer.failure === undefined;

const daySeconds = 86_400;

type Lived = Pick<Connection, 'endpoint' | 'prefix' | 'maxExpirySeconds'>;

/** When the soonest rule deletes what the connection stores, seconds; `undefined` where that is not before the end of its longest link. */
function soonerSeconds({ expiring = [] }: ProbeResponse, connection: Lived): number | undefined {
  const { prefix, maxExpirySeconds = Number.POSITIVE_INFINITY } = connection;
  const days = expiring.filter((rule) => prefix.startsWith(rule.prefix)).map((rule) => rule.days);
  const seconds = Math.min(...days) * daySeconds;
  return seconds < Math.min(longestLifetimeOf(connection), maxExpirySeconds) ? seconds : undefined;
}

/** GET of the bucket's rules. */
export function judgeLifecycle(answer: ProbeResponse, connection: Lived): Judged {
  const longestSeconds = soonerSeconds(answer, connection);
  if (longestSeconds !== undefined)
    return judged({ lifecycle: 'readable' }, finding('lifecycle', 'rules-sooner', { longestSeconds }));
  if (yes(answer)) return judged({ lifecycle: 'readable' }, finding('lifecycle', 'rules-readable'));
  if (isDenied(answer)) return judged({ lifecycle: 'denied' }, finding('lifecycle', 'rules-denied'));
  if (isUnsupported(answer)) return judged({ lifecycle: 'unsupported' }, finding('lifecycle', 'rules-unsupported'));
  return judged({}, unclear('lifecycle', answer));
}

const hexMd5 = (bytes: Uint8Array | Buffer): string => createHash('md5').update(bytes).digest('hex');
const plain = (etag: string): string => etag.replace(/^"|"$/g, '').toLowerCase();

/** A successful PUT. `refusedChecksum`: the server had refused it with a checksum. */
export function judgeStored(
  { etag = '', crc32 }: ProbeResponse,
  sent: { readonly body: Uint8Array; readonly crc32: string; readonly refusedChecksum: boolean },
): Judged {
  const told = !sent.refusedChecksum && crc32 === sent.crc32;
  const code: OwnFindingCode = sent.refusedChecksum ? 'checksums-refused' : told ? 'checksums-told' : 'checksums-taken';
  return judged(
    {
      writes: true,
      takesChecksums: !sent.refusedChecksum,
      tellsChecksums: told,
      md5Etags: plain(etag) === hexMd5(sent.body),
    },
    finding('write', 'write-allowed'),
    finding('checksums', code),
  );
}

/** The overrides of the link, and the stored object. */
export interface Opened {
  readonly stored: { readonly contentDisposition: string };
  readonly sizeBytes: number;
  readonly overrides: ProbeOverrides;
}

/** A Content-Security-Policy that blocks the script or the styles of a page. */
const forbidsPages = (policy: string | undefined): boolean =>
  policy !== undefined && /(^|;)\s*(sandbox\b(?![^;]*allow-scripts)|default-src\s+'none')/i.test(policy);

/** An anonymous GET of a link with overrides. */
export function judgeOpened(answer: ProbeResponse, { stored, sizeBytes, overrides }: Opened): Judged {
  const { status } = answer;
  if (status === 403 || status === 401) return judged({ reads: false }, finding('link', 'link-denied', { status }));
  const gzip = answer.contentEncoding?.toLowerCase() === 'gzip';
  // The size of an answer that was decompressed on the way differs.
  const whole = answer.sizeBytes === sizeBytes || !gzip;
  if ((status !== 200 && status !== 206) || !whole) return judged({}, finding('link', 'link-wrong', { status }));
  const { contentDisposition = '' } = answer;
  const honoured = contentDisposition === overrides.responseContentDisposition;
  // Without overrides the answer has the stored disposition; a page would be stored as `inline`.
  const asStored = contentDisposition === stored.contentDisposition;
  const shown = showsPage({
    ...(answer.contentType !== undefined && { contentType: answer.contentType }),
    contentDisposition: asStored ? 'inline' : contentDisposition,
  });
  const pages = shown && !forbidsPages(answer.contentSecurityPolicy);
  const open = answer.allowedOrigin !== undefined;
  return judged(
    { reads: true, overrides: honoured, pages, gzip, openToPages: open },
    finding('link', 'link-opens'),
    finding('overrides', honoured ? 'overrides-kept' : 'overrides-lost'),
    finding('pages', pages ? 'pages-shown' : 'pages-hidden'),
    finding('compression', gzip ? 'gzip-kept' : 'gzip-lost'),
    finding('cors', open ? 'cors-open' : 'cors-closed'),
  );
}

/** A GET without a signature. `isOurs`: it gave what was stored, byte for byte. A site may answer all the same, and a server too busy tells nothing. */
export function judgeVisited(answer: ProbeResponse, isOurs: boolean, facts: Finding['facts']): Judged {
  if (isOurs) return judged({}, finding('shares-private', 'shares-public', facts));
  if (answer.status >= 500 && answer.status !== 501) return judged({}, unclear('shares-private', answer));
  return judged({}, finding('shares-private', 'shares-private', facts));
}

export function judgeDescribed(answer: ProbeResponse): Judged {
  if (answer.status === 200) return judged({ describes: true }, finding('describe', 'describe-allowed'));
  if (isDenied(answer)) return judged({ describes: false }, finding('describe', 'describe-denied'));
  return judged({}, unclear('describe', answer));
}

/** Statuses that refuse an unsigned header; a 404 would mean that the server looked for the source. */
export const refusals: ReadonlySet<number> = new Set([400, 401, 403, 405, 501]);

/** For its size too. */
const isRefusal = ({ status }: ProbeResponse): boolean => refusals.has(status) || status === 413;

/**
 * A link to write, sent with an unsigned copy header. `copied`: the key now holds the other object, byte for byte. A server that ignores the
 * header stores an empty object: that proves nothing.
 */
export function judgeSmuggled(answer: ProbeResponse, copied: boolean): Judged {
  if (yes(answer) && copied) return judged({ signsAmz: false }, finding('write-links', 'write-links-open'));
  if (refusals.has(answer.status)) return judged({ signsAmz: true }, finding('write-links', 'write-links-safe'));
  return judged({}, unclear('write-links', answer));
}

/** A second PUT to the same key with `If-None-Match: *`. */
export function judgeConditional(answer: ProbeResponse): Judged {
  if (answer.status === 412 || answer.status === 409) {
    return judged({ conditionalPut: true }, finding('conditional', 'conditional-kept'));
  }
  if (yes(answer)) return judged({ conditionalPut: false }, finding('conditional', 'conditional-ignored'));
  if (isUnsupported(answer))
    return judged({ conditionalPut: false }, finding('conditional', 'conditional-unsupported'));
  return judged({}, unclear('conditional', answer));
}

/** A PUT of a byte more than was signed, to a key that took one as it was signed. */
export function judgeLonger(answer: ProbeResponse): Judged {
  if (yes(answer)) return judged({ limitsPuts: false }, finding('lengths', 'lengths-ignored'));
  if (isRefusal(answer)) return judged({ limitsPuts: true }, finding('lengths', 'lengths-kept'));
  return judged({}, unclear('lengths', answer));
}

/** Whether a form was taken: a server may answer it with a redirection. */
export const isFormTaken = ({ status }: ProbeResponse): boolean => status < 400;

/** An upload form, sent as it was signed. `undefined`: taken, so that the refusal of another one means something. */
export function judgeForm(answer: ProbeResponse): Judged | undefined {
  if (isFormTaken(answer)) return undefined;
  if (answer.status < 500 || answer.status === 501) {
    return judged({ limitsForms: false }, finding('forms', 'forms-unsupported'));
  }
  return judged({}, unclear('forms', answer));
}

/** What is done to a form that the server took before, each time one thing alone. */
export type FormChange = 'size' | 'key' | 'type';

/** That form with one change; `undefined`: refused, as it should be. */
export function judgeChangedForm(answer: ProbeResponse, change: FormChange): Judged | undefined {
  if (isFormTaken(answer)) return judged({ limitsForms: false }, finding('forms', `forms-any-${change}`));
  return isRefusal(answer) ? undefined : judged({}, unclear('forms', answer));
}

/** All changed forms were refused. */
export const judgeForms = (): Judged => judged({ limitsForms: true }, finding('forms', 'forms-limited'));

/** A refused begin, part or completion of a multipart upload. */
export function judgePartsRefused(answer: ProbeResponse): Judged {
  if (isDenied(answer)) return judged({ multipart: false }, finding('parts', 'parts-fail'));
  if (isUnsupported(answer) || answer.status === 404) {
    return judged({ multipart: false }, finding('parts', 'parts-unsupported'));
  }
  return judged({}, unclear('parts', answer));
}

export function judgeParts(answer: ProbeResponse): Judged {
  if (answer.parts?.includes(1) === true)
    return judged({ listsParts: true }, finding('list-parts', 'list-parts-allowed'));
  if (isDenied(answer) || isUnsupported(answer)) {
    return judged({ listsParts: false }, finding('list-parts', 'list-parts-denied'));
  }
  return judged({}, unclear('list-parts', answer));
}

/** The completion of a multipart upload with this one part. */
export function judgeCompleted({ etag = '' }: ProbeResponse, part: Uint8Array, md5Etags: boolean): Judged {
  const whole = hexMd5(Buffer.from(hexMd5(part), 'hex'));
  const md5UploadEtags = plain(etag) === `${whole}-1`;
  const code = !md5Etags ? 'etags-other' : md5UploadEtags ? 'etags-md5' : 'etags-md5-single';
  return judged({ multipart: true, md5UploadEtags }, finding('parts', 'parts-work'), finding('etags', code));
}

/** The abort of a multipart upload. A completed one answers 404: servers check the right first. */
export function judgeAbort(answer: ProbeResponse): Judged {
  if (yes(answer) || answer.status === 404) return judged({ aborts: true }, finding('abort', 'abort-allowed'));
  if (isDenied(answer)) return judged({ aborts: false }, finding('abort', 'abort-denied'));
  return judged({}, unclear('abort', answer));
}

/** Deleted now, or gone before. */
export const isRemoved = (answer: ProbeResponse): boolean =>
  (yes(answer) && answer.deleteMarker !== true) || answer.code === 'NoSuchKey' || answer.code === 'NoSuchVersion';

export function judgeList(answer: ProbeResponse, versions: boolean): Judged {
  if (answer.listed !== undefined) return judged({ lists: true }, finding('list', 'list-allowed'));
  if (isDenied(answer))
    return judged({ lists: false }, finding('list', versions ? 'versions-unlisted' : 'list-denied'));
  return judged({}, unclear('list', answer));
}

/** A failure that ends the examination, as the finding of its step. */
export const judgeFatal = (failure: Failure, step?: Finding['step']): Judged =>
  judged({}, step === undefined ? failedFinding(failure) : failedFinding(failure, step));

// What the answers of a doors' address mean. Pure: the doctor sends the requests.
import { endpointHost } from '../../model/connection';
import { chosenDoors, type DoorPlace } from '../../model/door';
import { finding, isOwnCode, type Examination, type Finding } from '../../model/examination';
import { doorSteps } from '../../model/examination-steps';
import { reachOfUrl } from '../../model/host-reach';

/** What an address answers to an anonymous request. */
interface DoorAnswer {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  readonly cache?: string;
  readonly allowedOrigin?: string;
}

/** A page of the doctor; `mark` tells one from another. */
export const doorPage = (mark: string): Uint8Array =>
  Buffer.from(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex"><title>Mayfly</title><p>Mayfly tested this address. This can be deleted. <!-- ${mark} --></p></html>\n`,
  );

const isSuccess = ({ status }: DoorAnswer) => status >= 200 && status < 300;

/** Whether the answer is the doctor's own object, and not a page that a site gives for every address. */
export const gives = (answer: DoorAnswer, mark: string): boolean => isSuccess(answer) && answer.body.includes(mark);

const facts = ({ address }: DoorPlace, { status }: Pick<DoorAnswer, 'status'>) => ({
  host: endpointHost(address),
  status,
});

/** The answer for the page that was just stored, once it is there or the doctor stopped waiting. */
export function judgeRead(answer: DoorAnswer, place: DoorPlace, mark: string): Finding {
  const { status, contentType = '', contentDisposition = '', cacheControl = '' } = answer;
  const found = (code: Parameters<typeof finding>[1]) => finding('doors', code, facts(place, answer));
  if (status >= 300 && status < 400) return found('doors-redirected');
  // 400: the server wants a signature before anything else.
  if (status === 400 || status === 401 || status === 403) return found('doors-closed');
  if (!gives(answer, mark)) return found('doors-elsewhere');
  if (/^\s*attachment\b/i.test(contentDisposition)) return found('doors-saved');
  if (!/^\s*text\/html\b/i.test(contentType)) return found('doors-not-pages');
  if (!/\bno-store\b/i.test(cacheControl)) return found('doors-kept');
  const reach = reachOfUrl(place.address);
  return found(reach === 'public' ? 'doors-open' : reach === 'loopback' ? 'doors-here' : 'doors-near');
}

/**
 * Whether the answer to `listingWays` lists the door of this name, in whatever form: S3's XML, the lines or JSON of Swift, a page of links. The name of
 * a test needs no escaping in any.
 */
export const lists = (answer: DoorAnswer, name: string): boolean => isSuccess(answer) && answer.body.includes(name);

/** The answer after the page was replaced. */
export function judgeRewritten(answer: DoorAnswer, place: DoorPlace, mark: string): Finding {
  if (gives(answer, mark)) return finding('doors-fresh', 'doors-fresh', facts(place, answer));
  const from = answer.cache ?? '';
  return from === ''
    ? finding('doors-fresh', 'doors-stale', facts(place, answer))
    : finding('doors-fresh', 'doors-cached', { ...facts(place, answer), from });
}

/** The answer after the page was deleted; `marks`: of all that was ever there. */
export const judgeDeleted = (answer: DoorAnswer, place: DoorPlace, marks: readonly string[]): Finding =>
  finding('doors-gone', marks.some((mark) => gives(answer, mark)) ? 'doors-stay' : 'doors-gone', facts(place, answer));

/** The answer to a page at `pageOrigin` (https://fetch.spec.whatwg.org/#cors-check; it sends no credentials). */
export const judgeAcross = (answer: DoorAnswer, place: DoorPlace, pageOrigin: string): Finding => {
  const isAdmitted = answer.allowedOrigin === '*' || answer.allowedOrigin === pageOrigin;
  return finding('doors-across', isAdmitted ? 'doors-across' : 'doors-apart', facts(place, answer));
};

/** Whether open pages cannot read the doors, which work all the same. */
export const keepsApart = ({ findings }: Pick<Examination, 'findings'>): boolean =>
  findings.some(({ code }) => code === 'doors-apart');

/** Whether doors may be made: each step was looked at, and none went wrong. */
export const provesDoors = (findings: readonly Finding[]): boolean =>
  doorSteps.every((step) => findings.some((one) => one.step === step && (one.state === 'ok' || one.state === 'note')));

/** Whether nobody reads doors there yet, and nothing else stands in their way: an address may answer 404 for what is closed. */
export const mayOpenByPolicy = ({ findings, failure }: Pick<Examination, 'findings' | 'failure'>): boolean =>
  failure === undefined && findings.some(({ code }) => code === 'doors-closed' || code === 'doors-elsewhere');

/** Whether an object of the shares was read without a signature. */
export const showsShares = (findings: readonly Finding[]): boolean =>
  findings.some(({ code }) => code === 'shares-public');

/**
 * The doors of a connection after these findings, at `nowMs` (Unix ms). A server that did not answer changes nothing: an address that is down is
 * no other address.
 */
export function doorsAfter(doors: DoorPlace, findings: readonly Finding[], nowMs: number): DoorPlace {
  const asked = findings.find(({ step }) => step === 'shares-private');
  const answered = asked?.code === 'shares-private' || asked?.code === 'shares-public';
  const isPublic = showsShares(findings) ? { publicAtMs: doors.publicAtMs ?? nowMs } : {};
  const publicAt = answered || doors.publicAtMs === undefined ? isPublic : { publicAtMs: doors.publicAtMs };
  const door = findings.find(({ step }) => step === 'doors');
  const stays = door === undefined || !isOwnCode(door.code) || door.code === 'not-asked';
  const provenAtMs = provesDoors(findings) ? nowMs : stays ? doors.provenAtMs : undefined;
  const askedAtMs = answered ? nowMs : doors.askedAtMs;
  return {
    ...chosenDoors(doors),
    ...(provenAtMs !== undefined && { provenAtMs }),
    ...(askedAtMs !== undefined && { askedAtMs }),
    ...publicAt,
  };
}

// What a guest is told of a file that a request does not take, and of a request that takes none.
import type { Refusal } from '../../../../renderer/guest/choosing/allowed';
import type { Failing } from '../../../../renderer/guest/item';
import type { Request } from '../../../../renderer/guest/request';
import { asFailure, Failure, type FailureDetail } from '../../model/failure';
import { formats } from '../../wording/formats';

export interface Refused {
  /** With its folders. */
  readonly fileName: string;
  readonly limits: Request['limits'];
  /** How many files it still takes. */
  readonly room: number;
  /** host:port */
  readonly host: string;
  /** Of the file itself, or of the last question that had no answer. */
  readonly cause: Failure | undefined;
}

/** The same failure while a guest sends. */
const sendingOf = (code: Failure['code'], detail: FailureDetail, cause?: unknown): Failure =>
  new Failure(code, { ...detail, sending: true }, cause);

/** The failure of a link, as a guest is told it. */
export function guestsFailure(error: unknown): Failure {
  const { code, detail, cause } = asFailure(error);
  const own = ({ 'link-over': 'request-ended', 'link-waits': 'request-away' } as const)[code as 'link-over'] ?? code;
  return sendingOf(own, detail, cause);
}

const notTaken = (fileName: string, detail: Pick<FailureDetail, 'reason' | 'reasonValues'>): Failure =>
  sendingOf('send-not-taken', { fileName, ...detail });

/** Why a file is not sent: before the first byte, or after it was tried. */
export function refusalFailure(why: Refusal | Failing | undefined, refused: Refused): Failure {
  const { fileName, limits, room, host, cause } = refused;
  const kinds = { pictures: 'it takes pictures only', documents: 'it takes documents only', any: undefined } as const;
  switch (why) {
    case 'large': {
      const reasonValues = { size: formats().bytes(limits.bytes) };
      return notTaken(fileName, { reason: 'it takes files of up to {{size}}', reasonValues });
    }
    case 'many':
      return notTaken(fileName, { reason: 'files that it still takes: {{count}}', reasonValues: { count: room } });
    case 'pictures':
    case 'documents':
      return notTaken(fileName, { reason: kinds[why] });
    case 'kind': {
      const reason = kinds[limits.types];
      return sendingOf('send-refused', { fileName, host, ...(reason !== undefined && { reason }) });
    }
    case 'full':
      return sendingOf('request-full', { fileName });
    case 'over':
    case 'late':
      return sendingOf('request-ended', { fileName });
    case 'unsure':
      return sendingOf('send-unsure', { fileName });
    case 'storage-full':
      return sendingOf(why, { host, fileName });
    case 'silent':
      return sendingOf(cause?.code ?? 'timed-out', { host, ...cause?.detail, fileName });
    case 'unreadable':
      return sendingOf(cause?.code ?? 'file-unreadable', { ...cause?.detail, fileName });
    default:
      return sendingOf('send-refused', { fileName, host });
  }
}

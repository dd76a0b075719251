// Maps errors of sockets, the resolver and TLS to failure codes.
import type { Reason } from '../../../resources/words/reasons';
import type { PeerCertificate } from 'node:tls';
import { Failure, type FailureCode, type FailureDetail } from '../../core/model/failure';
import { nodeModule } from '../files/node-modules';
import { fingerprintShown } from './peer-certificate';

const untrusted = (reason: Reason) => ['tls-untrusted', reason] as const;
const unknownAuthority = untrusted('it is signed by an unknown authority');
const expired = ['tls-expired', undefined] as const;
const tooWeak = untrusted('its key or its signature is too weak');

/** OpenSSL's verdicts on a certificate as Node names them. */
const certificates: Readonly<Record<string, readonly [FailureCode, Reason | undefined]>> = {
  CERT_HAS_EXPIRED: expired,
  CRL_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: ['tls-expired', 'it is not valid yet'],
  CERT_REVOKED: untrusted('it was revoked'),
  CERT_SIGNATURE_FAILURE: untrusted('its signature is wrong'),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('it is self-signed'),
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_UNTRUSTED: unknownAuthority,
  CERT_REJECTED: unknownAuthority,
  INVALID_CA: unknownAuthority,
  INVALID_PURPOSE: untrusted('it is not meant for servers'),
  EE_KEY_TOO_SMALL: tooWeak,
  CA_KEY_TOO_SMALL: tooWeak,
  CA_MD_TOO_WEAK: tooWeak,
  HOSTNAME_MISMATCH: ['tls-wrong-host', undefined],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls-wrong-host', undefined],
};

/** A failed handshake, by OpenSSL's reason, which is never shown. */
const handshakes: readonly (readonly [RegExp, FailureCode, Reason | undefined])[] = [
  [/alert protocol version|unsupported protocol/i, 'tls-untrusted', 'it only knows an outdated encryption'],
  [/certificate required/i, 'tls-untrusted', 'it wants a certificate from this computer'],
  [/wrong version number|packet length too long|http request|unexpected message/i, 'tls-not-spoken', undefined],
];

const unreachable: Readonly<Record<string, readonly [FailureCode, Reason | undefined]>> = {
  ECONNREFUSED: ['connection-refused', undefined],
  ENOTFOUND: ['host-unknown', undefined],
  EAI_NONAME: ['host-unknown', undefined],
  EAI_NODATA: ['host-unknown', undefined],
  EAI_AGAIN: ['endpoint-unreachable', 'its name cannot be looked up now'],
  EAI_FAIL: ['endpoint-unreachable', 'its name cannot be looked up now'],
  EHOSTUNREACH: ['endpoint-unreachable', 'no route leads there'],
  EHOSTDOWN: ['endpoint-unreachable', 'no route leads there'],
  EACCES: ['endpoint-unreachable', 'this computer does not allow it'],
  EPERM: ['endpoint-unreachable', 'this computer does not allow it'],
  ENETUNREACH: ['endpoint-unreachable', 'this computer is offline'],
  ENETDOWN: ['endpoint-unreachable', 'this computer is offline'],
  EADDRNOTAVAIL: ['endpoint-unreachable', 'this computer is offline'],
};

const brokenOff: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);
const silent: ReadonlySet<string> = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT']);

export const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>)[name] : undefined;

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The system's own code; of several addresses that were tried, the first one's. */
function systemCode(error: unknown): string | undefined {
  const nested = property(error, 'errors');
  return text(property(error, 'code')) ?? (Array.isArray(nested) ? text(property(nested[0], 'code')) : undefined);
}

/** A socket's or the operating system's error as a failure, or `undefined` when it is none of those. */
export function failureOfSocket(error: unknown, detail: FailureDetail): Failure | undefined {
  if (error instanceof Failure) {
    const { code, cause } = error;
    // The sender knew only the host: with more facts the code may be another one.
    const again = code === 'tls-wrong-host' && cause !== undefined ? failureOfSocket(cause, detail) : undefined;
    return again ?? new Failure(code, { ...error.detail, ...detail }, cause);
  }
  const code = systemCode(error);
  const as = (meant: FailureCode, reason?: Reason, more: FailureDetail = {}) =>
    new Failure(meant, { ...detail, ...(reason !== undefined && { reason }), ...more }, error);
  // The SDK calls a reset a `TimeoutError` as well: the system's own code is the truth.
  if (code !== undefined && brokenOff.has(code)) return as('connection-lost');
  if (property(error, 'name') === 'TimeoutError' || (code !== undefined && silent.has(code))) return as('timed-out');
  if (code === undefined) return undefined;
  const certificate = certificates[code];
  if (certificate !== undefined) {
    if (coversHostAlone(error, detail)) return as('addressing-wrong');
    const fingerprint = fingerprintShown(error);
    return as(...certificate, fingerprint === undefined ? {} : { fingerprint });
  }
  if (code === 'EPROTO' || code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL')) {
    const reason = `${text(property(error, 'message')) ?? ''} ${code.replaceAll('_', ' ')}`;
    const handshake = handshakes.find(([words]) => words.test(reason));
    return handshake === undefined ? as('tls-untrusted') : as(handshake[1], handshake[2]);
  }
  const away = unreachable[code];
  if (away !== undefined) return as(...away);
  return code.startsWith('HPE_') ? as('not-s3') : undefined;
}

/** The certificate fits the host without the bucket's name in front, and not with it. */
function coversHostAlone(error: unknown, { host, addressing }: FailureDetail): boolean {
  const certificate = property(error, 'cert');
  if (addressing !== 'virtual-host' || host === undefined || certificate === undefined) return false;
  return nodeModule('node:tls').checkServerIdentity(hostname(host), certificate as PeerCertificate) === undefined;
}

const hostname = (host: string): string => new URL(`https://${host}`).hostname;

/** The host resolves, and with the bucket's name in front it does not: the addressing is wrong, not the endpoint. */
export async function explained(failure: Failure): Promise<Failure> {
  const { host, addressing } = failure.detail;
  if (failure.code !== 'host-unknown' || addressing !== 'virtual-host' || host === undefined) return failure;
  const { lookup } = await import('node:dns/promises');
  const known = await lookup(hostname(host)).then(
    () => true,
    () => false,
  );
  return known ? new Failure('addressing-wrong', failure.detail, failure.cause) : failure;
}

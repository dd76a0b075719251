// AWS's resolver throws sentences. This table maps each to one of our failures; its text is never shown.
import type { Reason, ReasonValues } from '../../../resources/words/reasons';
import type { AwsProfile } from '../../core/model/aws-profile';
import { Failure, type FailureDetail } from '../../core/model/failure';
import { troubleIn, type ProgramTrouble } from './aws-credential-process';
import { failureOfSocket, property } from '../network/socket-errors';

const programReasons: Readonly<Record<ProgramTrouble, Reason>> = {
  'not-started': 'it could not be started',
  failed: 'it ended with an error',
  'too-slow': 'it took too long',
  'too-much': 'it printed something else than credentials',
};

/** What AWS's sign-in servers answer. */
const refusals: Readonly<Record<string, Reason>> = {
  AccessDenied: 'it may not assume it',
  ForbiddenException: 'it may not assume it',
  ResourceNotFoundException: 'there is no such role',
  InvalidClientTokenId: 'its access key is unknown',
  SignatureDoesNotMatch: 'its secret access key is wrong',
  ExpiredToken: 'its own session has expired',
  ExpiredTokenException: 'its own session has expired',
  RegionDisabledException: 'AWS does not sign in there',
};

/** An error that wraps another keeps only its text. */
const socketCode = /\b(E[A-Z]{4,}[A-Z_]*|[A-Z_]*CERT[A-Z_]*)\b/;

/** `error` is what resolving the profile threw; `stsHost`: where its role was asked for, if not at AWS. */
export function failureOfProfile(error: unknown, { name: profile, kind }: AwsProfile, stsHost = 'AWS STS'): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : '';
  const failure = (code: 'process-failed' | 'profile-unusable', reason?: Reason, reasonValues?: ReasonValues) =>
    new Failure(
      code,
      { profile, ...(reason !== undefined && { reason }), ...(reasonValues !== undefined && { reasonValues }) },
      error,
    );

  const program = troubleIn(message);
  if (program?.trouble === 'failed' && program.status !== undefined) {
    return failure('process-failed', 'it ended with the status {{status}}', { status: program.status });
  }
  if (program !== undefined) return failure('process-failed', programReasons[program.trouble]);
  if (/credential_process (returned|did not return)/.test(message)) {
    const expired = message.includes('returned expired');
    return failure('process-failed', expired ? 'its credentials have expired' : programReasons['too-much']);
  }
  if (/requires multi-factor/.test(message)) return new Failure('profile-needs-code', { profile }, error);
  // The library reads a session that is missing in the file as if it were there.
  const missing = kind === 'sso' && error instanceof TypeError;
  if (missing || /invalid SSO credentials|SSO region|SSO start_url|Sso session/.test(message)) {
    return failure('profile-unusable', 'its sign-in (SSO) is not configured completely');
  }
  if (/sso session|sso token|aws sso login|UnauthorizedException/i.test(message)) {
    return new Failure('sso-lapsed', { profile }, error);
  }
  if (message.startsWith('Detected a cycle')) return failure('profile-unusable', 'it refers to itself');
  const host = kind === 'sso' ? 'AWS SSO' : stsHost;
  // The name of a profile in the text may look like the code of a socket.
  const isUnresolved = /^(Could not resolve credentials using|Unsupported credential source)/.test(message);
  return (
    (isUnresolved ? undefined : ofServer(error, message, { profile, host })) ??
    failure('profile-unusable', kind === 'none' ? 'it names none' : undefined)
  );
}

/** A failure of the network, or a server's refusal. */
function ofServer(
  error: unknown,
  message: string,
  { profile, host }: Required<Pick<FailureDetail, 'profile' | 'host'>>,
): Failure | undefined {
  const wrapped = socketCode.exec(message)?.[1];
  const socket = failureOfSocket(error, { host }) ?? failureOfSocket({ code: wrapped }, { host });
  if (socket !== undefined) return socket;
  if (/^(TimeoutError|AggregateError)\b/.test(message)) return new Failure('endpoint-unreachable', { host }, error);
  const status = property(property(error, '$metadata'), 'httpStatusCode');
  if (typeof status === 'number' && status >= 500) return new Failure('server-failed', { host, status }, error);
  const refused = /^(Forbidden|ResourceNotFound|InvalidRequest)Exception/.exec(message)?.[0];
  if (status === undefined && refused === undefined) return undefined;
  const reason = refusals[refused ?? (error instanceof Error ? error.name : '')];
  return new Failure('role-refused', { profile, ...(reason !== undefined && { reason }) }, error);
}

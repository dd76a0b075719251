// Sends the requests to STS where the profile says: AWS's library knows only the lines of the default profile there.
import { parseEndpoint } from '../../core/model/connection';
import { asFailure, Failure } from '../../core/model/failure';

/** Raises `profile-unusable` for what is no address of a server. */
export function checkedStsEndpoint(text: string, profile: string): URL {
  try {
    return new URL(parseEndpoint(text).url);
  } catch (error) {
    const { reason, reasonValues } = asFailure(error).detail;
    throw new Failure('profile-unusable', {
      profile,
      ...(reason !== undefined && { reason }),
      ...(reasonValues !== undefined && { reasonValues }),
    });
  }
}

interface Request {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
}

const isRequest = (value: unknown): value is Request =>
  typeof value === 'object' && value !== null && 'hostname' in value && 'path' in value;

/** Sends a request of AWS's library there. */
export function sendTo({ protocol, hostname, port, pathname }: URL, request: unknown): void {
  if (!isRequest(request)) return;
  Object.assign(request, { protocol, hostname, path: pathname });
  if (port === '') delete request.port;
  else request.port = Number(port);
}

// The options and the request of the SDK's SigV4 signers, for a header and for a URL alike.
import type { Credentials } from '../../../core/model/connection';
import type { ObjectTarget } from '../object-url';
import { SignerHash } from './sha256';

export function signerOptions(region: string, credentials: Credentials) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    region,
    sha256: SignerHash,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
  };
}

export const requestToSign = (
  method: string,
  { port, ...target }: ObjectTarget,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
) => ({ method, ...target, ...(port !== undefined && { port }), query: { ...query }, headers: { ...headers } });

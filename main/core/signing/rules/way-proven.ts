// Which links to write may be given away: those whose holder the server was seen to refuse everything else.
import { formsAreLimited, unsignedIsRefused } from '../../model/capabilities';
import { endpointHost, type Connection } from '../../model/connection';
import { Failure } from '../../model/failure';

/** `put`: a PUT of an object or of a part; `post`: a form. */
export type WriteWay = 'put' | 'post';

const unsafe = { put: 'write-link-unsafe', post: 'form-unlimited' } as const;

/** Raises `write-link-unsafe`, `form-unlimited`, and `signing-unproven` where no examination has seen it. */
export function checkProven(way: WriteWay, connection: Connection): void {
  const proven = way === 'put' ? unsignedIsRefused(connection) : formsAreLimited(connection);
  if (proven === true) return;
  const { name: connectionName, endpoint } = connection;
  const code = proven === false ? unsafe[way] : 'signing-unproven';
  throw new Failure(code, { connectionName, host: endpointHost(endpoint) });
}

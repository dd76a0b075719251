// Turns an error of the SDK into a failure without any of its text: the SDK's errors quote the
// canonical request, the signature and the access key.
import { Failure } from '../../../core/model/failure';
import { failureOfAnswer, type RequestFacts } from './response-errors';
import { codeOfServer } from './s3-error-codes';
import { failureOfSocket, property, text } from '../../network/socket-errors';

/** The failure of anything the SDK throws. */
export function failureOfSdk(error: unknown, facts: RequestFacts): Failure {
  if (property(error, 'name') === 'AbortError') return new Failure('cancelled');
  const socket = failureOfSocket(error, facts.detail);
  if (socket !== undefined) return socket;
  const response = property(error, '$response');
  const header = (name: string) => text(property(property(response, 'headers'), name));
  const said = (name: string) => text(property(error, name));
  const status = property(property(error, '$metadata'), 'httpStatusCode') ?? property(response, 'statusCode');
  if (typeof status === 'number') {
    const contentType = header('content-type');
    // Without a parsable body the SDK makes up a name; a code of S3 counts, unless the answer is HTML.
    const name = said('name');
    const isKnown =
      name !== undefined && codeOfServer(name, '') !== undefined && !/^text\/html\b/i.test(contentType ?? '');
    const code = said('Code') ?? (isKnown ? name : undefined);
    return failureOfAnswer(
      {
        status,
        // A 2xx is no error of S3, whatever its body says.
        code: status < 300 ? undefined : code,
        message: said('message') ?? said('Message'),
        region: said('Region') ?? header('x-amz-bucket-region'),
        endpoint: said('Endpoint'),
        bucketName: said('BucketName'),
        location: header('location'),
        contentType,
      },
      facts,
    );
  }
  if (response !== undefined) return new Failure('not-s3', facts.detail);
  return new Failure('unexpected', {}, error);
}

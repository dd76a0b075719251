// What the SDK throws becomes one of our codes here, and nothing of the original text survives: its errors quote the
// canonical request, the signature and the access key.
import { Failure } from '../../../core/model/failure';
import { failureOfAnswer, type Asked } from './response-errors';
import { codeOfServer } from './s3-error-codes';
import { failureOfSocket, property, text } from '../../network/socket-errors';

/** Whatever the SDK threw, as a failure. `ofHead`: the answer had no body, so its type is nobody's. */
export function failureOfSdk(error: unknown, asked: Asked, ofHead = false): Failure {
  if (property(error, 'name') === 'AbortError') return new Failure('cancelled');
  const socket = failureOfSocket(error, asked.detail);
  if (socket !== undefined) return socket;
  const response = property(error, '$response');
  const header = (name: string) => text(property(property(response, 'headers'), name));
  const said = (name: string) => text(property(error, name));
  const status = property(property(error, '$metadata'), 'httpStatusCode') ?? property(response, 'statusCode');
  if (typeof status === 'number') {
    const contentType = ofHead ? undefined : header('content-type');
    // Without a body that it can read the SDK makes up a name; one that S3 has tells something, unless it is about a web page.
    const name = said('name');
    const isKnown =
      name !== undefined && codeOfServer(name, '') !== undefined && !/^text\/html\b/i.test(contentType ?? '');
    const code = said('Code') ?? (isKnown ? name : undefined);
    return failureOfAnswer(
      {
        status,
        // What came with a 2xx is no error of S3, whatever it calls itself.
        code: status < 300 ? undefined : code,
        message: said('message') ?? said('Message'),
        region: said('Region') ?? header('x-amz-bucket-region'),
        endpoint: said('Endpoint'),
        bucketName: said('BucketName'),
        location: header('location'),
        contentType,
      },
      asked,
    );
  }
  if (response !== undefined) return new Failure('not-s3', asked.detail);
  return new Failure('unexpected', {}, error);
}

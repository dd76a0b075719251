// What a device's answer means to the sender. The order in which a device looks at PIN and running session differs between releases 1.17 and 1.18;
// each status has one meaning all the same.
import { Failure, type FailureDetail } from '../../model/failure';

/** Of `prepare-upload`: `undefined` where the device takes files, or wanted none of them (204). `hadPin`: a PIN was sent. */
export function offerFailure(status: number, hadPin: boolean, detail: FailureDetail): Failure | undefined {
  if (status === 200 || status === 204) return undefined;
  if (status === 401) return new Failure(hadPin ? 'device-pin-wrong' : 'device-pin-needed', detail);
  if (status === 403) return new Failure('device-declined', detail);
  if (status === 409) return new Failure('device-busy', detail);
  if (status === 429) return new Failure('device-pin-locked', detail);
  return new Failure('device-failed', { ...detail, status });
}

/** Of `upload`, where 200 alone is success. 403 and 409: the session is no more, because somebody there ended it. */
export function uploadFailure(status: number, detail: FailureDetail): Failure | undefined {
  if (status === 200) return undefined;
  if (status === 403 || status === 409) return new Failure('device-cut-off', detail);
  return new Failure('device-failed', { ...detail, status });
}

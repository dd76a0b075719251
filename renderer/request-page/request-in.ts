// The request of the page that is shown.
import { readRequest, type Request } from '../guest/request';

/** Raises where there is none of it. */
export function requestIn({ documentElement }: Document): Request {
  const request = readRequest(documentElement.outerHTML);
  if (request === undefined) throw new Error('no request');
  return request;
}

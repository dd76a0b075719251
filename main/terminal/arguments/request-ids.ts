// The ID of a file request is typed by its beginning, as that of a share is.
import { Failure } from '../../core/model/failure';
import type { App } from '../../core/app/app';
import type { FoundFileRequest } from '../../core/model/requests/file-request';

const leastCharacters = 4;

/** The request with this ID, or the only one whose ID begins so. Raises `request-not-found`, `share-ambiguous`, `bad-request` below 4 characters. */
export function requestMeant(text: string, app: Pick<App, 'fileRequests'>): FoundFileRequest {
  if (text.length < leastCharacters) throw new Failure('bad-request', { reason: 'an ID takes at least 4 characters' });
  const found = app.fileRequests().filter(({ request }) => request.id.startsWith(text.toLowerCase()));
  const meant = found.find(({ request }) => request.id === text) ?? found[0];
  if (meant === undefined) throw new Failure('request-not-found');
  if (found.length === 1 || meant.request.id === text) return meant;
  throw new Failure('share-ambiguous', {
    reason: '{{total}} IDs begin with “{{text}}”',
    reasonValues: { total: found.length, text },
  });
}

// The ID of a door, a file request or an unfinished upload is typed by its beginning, as that of a share is.
import { Failure } from '../../core/model/failure';
import type { App } from '../../core/app/app';
import type { FoundDoor } from '../../core/model/door';
import type { FoundFileRequest } from '../../core/model/requests/file-request';

const leastCharacters = 4;

/** The one row with this ID, or the only one whose ID begins so; `undefined` for none. Raises `share-ambiguous`, `bad-request` below 4 characters. */
function meantBy<Row>(text: string, rows: readonly Row[], idOf: (row: Row) => string): Row | undefined {
  if (text.length < leastCharacters) throw new Failure('bad-request', { reason: 'an ID takes at least 4 characters' });
  const found = rows.filter((row) => idOf(row).startsWith(text.toLowerCase()));
  const exact = found.find((row) => idOf(row) === text);
  if (exact !== undefined || found.length < 2) return exact ?? found[0];
  throw new Failure('share-ambiguous', {
    reason: '{{total}} IDs begin with “{{text}}”',
    reasonValues: { total: found.length, text },
  });
}

/** Raises `door-not-found`, and as `meantBy`. */
export function doorMeant(text: string, app: Pick<App, 'doors'>): FoundDoor {
  const meant = meantBy(text, app.doors(), ({ door }) => door.id);
  if (meant === undefined) throw new Failure('door-not-found');
  return meant;
}

/** Raises `request-not-found`, and as `meantBy`. */
export function requestMeant(text: string, app: Pick<App, 'fileRequests'>): FoundFileRequest {
  const meant = meantBy(text, app.fileRequests(), ({ request }) => request.id);
  if (meant === undefined) throw new Failure('request-not-found');
  return meant;
}

/** The ID of an unfinished upload, or of an unfinished page. Raises `upload-not-found`, and as `meantBy`. */
export function unfinishedMeant(text: string, app: Pick<App, 'leftBehind' | 'pagesLeftBehind'>): string {
  const ids = [...app.leftBehind().map(({ id }) => id), ...app.pagesLeftBehind().map(({ draft }) => draft.id)];
  const meant = meantBy(text, ids, (id) => id);
  if (meant === undefined) throw new Failure('upload-not-found');
  return meant;
}

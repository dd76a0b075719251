// The ID of a door is typed by its beginning, as that of a share is.
import { Failure } from '../../core/model/failure';
import type { App } from '../../core/app/app';
import type { FoundDoor } from '../../core/model/door';

const leastCharacters = 4;

/** The door with this ID, or the only one whose ID begins so. Raises `door-not-found`, `share-ambiguous`, `bad-request` below 4 characters. */
export function doorMeant(text: string, app: Pick<App, 'doors'>): FoundDoor {
  if (text.length < leastCharacters) throw new Failure('bad-request', { reason: 'an ID takes at least 4 characters' });
  const found = app.doors().filter(({ door }) => door.id.startsWith(text.toLowerCase()));
  const meant = found.find(({ door }) => door.id === text) ?? found[0];
  if (meant === undefined) throw new Failure('door-not-found');
  if (found.length === 1 || meant.door.id === text) return meant;
  throw new Failure('share-ambiguous', {
    reason: '{{total}} IDs begin with “{{text}}”',
    reasonValues: { total: found.length, text },
  });
}

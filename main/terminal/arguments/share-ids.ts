// An ID is typed by its beginning; what is meant must be one share and no guess.
import { Failure } from '../../core/model/failure';
import type { Share } from '../../core/model/share';
import type { App } from '../../core/app/app';

const leastCharacters = 4;

/** The share with this ID, or the only one whose ID begins so. Raises `share-not-found`, `share-ambiguous`, `bad-request` below 4 characters. */
export function shareMeant(text: string, app: App, nowMs: number): Share {
  const find = (offset: number) =>
    app.findShares({ idPrefix: text.toLowerCase(), sort: 'newest', offset, limit: 2, nowMs });
  if (text.length < leastCharacters) throw new Failure('bad-request', { reason: 'an ID takes at least 4 characters' });
  const { total, shares } = find(0);
  const [first] = shares;
  if (first === undefined) throw new Failure('share-not-found');
  if (total === 1) return first;
  const exact = shares.find(({ id }) => id === text);
  if (exact !== undefined) return exact;
  throw new Failure('share-ambiguous', {
    reason: '{{total}} IDs begin with “{{text}}”',
    reasonValues: { total, text },
  });
}

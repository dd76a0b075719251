// What other rooms use of this one: links are opened and their files saved, by the recipient of a link. No profile is read or made.
import { bind, type Bound } from '../async/verbs';
import type { GettingContext } from './getting-context';
import { openLink } from './open-link';
import { saveComing } from './save-coming';
export type { OfferedFile, OpenedLink } from './opened-link';
export type { SavedFile } from './save-file';
export { noPage } from './fetch-page';
export { requestPageAt } from './request-page-at';
export { atOrigin, placeIn } from './rules/read-link';
export type { GettingContext };

const verbs = { openLink, saveComing };

export type Getting = Bound<GettingContext, typeof verbs>;

export const createGetting = (context: GettingContext): Getting => bind(context, verbs);

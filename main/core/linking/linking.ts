// What other rooms use of this one: links to objects that are in the bucket already.
import { bind, type Bound } from '../async/verbs';
import * as verbs from './link-existing';

export { linkCopy } from './share-server-copy';

/** For the faces of the app. */
export type Linking = Bound<verbs.ExistingContext, typeof verbs>;

export const createLinking = (context: verbs.ExistingContext): Linking => bind(context, verbs);

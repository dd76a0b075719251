// What other rooms use of this one: the short links of shares and file requests.
import { bind, type Bound } from '../async/verbs';
import type { Work } from '../given/given';
import type { Door } from '../model/door';
import * as changing from './change-doors';
import { closeDoorsOf, doorWork } from './door-works';
import type { DoorsContext } from './doors-context';
import * as finding from './find-doors';

export { followDoors } from './follow-doors';

const verbs = { ...finding, ...changing };

export type Doors = Bound<DoorsContext, typeof verbs>;

/** `closeDoorsOf`: before a connection is forgotten. `doorWork`: for the round. */
export const createDoors = (
  context: DoorsContext,
): {
  readonly doors: Doors;
  readonly closeDoorsOf: (connectionId: string) => Promise<void>;
  readonly doorWork: Work<Door>;
} => ({
  doors: bind(context, verbs),
  closeDoorsOf: (connectionId) => closeDoorsOf(context, connectionId),
  doorWork: doorWork(context),
});

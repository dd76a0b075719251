// What other rooms use of this one: requests about one object, signed for a client without credentials. Few commands do that: it is loaded then.
import { whenUsed, type BoundLate } from '../async/verbs';
import type * as late from './sign-for-guests';

export type Signing = BoundLate<late.SigningContext, typeof late>;

export const createSigning = (context: late.SigningContext): Signing =>
  whenUsed(() => import('./sign-for-guests'), context, { signForGuests: true });

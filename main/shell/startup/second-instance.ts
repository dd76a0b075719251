// What a later start hands to the one that runs. Anybody can start Mayfly, so it is read by a schema; a file of its own,
// because no start should wait for the library of schemas.
import * as z from 'zod';
import { showIntent, type Intent } from './intent';

const paths = z.array(z.string().min(1).max(32_767)).min(1).max(10_000);

const handover = z.object({
  intent: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('show') }),
    z.strictObject({ kind: z.literal('share'), paths, quiet: z.boolean() }),
    z.strictObject({ kind: z.literal('propose'), paths }),
    z.strictObject({ kind: z.literal('share-clipboard') }),
    z.strictObject({ kind: z.literal('screenshot') }),
    z.strictObject({ kind: z.literal('shelf') }),
    z.strictObject({ kind: z.literal('link'), url: z.string().max(2_049) }),
  ]),
});

/** Somebody started Mayfly again: whatever is not understood, they want to see it. */
export function readHandover(data: unknown): Intent {
  const received = handover.safeParse(data);
  return received.success ? received.data.intent : showIntent;
}

// Parses the message of a later start. Any program can start Mayfly, so a schema checks it; a file of its own,
// because a start should not load the schema library.
import * as z from 'zod';
import { showIntent, type Intent } from './intent';

// As many as may be dropped (`preload/sharing-requests`).
const paths = z.array(z.string().min(1).max(32_767)).min(1).max(100_000);

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

/** The user started Mayfly again: an invalid message still shows the window. */
export function intentOfMessage(data: unknown): Intent {
  const received = handover.safeParse(data);
  return received.success ? received.data.intent : showIntent;
}

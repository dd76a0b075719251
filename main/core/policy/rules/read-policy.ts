// Reads what an administrator wrote: JSON, values of the registry, or managed preferences, by one schema. What it does not know it refuses.
import * as z from 'zod/mini';
import type { Reason } from '../../../../resources/words/reasons';
import { checkBucketName, parseEndpoint } from '../../model/connection';
import { mostLifetimeSeconds } from '../../model/expiry';
import { thisComputer, type Policy } from '../../model/policy/policy';

const isEndpoint = (text: string): boolean => {
  if (text === thisComputer) return true;
  // A server is compared whole: a host below a domain may be a bucket of somebody else.
  if (text.includes('*')) return false;
  try {
    // As connections have it, so that nobody believes in a rule that matches nothing.
    return parseEndpoint(text).url === text;
  } catch {
    return false;
  }
};
const isBucket = (text: string): boolean => {
  try {
    return checkBucketName(text) === text;
  } catch {
    return false;
  }
};

const about = z.registry<{ description: string }>();
const described = <S extends z.core.$ZodType>(schema: S, description: string): S => {
  about.add(schema, { description });
  return schema;
};

export const policySchema = z.strictObject({
  allowedEndpoints: z.optional(
    described(
      z.array(z.string().check(z.refine(isEndpoint))),
      'The servers that files may be shared to, each as scheme://host[:port][/path] without a slash at its end, compared whole; "this-computer" is the bucket on this computer. Empty: none.',
    ),
  ),
  allowedBuckets: z.optional(
    described(
      z.array(z.string().check(z.refine(isBucket))),
      'The buckets that files may be shared to, compared whole. It does not concern the bucket on this computer. Empty: none.',
    ),
  ),
  longestLifetimeSeconds: z.optional(
    described(
      z.int().check(z.minimum(1), z.maximum(mostLifetimeSeconds)),
      'No link is made for longer than this many seconds, and none is kept alive beyond.',
    ),
  ),
  encryption: z.optional(described(z.literal('demanded'), 'Everything that is shared is encrypted end to end.')),
  shortLinks: z.optional(described(z.boolean(), 'false: no short link is made or renewed.')),
  fileRequests: z.optional(
    described(z.boolean(), 'false: nobody is asked for files, and no link to upload by is signed.'),
  ),
  network: z.optional(
    described(
      z.boolean(),
      'false: Mayfly neither sends to devices nearby nor is found by them, and opens nothing to other computers.',
    ),
  ),
  updates: z.optional(described(z.boolean(), 'false: Mayfly looks for no updates of itself.')),
  agents: z.optional(described(z.boolean(), 'false: no agent may use Mayfly.')),
});

/** For the editors of administrators, as JSON Schema. */
export const policyJsonSchema = (): unknown => ({
  title: 'Rules that an organisation sets for Mayfly',
  ...z.toJSONSchema(policySchema, { metadata: about }),
});

export type ParsedPolicy =
  | { readonly policy: Policy }
  | { readonly why: Reason; readonly whyValues?: Readonly<Record<string, string>> };

/** The rules in a value that JSON can hold. `why`: what is wrong with it. */
export function policyOf(value: unknown): ParsedPolicy {
  const parsed = policySchema.safeParse(value);
  if (parsed.success) return { policy: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    return { why: 'it holds the unknown rule “{{name}}”', whyValues: { name: issue.keys[0] ?? '' } };
  }
  const name = issue?.path[0];
  return typeof name === 'string'
    ? { why: 'the value of its rule “{{name}}” is not allowed', whyValues: { name } }
    : { why: 'it holds no rules' };
}

/** Rules in a text of JSON, without the fields whose names begin so. */
function without(text: string, prefix: string): ParsedPolicy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { why: 'it is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return policyOf(value);
  return policyOf(Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith(prefix))));
}

/** The rules in a text of JSON, which may name its schema for an editor. */
export const policyOfJson = (text: string): ParsedPolicy => without(text, '$schema');

/** Managed preferences carry fields of their own, named `PayloadUUID` and the like. */
export const policyOfPreferences = (text: string): ParsedPolicy => without(text, 'Payload');

// The rule by which open share pages at another origin read the short link that led to them: merged into the CORS rules of the doors' bucket, and taken back
// without touching the others. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
import type { CorsRule } from '../../model/links/cors-rule';

/**
 * Any origin: the doors are public, and only who knows their names finds them, wherever the question comes from. Links move between origins (share endpoint,
 * addressing), and only to `*` no browser ever sends credentials. No header of requests: what a page asks needs no preflight.
 */
const ours: CorsRule = { id: 'MayflyDoors', origins: ['*'], methods: ['GET', 'HEAD'] };

/** The first rule that matches decides. */
const admits = ({ origins, methods }: CorsRule): boolean => origins.includes('*') && methods.includes('GET');

/** `undefined` where pages of any origin may read already. The rules that are there stay as they are, and come first. */
export const withDoorsCors = (present: readonly CorsRule[]): readonly CorsRule[] | undefined =>
  present.some(admits) ? undefined : [...present.filter(({ id }) => id !== ours.id), ours];

/** The rules without Mayfly's; `undefined` where it is not among them. The same right in a rule of another name is its owner's. */
export function withoutDoorsCors(present: readonly CorsRule[]): readonly CorsRule[] | undefined {
  const others = present.filter(({ id }) => id !== ours.id);
  return others.length === present.length ? undefined : others;
}

// The lifecycle rule that Mayfly adds to a bucket, so that the server deletes expired objects even without Mayfly; other rules stay.
import { crc32Of } from './stored-check';

/** A lifecycle rule. Ours has the fields only; one that was read also has `given`. */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  /** The prefix of its keys; absent for a filter by anything else. */
  readonly prefix?: string;
  readonly expireAfterDays?: number;
  /** Days after which noncurrent versions are deleted. */
  readonly expireOldVersionsAfterDays?: number;
  readonly abortUploadsAfterDays?: number;
  /** The whole rule in the server's XML: where present, exactly this is written back instead of the fields above. */
  readonly given?: string;
}

/** A day more than the longest link of a storage, in seconds: the rule ends no link that was signed once. */
export const usualExpireDays = (longestLinkSeconds: number): number => Math.ceil(longestLinkSeconds / 86_400) + 1;
export const longestExpireDays = 3_650;
const abortUploadsDays = 7;
const readableLetters = 40;

/** A readable id, unique per prefix by its CRC; S3 takes 255 characters. */
function ruleId(prefix: string): string {
  const readable = prefix.replace(/[^A-Za-z0-9]+/g, '-').slice(0, readableLetters);
  const begins = readable.startsWith('mayfly') ? '' : 'mayfly-';
  return `${begins}${readable}${Buffer.from(crc32Of(Buffer.from(prefix)), 'base64').toString('hex')}`;
}

/**
 * The rule for a connection's prefix: deletes objects that many days after they were stored, and parts of unfinished uploads after seven.
 * Servers count whole days and run once a day, so it acts a day or two later.
 */
export const ourRule = (prefix: string, expireAfterDays: number): LifecycleRule => ({
  id: ruleId(prefix),
  enabled: true,
  prefix,
  expireAfterDays,
  abortUploadsAfterDays: abortUploadsDays,
});

export interface MergedRules {
  readonly rule: LifecycleRule;
  /** All rules of the bucket, ours among them. */
  readonly rules: readonly LifecycleRule[];
  /** `new`: the bucket has none of ours. `changed`: ours differs. `there`: nothing to write. */
  readonly change: 'new' | 'changed' | 'there';
  /** How many rules are not ours; they stay verbatim. */
  readonly others: number;
}

const says = ({ given: _words, ...facts }: LifecycleRule): string =>
  JSON.stringify(Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Puts our rule among those of the bucket; it replaces our older one. */
export function mergeRules(existing: readonly LifecycleRule[], rule: LifecycleRule): MergedRules {
  const at = existing.findIndex(({ id }) => id === rule.id);
  const mine = existing[at];
  if (mine === undefined) return { rule, rules: [...existing, rule], change: 'new', others: existing.length };
  const change = says(mine) === says(rule) ? 'there' : 'changed';
  return {
    rule,
    rules: change === 'there' ? existing : existing.with(at, rule),
    change,
    others: existing.length - 1,
  };
}

export interface BucketRulePlan extends Omit<MergedRules, 'rules'> {
  readonly bucket: string;
  /** How many shares of this connection outlive their objects under the rule. */
  readonly wantedLonger: number;
}

// A rule of the bucket itself deletes what Mayfly could not, even when it never runs again; nobody else's rule is touched.
import { crc32Of } from './stored-check';

/** A rule by which the server itself deletes what is old: ours has the facts only, one that was read also carries `given`. */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  /** The keys it is about; absent where its filter asks for more than how they begin. */
  readonly prefix?: string;
  readonly expireAfterDays?: number;
  /** Days after which a version that was replaced or deleted goes as well. */
  readonly expireOldVersionsAfterDays?: number;
  readonly abortUploadsAfterDays?: number;
  /** The whole rule in the server's own words: where present, exactly this is written back and the facts above are not. */
  readonly given?: string;
}

export const usualExpireDays = 8;
export const longestExpireDays = 3_650;
const abortUploadsDays = 7;
const readableLetters = 40;

/** One per prefix, told apart by it however it is shortened; S3 takes 255 characters. */
function ruleId(prefix: string): string {
  const readable = prefix.replace(/[^A-Za-z0-9]+/g, '-').slice(0, readableLetters);
  const begins = readable.startsWith('mayfly') ? '' : 'mayfly-';
  return `${begins}${readable}${Buffer.from(crc32Of(Buffer.from(prefix)), 'base64').toString('hex')}`;
}

/**
 * The rule for a connection's own prefix: its objects go that many days after they were stored, parts of unfinished uploads after seven.
 * Servers count in whole days and look once a day, so it acts a day or two later than it says.
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
  /** All of the bucket's rules as they shall be. */
  readonly rules: readonly LifecycleRule[];
  /** `new`: there was none of ours. `changed`: ours was another. `there`: nothing has to be written. */
  readonly change: 'new' | 'changed' | 'there';
  /** How many rules are not ours, and stay exactly as they are. */
  readonly others: number;
}

const says = ({ given: _words, ...facts }: LifecycleRule): string =>
  JSON.stringify(Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Puts our rule among those of the bucket, at the place of our older one if there is one. */
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

export interface BucketRulePlan {
  readonly bucket: string;
  readonly rule: LifecycleRule;
  /** `there`: nothing has to be written. */
  readonly change: 'new' | 'changed' | 'there';
  /** Rules of others in this bucket, which stay exactly as they are. */
  readonly others: number;
  /** Shares of this connection that are wanted longer than the rule leaves their files. */
  readonly wantedLonger: number;
}

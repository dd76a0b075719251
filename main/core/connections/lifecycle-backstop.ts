// A lifecycle rule of the bucket deletes expired objects even when Mayfly never runs again: planned, written and read back.
import { lifecycleAccess } from '../model/capabilities';
import { Failure } from '../model/failure';
import {
  longestExpireDays,
  mergeRules,
  ourRule,
  usualExpireDays,
  type LifecycleRule,
  type BucketRulePlan,
} from '../model/lifecycle-rule';
import { endpointHost } from '../model/connection';
import { longestLifetimeOf } from '../providers/providers';
import type { OpenConnection } from '../storage/storage';
import type { ConnectionsContext } from './connections-context';

const dayMs = 86_400_000;

type RuleContext = Pick<ConnectionsContext, 'ports' | 'access'>;

/**
 * Plans the rule: objects under the connection's prefix go `days` (whole, 1 to 3,650, default a day more
 * than its longest link: 8, at Tigris 91) days after they were stored. Raises
 * `connection-unknown`, `lifecycle-needs-prefix`, `lifecycle-unsupported`, `bad-request`, and what reading the rules raises.
 */
export const bucketRule = async (context: RuleContext, connectionId: string, days?: number): Promise<BucketRulePlan> =>
  withRules(context, connectionId, days, async (rules, ours, { connection }) =>
    planOf(context, connectionId, connection.bucket, mergeRules(rules, ours)),
  );

/** Writes the rule beside all others and reads it back. Raises as `bucketRule`. */
export const saveBucketRule = async (
  context: RuleContext,
  connectionId: string,
  days?: number,
): Promise<BucketRulePlan> =>
  withRules(context, connectionId, days, async (rules, ours, { connection, objects }) => {
    const merged = mergeRules(rules, ours);
    if (merged.change !== 'there') {
      await objects.saveLifecycleRules(merged.rules);
      const now = await objects.lifecycleRules();
      // Some servers answer 200 and store no rule.
      if (now === 'unsupported' || mergeRules(now, ours).change !== 'there') {
        throw new Failure('lifecycle-unsupported', { host: endpointHost(connection.endpoint) });
      }
    }
    return planOf(context, connectionId, connection.bucket, merged);
  });

async function withRules<T>(
  { access }: RuleContext,
  connectionId: string,
  wantedDays: number | undefined,
  action: (rules: readonly LifecycleRule[], ours: LifecycleRule, open: OpenConnection) => Promise<T>,
): Promise<T> {
  const connection = access.resolve({ kind: 'known', connectionId });
  const { kind, prefix, bucket } = connection;
  const days = wantedDays ?? usualExpireDays(longestLifetimeOf(connection));
  if (!Number.isInteger(days) || days < 1 || days > longestExpireDays) {
    throw new Failure('bad-request', { reason: 'a rule counts whole days, from 1 to 3,650' });
  }
  if (kind === 'embedded') {
    throw new Failure('bad-request', { reason: 'Mayfly itself cleans up the bucket on this computer' });
  }
  if (prefix === '') throw new Failure('lifecycle-needs-prefix', { bucket });
  return access.withConnection({ kind: 'known', connectionId }, async (open) => {
    const known = lifecycleAccess(open.connection) === 'unsupported';
    const rules = known ? 'unsupported' : await open.objects.lifecycleRules();
    if (rules === 'unsupported') {
      throw new Failure('lifecycle-unsupported', { host: endpointHost(open.connection.endpoint) });
    }
    return action(rules, ourRule(prefix, days), open);
  });
}

/** How many links outlive their objects: the rule counts the days since those were stored. */
const wantedLonger = ({ ports }: RuleContext, connectionId: string, days: number): number =>
  ports.ledger
    .sharesStored(connectionId)
    .filter(({ origin }) => origin === 'uploaded')
    .filter((share) => Math.max(share.expiresAtMs, share.keepUntilMs ?? 0) > share.createdAtMs + days * dayMs).length;

const planOf = (
  context: RuleContext,
  connectionId: string,
  bucket: string,
  merged: ReturnType<typeof mergeRules>,
): BucketRulePlan => ({
  bucket,
  rule: merged.rule,
  change: merged.change,
  others: merged.others,
  wantedLonger: wantedLonger(context, connectionId, merged.rule.expireAfterDays ?? 0),
});

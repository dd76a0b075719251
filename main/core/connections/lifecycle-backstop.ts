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
import type { ConnectionPool } from '../storage/connection-pool';
import type { OpenConnection } from '../storage/open-connection';
import type { Ledger } from '../ports/ledger';

export interface BucketRule {
  /**
   * Plans the rule: objects under the connection's prefix go `days` (whole, 1 to 3,650, default a day more
   * than its longest link: 8, at Tigris 91) days after they were stored. Raises
   * `connection-unknown`, `lifecycle-needs-prefix`, `lifecycle-unsupported`, `bad-request`, and what reading the rules raises.
   */
  bucketRule(connectionId: string, days?: number): Promise<BucketRulePlan>;
  /** Writes the rule beside all others and reads it back. Raises the same. */
  saveBucketRule(connectionId: string, days?: number): Promise<BucketRulePlan>;
}

const dayMs = 86_400_000;

export function createBucketRule(ledger: Ledger, access: ConnectionPool): BucketRule {
  const withRules = <T>(
    connectionId: string,
    wantedDays: number | undefined,
    action: (rules: readonly LifecycleRule[], ours: LifecycleRule, open: OpenConnection) => Promise<T>,
  ): Promise<T> => {
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
  };

  /** How many links outlive their objects: the rule counts the days since those were stored. */
  const wantedLonger = (connectionId: string, days: number): number =>
    ledger
      .sharesStored(connectionId)
      .filter(({ origin }) => origin === 'uploaded')
      .filter((share) => Math.max(share.expiresAtMs, share.keepUntilMs ?? 0) > share.createdAtMs + days * dayMs).length;

  const planOf = (connectionId: string, bucket: string, merged: ReturnType<typeof mergeRules>): BucketRulePlan => ({
    bucket,
    rule: merged.rule,
    change: merged.change,
    others: merged.others,
    wantedLonger: wantedLonger(connectionId, merged.rule.expireAfterDays ?? 0),
  });

  return {
    bucketRule: async (connectionId, days) =>
      withRules(connectionId, days, async (rules, ours, { connection }) =>
        planOf(connectionId, connection.bucket, mergeRules(rules, ours)),
      ),

    saveBucketRule: async (connectionId, days) =>
      withRules(connectionId, days, async (rules, ours, { connection, objects }) => {
        const merged = mergeRules(rules, ours);
        if (merged.change !== 'there') {
          await objects.saveLifecycleRules(merged.rules);
          const now = await objects.lifecycleRules();
          // Some servers answer 200 and store no rule.
          if (now === 'unsupported' || mergeRules(now, ours).change !== 'there') {
            throw new Failure('lifecycle-unsupported', { host: endpointHost(connection.endpoint) });
          }
        }
        return planOf(connectionId, connection.bucket, merged);
      }),
  };
}

// The bucket's own rule is shown first, written only beside the rules of others, and believed only when it was read back.
import { describe, expect, test } from 'vitest';
import { ourRule, type LifecycleRule } from '../../../main/core/model/lifecycle-rule';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleShare } from '../../fakes/samples';
import { startsApps } from '../app/starts-apps';

const begin = startsApps();
const dayMs = 86_400_000;
const theirs: LifecycleRule = { id: 'logs', enabled: true, prefix: 'logs/', expireAfterDays: 30, given: '<Rule/>' };

/** A connection with a prefix of its own, whose bucket has one rule of somebody else. */
async function start(rules: readonly LifecycleRule[] | undefined = [theirs], prefix = 'mayfly/') {
  const twins = await begin({ prepare: ({ ports }) => ports.ledger.saveConnection({ ...sampleConnection, prefix }) });
  twins.bucket.rules = rules;
  return twins;
}

test('the rule is shown and nothing is written', async () => {
  const { app, bucket } = await start();
  expect(await app.bucketRule(sampleConnection.id)).toEqual({
    bucket: 'files',
    rule: ourRule('mayfly/', 8),
    change: 'new',
    others: 1,
    wantedLonger: 0,
  });
  expect(bucket.rules).toEqual([theirs]);
});

test('the rule leaves links of ninety days their files, where the storage takes such links', async () => {
  const tigris = { ...sampleConnection, prefix: 'mayfly/', endpoint: 'https://t3.storage.dev' };
  const { app, bucket } = await begin({ prepare: ({ ports }) => ports.ledger.saveConnection(tigris) });
  bucket.rules = [];
  expect((await app.bucketRule(tigris.id)).rule).toEqual(ourRule('mayfly/', 91));
  expect((await app.bucketRule(tigris.id, 8)).rule).toEqual(ourRule('mayfly/', 8));
});

test('the rule is written behind those of others, once', async () => {
  const { app, bucket, objects } = await start();
  expect(await app.saveBucketRule(sampleConnection.id, 30)).toMatchObject({ change: 'new', others: 1 });
  expect(bucket.rules?.map(({ id }) => id)).toEqual(['logs', ourRule('mayfly/', 30).id]);
  expect(await app.saveBucketRule(sampleConnection.id, 30)).toMatchObject({ change: 'there', others: 1 });
  expect(objects.calls.filter(({ operation }) => operation === 'saveLifecycleRules')).toHaveLength(1);
  expect(await app.saveBucketRule(sampleConnection.id, 40)).toMatchObject({ change: 'changed' });
  expect(bucket.rules).toMatchObject([theirs, { prefix: 'mayfly/', expireAfterDays: 40 }]);
});

test('shares that are wanted longer are counted: uploaded here, alive, and not to end before', async () => {
  const { app, ports } = await start();
  const longMs = sampleShare.createdAtMs + 9 * dayMs;
  const add = (id: string, change: object) => ports.ledger.saveShare({ ...sampleShare, id, ...change });
  add('short', {});
  add('kept', { keepUntilMs: longMs });
  add('extended', { expiresAtMs: longMs });
  add('linked', { keepUntilMs: longMs, origin: 'linked' });
  add('revoked', { keepUntilMs: longMs, revokedAtMs: 1 });
  add('cleaned', { keepUntilMs: longMs, removedAtMs: 1 });
  expect((await app.bucketRule(sampleConnection.id)).wantedLonger).toBe(2);
  expect((await app.bucketRule(sampleConnection.id, 10)).wantedLonger).toBe(0);
});

describe('refused', () => {
  test.each([
    ['without a prefix of the connection’s own', [theirs], '', 8, 'lifecycle-needs-prefix'],
    ['where the server knows no rules', undefined, 'mayfly/', 8, 'lifecycle-unsupported'],
    ['for no day', [theirs], 'mayfly/', 0, 'bad-request'],
    ['for half a day', [theirs], 'mayfly/', 0.5, 'bad-request'],
    ['for more than ten years', [theirs], 'mayfly/', 3_651, 'bad-request'],
  ] as const)('%s', async (_why, rules, prefix, days, code) => {
    const { app, bucket } = await start(rules, prefix);
    if (rules === undefined) bucket.rules = undefined;
    expect((await rejected(app.bucketRule(sampleConnection.id, days))).code).toBe(code);
    expect((await rejected(app.saveBucketRule(sampleConnection.id, days))).code).toBe(code);
    expect(bucket.rules).toEqual(rules);
  });

  test('for the bucket on this computer, which is cleaned up anyway', async () => {
    const { app } = await begin({ fresh: true });
    const { id } = await app.tryEmbedded();
    expect((await rejected(app.bucketRule(id))).code).toBe('bad-request');
  });

  test('where a server takes the rule and does not keep it', async () => {
    const { app, bucket } = await start();
    Object.defineProperty(bucket, 'rules', {
      get: () => [theirs],
      set(_rules: unknown) {
        // Answers as if it had.
      },
    });
    expect((await rejected(app.saveBucketRule(sampleConnection.id))).code).toBe('lifecycle-unsupported');
  });
});

// An upload that a server refuses at its last part, after hours, is planned wrongly at its first.
import { expect, test } from 'vitest';
import { planParts } from '../../../main/core/providers/part-plan';
import { usualPartLimits } from '../../../main/core/providers/multipart-limits';
import { partLimitsOf } from '../../../main/core/providers/providers';

const gibibyte = 1_073_741_824;

test.each([
  ['https://s3.eu-central-1.amazonaws.com', 10_000],
  ['http://127.0.0.1:9000', 10_000],
  ['https://s3.fr-par.scw.cloud', 1_000],
  ['https://s3.nl-ams.scw.cloud:443', 1_000],
  ['https://scw.cloud.example.com', 10_000],
  ['https://notscw.cloud', 10_000],
])('%s takes %d parts', (endpoint, maxParts) => {
  expect(partLimitsOf({ provider: 'other', endpoint })).toEqual({ ...usualPartLimits, maxParts });
});

test('R2 wants parts of one size', () => {
  const limits = partLimitsOf({ provider: 'other', endpoint: 'https://a.r2.cloudflarestorage.com' });
  expect(limits).toEqual({ ...usualPartLimits, equalParts: true });
});

test('fewer parts are larger ones', () => {
  const plan = planParts(100 * gibibyte, partLimitsOf({ provider: 'other', endpoint: 'https://s3.fr-par.scw.cloud' }));
  expect(plan).toMatchObject({ kind: 'multipart', partBytes: 103 * 1_048_576 });
  expect(plan.kind === 'multipart' && plan.parts.length).toBeLessThanOrEqual(1_000);
});

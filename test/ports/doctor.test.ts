// The doctor finds on real servers what is there, never asks more than 23 times, and leaves nothing behind.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doorsPolicy } from '../../main/core/providers/policies/doors-policy';
import type { CapabilityFacts } from '../../main/core/model/capabilities';
import { verdictOf, type Examination } from '../../main/core/model/examination';
import { examinationSteps } from '../../main/core/model/examination-steps';
import { look, whatIsLeft } from './doctor-subject';
import type { Subject } from './object-store-subject';
import { namedServers, openReal, startEmbedded, startVersioned } from './real-servers';

const all: CapabilityFacts = {
  writes: true,
  reads: true,
  describes: true,
  removes: true,
  lists: true,
  listsParts: true,
  aborts: true,
  lifecycle: 'readable',
  takesChecksums: true,
  tellsChecksums: true,
  md5Etags: true,
  md5UploadEtags: true,
  multipart: true,
  overrides: true,
  pages: true,
  gzip: true,
  openToPages: false,
  signsAmz: true,
  conditionalPut: true,
  limitsPuts: true,
  limitsForms: true,
};

describe.each<readonly [string, () => Promise<Subject>, CapabilityFacts, number]>([
  ['the embedded bucket', () => startEmbedded({}), { ...all, versions: false }, 19],
  ['one with a prefix', () => startEmbedded({ prefix: 'a b/é+/' }), { ...all, versions: false }, 19],
  ['one that keeps versions', startVersioned, { ...all, versions: true, removesVersions: true }, 21],
  [
    'one with its name in the host',
    () => startEmbedded({ addressing: 'virtual-host' }, 'localhost'),
    { ...all, versions: false },
    19,
  ],
])('%s', (_name, start, facts, requests) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await start();
  });
  afterAll(() => subject.close());

  test('can do everything, and nothing stays', async () => {
    const shown: Examination[] = [];
    const found = await look(subject.connection, subject.credentials, { onProgress: (now) => shown.push(now) });
    expect([found.facts, found.requests, found.failure]).toEqual([facts, requests, undefined]);
    expect(found.findings.map(({ step }) => step)).toEqual(examinationSteps);
    expect(verdictOf(found)).toBe('works');
    expect(await whatIsLeft(subject, '')).toEqual([]);
    // Live: each finding was there before the end, and what is looked at was told.
    expect(shown.at(-2)?.findings).toHaveLength(examinationSteps.length);
    expect(new Set(shown.flatMap(({ step }) => step ?? [])).size).toBeGreaterThan(10);
  });
});

test('a bucket that everybody can read is no connection that works: what was stored opens without its link', async () => {
  const subject = await startEmbedded({ prefix: 'mine/' });
  const store = openReal(subject.connection, subject.credentials);
  const { bucket } = subject.connection;
  await store.changeBucketPolicy(() => JSON.stringify(doorsPolicy(subject.connection, { bucket, prefix: '' })));
  store.close();
  const found = await look(subject.connection, subject.credentials);
  const seen = found.findings.find(({ step }) => step === 'shares-private');
  expect([seen?.code, seen?.facts.bucket, verdictOf(found)]).toEqual(['shares-public', bucket, 'limited']);
  expect(await whatIsLeft(subject, '')).toEqual([]);
  await subject.close();
});

for (const [name, start] of namedServers) {
  test(`${name}: 24 requests at most, and nothing stays`, async () => {
    const subject = await start();
    const prefix = `mayfly-doctor-${randomBytes(6).toString('hex')}/`;
    const found = await look({ ...subject.connection, prefix }, subject.credentials);
    console.log(`${name}: ${found.requests} requests, ${JSON.stringify(found.facts)}`);
    for (const { state, code, step } of found.findings)
      if (state !== 'ok') console.log(`  ${step}: ${state} (${code})`);
    expect(found.requests).toBeLessThanOrEqual(24);
    expect(found.failure).toBeUndefined();
    expect(found.facts).toMatchObject({ writes: true, reads: true, removes: true });
    expect(await whatIsLeft(subject, prefix)).toEqual([]);
    await subject.close();
  });
}

// A second key that may only store below `in/`: the doctor proves it on a real server, tells what it may do besides, and leaves nothing behind.
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CapabilityFacts } from '../../main/core/model/capabilities';
import { verdictOf, type FindingCode } from '../../main/core/model/examination';
import { sampleCredentials } from '../fakes/samples';
import { codesOf, denied, look, whatIsLeft } from './doctor-subject';
import { startEmbedded } from './real-servers';
import { answer, errorBody, type Script } from './scripted-server';
import { startWall, type Operation, type Wall } from './wall';

const intakeKey = { accessKeyId: 'INTAKEKEY', secretAccessKey: 'intake-secret' };
const prefix = 'mine/';

/** An embedded bucket behind a wall, with a writer below `below`. */
async function started(below = `${prefix}in/`) {
  const wall = await startWall();
  onTestFinished(() => wall.close());
  const subject = await startEmbedded({ prefix }, '127.0.0.1', wall, { ...intakeKey, below });
  onTestFinished(() => subject.close());
  wall.open();
  const connection = { ...subject.connection, intakeKeyId: intakeKey.accessKeyId };
  return {
    wall,
    connection,
    look: (key = intakeKey, signal?: AbortSignal) =>
      look(connection, subject.credentials, { intakeKey: key, ...(signal !== undefined && { signal }) }),
    left: () => {
      wall.open();
      return whatIsLeft(subject, '');
    },
  };
}

const isIntake = ({ url = '', headers }: Parameters<Script>[0]): boolean =>
  url.includes(intakeKey.accessKeyId) || headers.authorization?.includes(intakeKey.accessKeyId) === true;

/** Answers these operations of the intake key so. */
const byIntake =
  (script: Script, ...operations: readonly Operation[]): Wall['refuse'] =>
  ({ operation, request }) =>
    operations.includes(operation) && isIntake(request) ? script : undefined;

/** As a server that ignores headers which the signature of a link leaves out. */
const takesUnsigned: Wall['refuse'] = ({ operation, request }) =>
  operation === 'put-as-copy' || request.headers['x-amz-acl'] !== undefined
    ? answer(200, '', { etag: '"x"' })
    : undefined;

const found = (answerOf: Script, ...operations: readonly Operation[]) => byIntake(answerOf, ...operations);
const done = answer(200, 'x', { etag: '"x"' });

describe('an intake key', () => {
  test('that may only store below in/ is proven, and nothing stays', async () => {
    const { look: examine, left } = await started();
    const examination = await examine();
    expect([codesOf(examination)['intake'], examination.facts.intakeOnlyStores]).toEqual(['intake-proven', true]);
    expect([verdictOf(examination), examination.failure]).toEqual(['works', undefined]);
    expect(await left()).toEqual([]);
  });

  test.each<readonly [string, Wall['refuse'], FindingCode, CapabilityFacts, string | undefined]>([
    ['may read', found(done, 'get'), 'intake-open', { intakeOnlyStores: false }, 's3:GetObject'],
    [
      'may list',
      found(answer(200, '<ListBucketResult/>'), 'list'),
      'intake-open',
      { intakeOnlyStores: false },
      's3:ListBucket',
    ],
    ['may delete', found(answer(204), 'delete'), 'intake-open', { intakeOnlyStores: false }, 's3:DeleteObject'],
    ['gets no clear answer', found(answer(503, errorBody('SlowDown')), 'list'), 'unclear', {}, undefined],
    [
      'stores by PUT, where there are no forms',
      ({ operation }) => (operation === 'form' ? answer(501, errorBody('NotImplemented')) : undefined),
      'intake-proven',
      { intakeOnlyStores: true, limitsForms: false },
      undefined,
    ],
  ])('that %s', async (_what, refuse, code, facts, right) => {
    const { wall, look: examine, left } = await started();
    wall.refuse = refuse;
    const examination = await examine();
    expect(codesOf(examination)['intake']).toBe(code);
    expect(examination.facts).toMatchObject(facts);
    expect(examination.facts.intakeOnlyStores).toBe(facts.intakeOnlyStores);
    expect(examination.findings.find(({ step }) => step === 'intake')?.facts.right).toBe(right);
    expect(await left()).toEqual([]);
  });

  test('that may store elsewhere too is not taken, and what it stored there is removed', async () => {
    const { look: examine, left } = await started('');
    const examination = await examine();
    expect(examination.findings.find(({ step }) => step === 'intake')).toMatchObject({
      code: 'intake-open',
      facts: { right: 's3:PutObject (outside in/)' },
    });
    expect(await left()).toEqual([]);
  });

  test('that may store in another folder only', async () => {
    const { look: examine, left } = await started('other/in/');
    const examination = await examine();
    expect([codesOf(examination)['intake'], verdictOf(examination)]).toEqual(['intake-denied', 'limited']);
    expect(await left()).toEqual([]);
  });

  test('that the server does not know', async () => {
    const { look: examine } = await started();
    const examination = await examine({ ...intakeKey, secretAccessKey: 'another' });
    expect([codesOf(examination)['intake'], examination.facts.intakeOnlyStores]).toEqual(['intake-refused', false]);
  });

  test('whose objects the connection’s own key may not read, as of another user at Ceph', async () => {
    const { wall, look: examine } = await started();
    wall.refuse = ({ operation, request }) =>
      operation === 'get' && request.url?.includes('/in/') === true && !isIntake(request) ? denied : undefined;
    const examination = await examine();
    expect([codesOf(examination)['intake'], examination.facts.intakeOnlyStores]).toEqual(['intake-foreign', false]);
  });

  test('on a server that takes unsigned headers is tried with them: ignored they do no harm, and a public object does', async () => {
    const { wall, look: examine, left } = await started();
    wall.refuse = takesUnsigned;
    const harmless = await examine();
    expect(harmless.facts).toMatchObject({ intakeOnlyStores: true });
    expect(harmless.facts.signsAmz).toBeUndefined();
    wall.refuse = (passing) => {
      const isVisit = passing.operation === 'get' && passing.request.url?.includes('?') === false;
      return isVisit ? answer(200, 'x') : takesUnsigned(passing);
    };
    const open = await examine();
    expect(open.findings.find(({ step }) => step === 'intake')?.facts.right).toBe('s3:PutObjectAcl');
    expect(open.facts.intakeOnlyStores).toBe(false);
    expect(await left()).toEqual([]);
  });

  test('cut off anywhere, nothing of it stays', async () => {
    const { wall, look: examine, left } = await started();
    for (const last of [17, 18, 21, 24, 25]) {
      const cut = new AbortController();
      const from = wall.passed.length;
      wall.alter = () => {
        if (wall.passed.length - from === last) cut.abort();
      };
      const examination = await examine(intakeKey, cut.signal);
      expect([last, await left()]).toEqual([last, []]);
      expect(examination.facts.intakeOnlyStores).toBe(last < 25 ? undefined : true);
    }
  });

  test('without its secret is told, and without one at all it is advised where links to write are PUTs', async () => {
    const { wall, connection } = await started();
    const unread = await look(connection, { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' });
    expect(unread.failure?.code).toBe('signature-rejected');
    const { intakeKeyId: _none, ...plain } = connection;
    expect(codesOf(await look(connection, sampleCredentials))['intake']).toBe('intake-unread');
    expect(codesOf(await look(plain, sampleCredentials))['intake']).toBe('intake-none');
    wall.refuse = ({ operation }) => (operation === 'form' ? answer(501, errorBody('NotImplemented')) : undefined);
    expect(codesOf(await look(plain, sampleCredentials))['intake']).toBe('intake-advised');
  });
});

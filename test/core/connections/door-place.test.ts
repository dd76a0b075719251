// Where doors may be: their public place never holds a share.
import { describe, expect, test } from 'vitest';
import { checkBesideDoors, checkDoorPlace, checkNoOpenDoors } from '../../../main/core/connections/rules/door-place';
import { doorsPolicy, withDoorsPolicy, withoutDoorsPolicy } from '../../../main/core/providers/policies/doors-policy';
import { doorsAllowed, isPrivacyDue } from '../../../main/core/model/door';
import { caught } from '../../fakes/failing';
import { sampleConnection } from '../../fakes/samples';

const address = 'https://go.example.com';
/** With its slash it is as long as a folder may be. */
const longest = 'd'.repeat(199);
const shares = { ...sampleConnection, prefix: '' };
const place = (change: object, connection = shares) =>
  checkDoorPlace({ bucket: 'doors', address, ...change }, connection);
const refusal = (run: () => unknown) => {
  const { code, detail } = caught(run);
  return [code, detail.reason];
};

describe('the place of doors', () => {
  test.each([
    ['a bucket of its own', { bucket: 'doors' }, { bucket: 'doors', prefix: '', address }],
    ['a folder beside the shares', { bucket: 'files', prefix: '/d' }, { bucket: 'files', prefix: 'd/', address }],
    ['the longest folder', { prefix: longest }, { prefix: `${longest}/` }],
    ['a host alone', { address: 'go.example.com/' }, {}],
    ['this computer', { address: 'http://127.0.0.1:9000/doors' }, { address: 'http://127.0.0.1:9000/doors' }],
    ['its network', { address: 'http://nas.local/doors' }, { address: 'http://nas.local/doors' }],
    [
      'the longest address',
      { address: `${address}/${longest.slice(22)}` },
      { address: `${address}/${longest.slice(22)}` },
    ],
    ['for every share', { isUsual: true }, { isUsual: true }],
  ])('takes %s', (_, change, taken) =>
    expect(place(change)).toStrictEqual({ bucket: 'doors', prefix: '', address, ...taken }),
  );

  test.each([
    ['beside the prefix of the shares', { prefix: 'team/' }, 'otherf/'],
    ['that looks like a day, where none is stored by days', {}, '2026-11-28/'],
    ['beside a template with dots', { keyTemplate: 'a.b/{random}/{name}' }, 'a-b/'],
  ])('takes a folder %s', (_, change, prefix) =>
    expect(place({ bucket: 'files', prefix }, { ...shares, ...change }).prefix).toBe(prefix),
  );

  test.each([
    ['an address that is too long', { address: `${address}/${longest}` }, /is too long/],
    ['plain http to the internet', { address: 'http://go.example.com' }, /needs https/],
    ['a query', { address: `${address}/?a=1` }, /cannot be used/],
    ['a fragment', { address: `${address}/#a` }, /cannot be used/],
    ['another scheme', { address: 'ftp://go.example.com' }, /cannot be used/],
    ['the bucket of the shares', { bucket: 'files' }, /need a folder of their own/],
    ['the folder of pages', { bucket: 'files', prefix: 'p/' }, /would be public in that folder/],
    ['a folder inside that of files', { bucket: 'files', prefix: 'f/x/' }, /would be public in that folder/],
    ['a folder with spaces', { prefix: 'a b/' }, /has only letters/],
    ['a folder with spaces in a folder', { prefix: 'a/b c/' }, /has only letters/],
    ['a folder of too many letters', { prefix: `${longest}x` }, /has only letters/],
    ['a folder of dots', { prefix: '../' }, /has only letters/],
  ])('refuses %s', (_, change, reason) =>
    expect(refusal(() => place(change))).toEqual(['bad-request', expect.stringMatching(reason)]),
  );

  test.each([
    ['around the prefix of the shares', { prefix: 'team/a/' }, 'team/'],
    ['with the prefix of the shares', { prefix: 'd/' }, 'd/'],
    ['where the template stores', { keyTemplate: 'd/{random}/{name}' }, 'd/'],
    ['of a template with dots', { keyTemplate: 'a.b/{random}/{name}' }, 'a.b/'],
    ['of a file', {}, 'A-_123456789012345678z/'],
    ['of files below the prefix', { prefix: 'team/' }, 'team/f/'],
    ['of a day', { keyTemplate: '{date}/{random}/{name}' }, '2026-11-28/'],
  ])('refuses a folder %s', (_, change, prefix) =>
    expect(refusal(() => place({ bucket: 'files', prefix }, { ...shares, ...change }))[1]).toMatch(/would be public/),
  );

  test('refuses the bucket of another connection, in any spelling of AWS’s endpoint', () => {
    const aws = { ...shares, endpoint: 'https://s3.eu-west-1.amazonaws.com', bucket: 'own' };
    const other = { ...aws, id: 'c2', name: 'Photos', endpoint: 'https://s3.amazonaws.com', bucket: 'photos' };
    expect(caught(() => checkDoorPlace({ bucket: 'photos', address }, aws, [other]))).toMatchObject({
      code: 'bad-request',
      detail: { reason: expect.stringMatching(/would be public there/), reasonValues: { name: 'Photos' } },
    });
    expect(checkDoorPlace({ bucket: 'photos', address }, shares, [other]).bucket).toBe('photos');
  });

  test('a later connection may not store where doors are public', () => {
    const doors = { ...shares, doors: { bucket: 'doors', prefix: '', address } };
    const later = { ...shares, id: 'c2', bucket: 'doors' };
    expect(caught(() => checkBesideDoors(later, [doors]))).toMatchObject({
      code: 'bad-request',
      detail: { reason: expect.stringMatching(/its shares would be public/), reasonValues: { name: shares.name } },
    });
    const left = { ...shares, leftDoors: [{ bucket: 'doors', prefix: '', address }] };
    expect(refusal(() => checkBesideDoors(later, [left]))[1]).toMatch(/its shares would be public/);
    expect(() => checkBesideDoors({ ...later, bucket: 'others' }, [doors])).not.toThrow();
    expect(() => checkBesideDoors(doors, [later])).not.toThrow();
  });
});

test('an address that cannot be used says why', () =>
  expect(caught(() => place({ address: '' })).detail.reasonValues).toEqual({ why: 'it is empty' }));

describe('the policy', () => {
  const policy = doorsPolicy(shares, { bucket: 'files', prefix: 'd/' });

  test('allows everybody to read the doors and nothing else', () =>
    expect(policy.Statement).toEqual([
      {
        Sid: 'MayflyDoors',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::files/d/*',
      },
    ]));

  test('is added to the policy of the bucket once', () => {
    expect(withDoorsPolicy(undefined, policy)).toBe(JSON.stringify(policy));
    const theirs = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::files/x/*' };
    const merged = withDoorsPolicy(JSON.stringify({ Version: '2012-10-17', Statement: theirs }), policy) ?? '';
    expect(JSON.parse(merged)).toEqual({ Version: '2012-10-17', Statement: [theirs, policy.Statement[0]] });
    expect(withDoorsPolicy(merged, policy)).toBeUndefined();
  });

  test('as servers give it back is the same', () => {
    const [{ Resource }] = policy.Statement;
    const back = { Effect: 'Allow', Principal: { AWS: ['*'] }, Action: ['s3:GetObject'], Resource: [Resource] };
    expect(withDoorsPolicy(JSON.stringify({ Statement: [back] }), policy)).toBeUndefined();
    const inOffice = { ...back, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };
    expect(withDoorsPolicy(JSON.stringify({ Statement: [inOffice] }), policy)).toContain('MayflyDoors');
  });

  const [ours] = policy.Statement;
  const statement = (change: object) => ({ ...ours, ...change });
  const below = { Resource: 'arn:aws:s3:::files/e/*' };

  test('of a second place has an ID of its own', () => {
    const merged = withDoorsPolicy(JSON.stringify({ Statement: [statement(below)] }), policy) ?? '';
    expect(JSON.parse(merged).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'MayflyDoors',
      'MayflyDoors2',
    ]);
  });

  test.each<readonly [string, readonly object[], readonly object[] | 'none' | undefined]>([
    ['alone', [ours], 'none'],
    ['beside what others wrote', [statement({ Sid: 'Site', ...below }), ours], [statement({ Sid: 'Site', ...below })]],
    [
      'beside that of another place',
      [ours, statement({ Sid: 'MayflyDoors2', ...below })],
      [statement({ Sid: 'MayflyDoors2', ...below })],
    ],
    [
      'as servers give it back',
      [statement({ Principal: { AWS: ['*'] }, Action: [ours.Action], Resource: [ours.Resource] })],
      'none',
    ],
    [
      'in one statement with another place',
      [statement({ Resource: [below.Resource, ours.Resource] })],
      [statement({ Resource: [below.Resource] })],
    ],
    ['which the owner wrote', [statement({ Sid: 'Site' })], undefined],
    ['which was given more', [statement({ Action: ['s3:GetObject', 's3:ListBucket'] })], undefined],
    ['of another place', [statement(below)], undefined],
  ])('is taken back %s', (_, present, left) => {
    const after = withoutDoorsPolicy(JSON.stringify({ Version: '2012-10-17', Statement: present }), policy);
    const wanted =
      left === undefined
        ? undefined
        : left === 'none'
          ? ''
          : JSON.stringify({ Version: '2012-10-17', Statement: left });
    expect(after).toBe(wanted);
  });

  test('that cannot be read is not replaced', () =>
    expect(refusal(() => withDoorsPolicy('<Policy/>', policy))).toEqual([
      'bad-request',
      'the bucket has a policy that cannot be read',
    ]));
});

describe('a new door', () => {
  const doors = { bucket: 'doors', prefix: '', address };
  const proven = { ...doors, provenAtMs: 1, askedAtMs: 1 };

  test.each([
    ['is not set up', undefined, 'no-doors'],
    ['was not seen to work', doors, 'doors-unproven'],
    ['would point to public shares', { ...proven, publicAtMs: 2 }, 'shares-are-public'],
  ])('is refused where it %s', (_, at, code) =>
    expect(caught(() => doorsAllowed({ name: 'Work', ...(at !== undefined && { doors: at }) })).code).toBe(code),
  );

  test('is allowed where doors were seen to work', () =>
    expect(doorsAllowed({ name: 'Work', doors: proven })).toBe(proven));

  test('waits for no question that is less than a day old', () => {
    expect(isPrivacyDue(proven, 86_400_000)).toBe(false);
    expect(isPrivacyDue(proven, 86_400_001)).toBe(true);
    expect(isPrivacyDue(doors, 86_400_001)).toBe(false);
  });
});

test('open doors are left behind only by somebody who was told', () => {
  expect(caught(() => checkNoOpenDoors({ name: 'Work' }, 2, false))).toMatchObject({
    code: 'doors-in-use',
    detail: { connectionName: 'Work' },
  });
  expect(() => checkNoOpenDoors({ name: 'Work' }, 2, true)).not.toThrow();
  expect(() => checkNoOpenDoors({ name: 'Work' }, 0, false)).not.toThrow();
});

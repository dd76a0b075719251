// Which way a guest may write: only one that was proven, because a link to write could be turned into one that reads the bucket.
import { describe, expect, test } from 'vitest';
import type { CapabilityFacts } from '../../../../main/core/model/capabilities';
import type { Connection } from '../../../../main/core/model/connection';
import { claimsSlots, keptFor, provenWayOf, wayOf } from '../../../../main/core/model/requests/request-way';
import { caught } from '../../../fakes/failing';
import { newYearMs, sampleConnection } from '../../../fakes/samples';

const having = (facts: CapabilityFacts, change: Partial<Connection> = {}): Connection => ({
  ...sampleConnection,
  capabilities: { ...facts, madeAtMs: newYearMs },
  ...change,
});
const withKey = (facts: CapabilityFacts, change: Partial<Connection> = {}) =>
  having(facts, { intakeKeyId: 'INTAKE', ...change });
const noForms = { signsAmz: false, limitsForms: false } as const;
const proven = { ...noForms, intakeOnlyStores: true } as const;

test.each<readonly [string, Connection, string]>([
  ['forms are taken first', withKey({ ...proven, limitsForms: true }), 'forms'],
  ['a proven intake key makes PUTs harmless', withKey(proven), 'put'],
  ['one with more rights does not', withKey({ ...proven, intakeOnlyStores: false }), 'unsafe'],
  ['one that nobody examined does not', withKey(noForms), 'unexamined'],
  ['a fact without its key does not', having(proven), 'unsafe'],
  ['a server that refuses unsigned headers does', having({ ...noForms, signsAmz: true }), 'put'],
  ['without either there is no way', having(noForms), 'unsafe'],
  ['forms that nobody examined are not', having({ signsAmz: false }), 'unexamined'],
  ['PUTs that nobody examined are not', having({ limitsForms: false }), 'unexamined'],
  ['a connection that nobody examined has none', sampleConnection, 'unexamined'],
  ['the bucket on this computer takes forms, unexamined', { ...sampleConnection, kind: 'embedded' }, 'forms'],
])('%s', (_what, connection, expected) => {
  const found = wayOf(connection);
  expect(found.way ?? found.why).toBe(expected);
});

test('the intake key counts below the prefix that it was proven for', () => {
  const connection = withKey(proven, { prefix: 'new/' });
  expect(wayOf(connection, 'new/in/ABC/').way).toBe('put');
  expect(wayOf(connection, 'old/in/ABC/')).toEqual({ why: 'unsafe' });
});

describe('guests may ask for links to parts', () => {
  const puts = { ...noForms, signsAmz: true } as const;
  test.each<readonly [string, Connection, boolean]>([
    ['where PUTs are harmless', having(puts), true],
    ['beside forms too', having({ ...puts, limitsForms: true }), true],
    ['not where only forms are', having({ limitsForms: true, signsAmz: false }), false],
    ['not where nobody has seen whether PUTs are', having({ limitsForms: true }), false],
    ['not without uploads in parts', having({ ...puts, multipart: false }), false],
    ['not where nobody can see which parts are there', having({ ...puts, listsParts: false }), false],
    ['not where nobody can end an upload', having({ ...puts, aborts: false }), false],
  ])('%s', (_where, connection, asks) => {
    expect(wayOf(connection)).toMatchObject({ asks });
  });
});

test.each<readonly [string, CapabilityFacts, readonly string[]]>([
  ['forms', { limitsForms: true }, ['count', 'size', 'type']],
  ['PUTs', { ...noForms, signsAmz: true }, ['count', 'type']],
  ['PUTs that replace nothing', { ...noForms, signsAmz: true, conditionalPut: true }, ['count', 'type', 'overwrite']],
])('the storage itself holds guests to the limits of %s', (_what, facts, kept) => {
  expect(wayOf(having(facts))).toMatchObject({ keptByStorage: kept });
});

test.each<readonly [string, number, readonly string[], readonly ('count' | 'size')[], boolean]>([
  ['one request of a guest does not ask for its size', 5_000_000_000, ['count'], ['count'], true],
  ['every part has its signed size', 5_000_000_001, ['count', 'size'], ['count'], true],
  ['a limit is told once', 5_000_000_001, ['count', 'size'], ['count', 'size'], true],
  ['a signed size that the server does not keep to is none', 5_000_000_001, ['count'], ['count'], false],
])('%s', (_what, bytes, told, kept, limitsPuts) => {
  expect(keptFor(having({ limitsPuts }), kept, bytes)).toEqual(told);
});

test.each<readonly [string, CapabilityFacts, boolean]>([
  ['where all that it signs is kept', {}, true],
  ['not where a manifest of any size may come', { limitsPuts: false }, false],
  ['not where a PUT replaces what is there', { conditionalPut: false }, false],
  ['not where links to write are open', { signsAmz: false }, false],
])('a guest takes a slot by a conditional PUT %s', (_where, facts, claims) => {
  const kept = { limitsForms: true, signsAmz: true, conditionalPut: true, limitsPuts: true };
  expect(claimsSlots(having({ ...kept, ...facts }), { folder: 'in/ABC/' })).toBe(claims);
});

test('where links are signed by it, what is unsafe and what is unproven are failures', () => {
  expect(provenWayOf(having({ limitsForms: true })).way).toBe('forms');
  const failures = [having(noForms), having({})].map((connection) => caught(() => provenWayOf(connection)));
  expect(failures.map(({ code, detail }) => [code, detail])).toEqual([
    ['request-unsafe', { connectionName: sampleConnection.name }],
    ['signing-unproven', { connectionName: sampleConnection.name }],
  ]);
  expect(provenWayOf(withKey(proven, { prefix: 'new/' }), 'new/in/ABC/').way).toBe('put');
  expect(caught(() => provenWayOf(withKey(proven, { prefix: 'new/' }), 'old/in/ABC/')).code).toBe('request-unsafe');
});

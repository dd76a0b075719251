// Where guests may not write: wherever some connection to the bucket keeps pages or short links, and nowhere else.
import { expect, test } from 'vitest';
import { checkKeyIsFree } from '../../../main/core/signing/rules/reserved-keys';
import type { Connection } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import { caught } from '../../fakes/failing';
import { sampleConnection } from '../../fakes/samples';

const doors = (bucket: string, prefix: string) => ({ doors: { bucket, prefix, address: 'https://go.example.com' } });
const embedded = { kind: 'embedded', endpoint: 'http://127.0.0.1:1' } as const;

type Row = readonly [
  what: string,
  key: string,
  isReserved: boolean,
  own: Partial<Connection>,
  others: readonly Partial<Connection>[],
];

const rows: readonly Row[] = [
  ['a page', 'p/x', true, {}, []],
  ['a file', 'in/x', false, {}, []],
  ['a folder whose name begins so', 'pictures/x', false, {}, []],
  ['a folder of that name below another', 'in/p/x', false, {}, []],
  ['a page below the prefix', 'mine/p/x', true, { prefix: 'mine/' }, []],
  ['another prefix', 'p/x', false, { prefix: 'mine/' }, []],
  ['a page of another connection', 'other/p/x', true, {}, [{ prefix: 'other/' }]],
  ['a page of another bucket', 'other/p/x', false, {}, [{ prefix: 'other/', bucket: 'archive' }]],
  ['a page of another server', 'other/p/x', false, {}, [{ prefix: 'other/', endpoint: 'https://s3.example.net' }]],
  ['a short link', 'd/x', true, doors('files', 'd/'), []],
  ['a short link in a bucket of its own', 'd/x', false, doors('doors', 'd/'), []],
  [
    'a short link of another connection',
    'd/x',
    true,
    {},
    [{ ...doors('files', 'd/'), bucket: 'archive', prefix: 'z/' }],
  ],
  ['a bucket of short links', 'any', true, {}, [{ ...doors('files', ''), bucket: 'archive', prefix: 'z/' }]],
  [
    'a place that short links of another connection have left',
    'd/x',
    true,
    {},
    [{ leftDoors: [doors('files', 'd/').doors], bucket: 'archive', prefix: 'z/' }],
  ],
  [
    'a page of another connection, in another spelling of AWS’s endpoint',
    'other/p/x',
    true,
    { endpoint: 'https://s3.eu-west-1.amazonaws.com' },
    [{ prefix: 'other/', endpoint: 'https://s3.amazonaws.com' }],
  ],
  [
    'a short link of another server',
    'd/x',
    false,
    {},
    [{ ...doors('files', 'd/'), endpoint: 'https://s3.example.net' }],
  ],
  ['a page of this computer, for a server', 'other/p/x', false, {}, [{ ...embedded, prefix: 'other/' }]],
  ['a page of a server, for this computer', 'other/p/x', false, embedded, [{ prefix: 'other/' }]],
  [
    'a short link of this computer, which had another port',
    'd/x',
    true,
    embedded,
    [{ ...embedded, endpoint: 'http://127.0.0.1:2', prefix: 'z/', ...doors('files', 'd/') }],
  ],
];

test.each(rows)('%s: %s', (_what, key, isReserved, own, others) => {
  const connection = { ...sampleConnection, ...own };
  const known = others.map((other) => ({ ...sampleConnection, id: 'other', ...other }));
  const check = () => {
    checkKeyIsFree(key, connection, known);
    throw new Failure('unexpected');
  };
  expect(caught(check).code).toBe(isReserved ? 'key-reserved' : 'unexpected');
});

// Options of a connection that another version wrote, or that were damaged, never take the others along.
import { describe, expect, test } from 'vitest';
import { connectionOptionsText, toConnectionOptions } from '../../main/adapters/ledger/connections';
import type { ConnectionOptions } from '../../main/core/model/connection';

const whole: ConnectionOptions = {
  defaultExpirySeconds: 60,
  bandwidthBytesPerSecond: 1,
  colour: 'red',
  keyTemplate: '{random}/{name}',
  shareEndpoint: 'https://files.example.com',
  unconfirmedAddresses: ['https://files.example.com'],
  caFile: '/ca.pem',
  credentials: { kind: 'kept' },
  keysEndAtMs: 1,
  capabilities: { madeAtMs: 1, writes: true, pages: false, lifecycle: 'denied' },
};

describe('the options column', () => {
  test('gives back what was written', () => {
    expect(toConnectionOptions(connectionOptionsText(whole))).toEqual(whole);
    expect(toConnectionOptions(connectionOptionsText({}))).toEqual({});
  });

  test.each<[string, ConnectionOptions]>([
    ['', {}],
    ['null', {}],
    ['[]', {}],
    ['{"colour":"mauve","caFile":"/ca.pem"}', { caFile: '/ca.pem' }],
    ['{"defaultExpirySeconds":7776001,"colour":"red"}', { colour: 'red' }],
    ['{"defaultExpirySeconds":1.5,"bandwidthBytesPerSecond":0}', {}],
    ['{"credentials":{"kind":"profile"}}', {}],
    ['{"capabilities":{"madeAtMs":1,"pages":"no"},"colour":"red"}', { colour: 'red' }],
    ['{"capabilities":{"pages":false}}', {}],
    ['{"capabilities":{"madeAtMs":1,"later":true}}', { capabilities: { madeAtMs: 1 } }],
    ['{"later":1,"__proto__":{"colour":"red"}}', {}],
  ])('%s', (text, options) => {
    expect(toConnectionOptions(text)).toEqual(options);
  });
});

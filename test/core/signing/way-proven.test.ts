// Which links to write may go to strangers: what no examination has seen is not assumed.
import { describe, expect, test } from 'vitest';
import type { CapabilityFacts } from '../../../main/core/model/capabilities';
import type { Connection } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import { checkProven } from '../../../main/core/signing/rules/way-proven';
import { caught } from '../../fakes/failing';
import { newYearMs, sampleConnection } from '../../fakes/samples';

const examined = (facts: CapabilityFacts): Connection => ({
  ...sampleConnection,
  capabilities: { ...facts, madeAtMs: newYearMs },
});
const safe = examined({ signsAmz: true, limitsForms: true });

describe('a way is proven', () => {
  test.each<[what: string, connection: Connection, put: string, post: string]>([
    ['both', safe, 'ok', 'ok'],
    ['forms only', examined({ signsAmz: false, limitsForms: true }), 'write-link-unsafe', 'ok'],
    ['links only', examined({ signsAmz: true, limitsForms: false }), 'ok', 'form-unlimited'],
    ['not seen', examined({}), 'signing-unproven', 'signing-unproven'],
    ['never examined', sampleConnection, 'signing-unproven', 'signing-unproven'],
    ['by this computer', { ...sampleConnection, kind: 'embedded' }, 'ok', 'ok'],
  ])('%s', (_what, connection, ...expected) => {
    const outcomes = (['put', 'post'] as const).map((way) => {
      try {
        checkProven(way, connection);
        return 'ok';
      } catch (error) {
        return error instanceof Failure ? error.code : error;
      }
    });
    expect(outcomes).toEqual(expected);
  });

  test('and the failure names the connection and its server', () => {
    expect(caught(() => checkProven('put', sampleConnection)).detail).toEqual({
      connectionName: 'Work',
      host: 's3.example.com',
    });
  });
});

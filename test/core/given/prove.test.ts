// "Proven" is said of a link that opened just now, and of no other; a network that is away says nothing about it.
import { describe, expect, test } from 'vitest';
import { prove as proved, provesNothing } from '../../../main/core/given/prove';
import { Failure, failureRules, type FailureCode } from '../../../main/core/model/failure';
import type { LinkProbe, ProbeAnswer, Trusting } from '../../../main/core/ports/object-store';
import { rejected } from '../../fakes/failing';

const url = 'https://s3.example.com/files/a?X-Amz-Signature=0';
const trusting: Trusting = { caFile: '/own.pem' };

/** Proves a link to 3 bytes that is answered so; what was asked stands beside. */
async function prove(answer: ProbeAnswer | Failure | Error) {
  const asked: unknown[] = [];
  const probe: LinkProbe = {
    async ask(...given) {
      asked.push(given);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { asked, proof: await proved(probe, url, { sizeBytes: 3 }, trusting) };
}

describe('an answer is judged, and told', () => {
  test.each([
    [{ status: 206, sizeBytes: 3 }, 'proven'],
    [{ status: 206, sizeBytes: 4 }, 'wrong'],
    [{ status: 404 }, 'gone'],
    [{ status: 503 }, 'unknown'],
  ])('%j: %s', async (answer, verdict) => {
    const { asked, proof } = await prove(answer);
    expect(proof).toEqual({ verdict, answer });
    // Once, and the certificate authorities are those of the connection.
    expect(asked).toEqual([[url, trusting]]);
  });
});

describe('without an answer', () => {
  const silent = new Set<FailureCode>([
    'endpoint-unreachable',
    'host-unknown',
    'connection-refused',
    'connection-lost',
    'timed-out',
    'server-failed',
    'throttled',
    'bucket-stopped',
    'update-unavailable',
    // A proxy keeps this computer from the link, and nobody else.
    'proxy-unreachable',
    'proxy-refused',
    'proxy-password',
    'proxy-unsupported',
  ]);
  const codes = Object.keys(failureRules) as FailureCode[];

  test.each(codes.filter((code) => silent.has(code)))('%s proves nothing', async (code) => {
    const silence = new Failure(code);
    expect((await prove(silence)).proof).toEqual({ verdict: 'unknown', silence });
    expect(provesNothing(silence)).toBe(true);
  });

  test.each(codes.filter((code) => !silent.has(code)))('%s is raised as it came', async (code) => {
    const failure = new Failure(code);
    expect(await rejected(prove(failure))).toBe(failure);
    expect(provesNothing(failure)).toBe(false);
  });

  test('an error that nobody understood is no silence', async () => {
    await expect(prove(new TypeError('a bug'))).rejects.toThrow('a bug');
  });
});

import { expect, test } from 'vitest';
import { asFailure } from '../../../main/core/model/failure';
import type { Policy } from '../../../main/core/model/policy/policy';
import { checkSentTo } from '../../../main/core/model/policy/sent-to';

const server = 'https://s3.example.com';

function codeOf(policy: Policy, url: string, isEncrypted = false): string {
  try {
    checkSentTo({ kind: 'holds', policy, from: 'file' }, url, isEncrypted);
    return 'sent';
  } catch (error) {
    return asFailure(error).code;
  }
}

test.each<[policy: Policy, url: string, isSent: boolean]>([
  [{}, 'https://anywhere.example/x', true],
  [{ allowedEndpoints: [server] }, `${server}/files/f/page`, true],
  [{ allowedEndpoints: [server] }, 'https://files.s3.example.com/f/page', true],
  [{ allowedEndpoints: [server] }, 'https://s3.example.com.evil.example/files/page', false],
  [{ allowedEndpoints: [server] }, 'https://evils3.example.com/files/page', false],
  [{ allowedEndpoints: [server] }, 'http://s3.example.com/files/page', false],
  [{ allowedEndpoints: [server] }, 'https://s3.example.com:8443/files/page', false],
  [{ allowedEndpoints: [`${server}/base`] }, `${server}/base/files/page`, true],
  [{ allowedEndpoints: [`${server}/base`] }, `${server}/files/page`, false],
  [{ allowedEndpoints: [] }, `${server}/files/page`, false],
  [{ allowedEndpoints: ['this-computer'] }, 'http://127.0.0.1:40000/mayfly/page', false],
  [{ allowedEndpoints: [server], allowedBuckets: ['files'] }, `${server}/files/page`, true],
  [{ allowedEndpoints: [server], allowedBuckets: ['files'] }, 'https://files.s3.example.com/page', true],
  [{ allowedEndpoints: [server], allowedBuckets: ['files'] }, `${server}/files2/page`, false],
  [{ allowedEndpoints: [server], allowedBuckets: ['files'] }, 'https://other.s3.example.com/files/page', false],
  [{ allowedBuckets: ['files'] }, 'https://any.example/files/page', true],
  [{ allowedBuckets: ['files'] }, 'https://any.example/other/files/page', false],
])('under %j files go to %s: %s', (policy, url, isSent) => {
  expect(codeOf(policy, url)).toBe(isSent ? 'sent' : 'set-by-organisation');
});

test('where encryption is demanded only encrypted requests get files', () => {
  expect(codeOf({ encryption: 'demanded' }, server)).toBe('set-by-organisation');
  expect(codeOf({ encryption: 'demanded' }, server, true)).toBe('sent');
});

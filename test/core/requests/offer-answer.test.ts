// The answer to a guest who asks: sealed for that guest and slot, and its tables.
import { describe, expect, test } from 'vitest';
import { caught } from '../../fakes/failing';
import { haveBits, partTable, refusalTold, sealAnswer } from '../../../main/core/requests/rules/offer-answer';
import { vectorAnswer, vectorKey, vectorNonce, vectorSealed, vectorSlotKey } from './answer-vector';

describe('an answer', () => {
  test('is sealed as browsers open it', async () => {
    const sealed = sealAnswer(vectorAnswer, vectorKey, vectorSlotKey, vectorNonce);
    expect(sealed.toString('base64url')).toBe(vectorSealed.toString('base64url'));
    const key = await crypto.subtle.importKey(
      'raw',
      new Uint8Array(Buffer.from(vectorKey, 'base64url')),
      'AES-GCM',
      false,
      ['decrypt'],
    );
    const cipher = {
      name: 'AES-GCM',
      iv: new Uint8Array(vectorNonce),
      additionalData: new TextEncoder().encode(vectorSlotKey),
    };
    const plain = await crypto.subtle.decrypt(cipher, key, new Uint8Array(sealed.subarray(12)));
    expect(JSON.parse(Buffer.from(plain).toString())).toEqual(vectorAnswer);
  });
});

test.each<[number, readonly number[], readonly number[]]>([
  [1, [], [0]],
  [3, [1, 3], [0b101]],
  [9, [8, 9], [0b1000_0000, 1]],
  [16, [2, 16], [0b10, 0b1000_0000]],
])('of %i parts, %j are told as the bytes %j', (parts, numbers, bytes) => {
  expect([...Buffer.from(haveBits(parts, numbers), 'base64url')]).toEqual(bytes);
});

test('a guest whose file was refused is told why in words of the page', () => {
  expect(refusalTold).toEqual({ 'too-large': 'too-large', kind: 'kind', late: 'closed', unencrypted: 'kind' });
});

describe('the links of parts', () => {
  const url = (part: number, size = 5) =>
    `https://s3.example/b/k?X-Amz-Expires=${size}&X-Amz-Signature=${String(part).repeat(64)}&partNumber=${part}&uploadId=u`;

  test('share all but their number and signature', () => {
    expect(partTable([url(1), url(2)])).toEqual({
      url: '/b/k?X-Amz-Expires=5&uploadId=u',
      signatures: [Buffer.alloc(32, 0x11).toString('base64url'), Buffer.alloc(32, 0x22).toString('base64url')],
    });
  });

  test('have to be signed alike', () => {
    const { code, detail } = caught(() => partTable([url(1), url(2, 6)]));
    // Never the links: it may be logged.
    expect([code, detail]).toEqual(['unexpected', { reason: 'links of one page that do not share their query' }]);
    expect(partTable([])).toEqual({ url: '', signatures: [] });
  });
});

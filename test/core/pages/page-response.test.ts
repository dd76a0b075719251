// What the links in a page answer with decides whether a file could run at the page's origin.
import { describe, expect, test } from 'vitest';
import { itemAnswer } from '../../../main/core/pages/rules/page-response';

describe('a file of a page', () => {
  test.each(['a.html', 'a.svg', 'sw.js', 'a.png', 'no type'])('%s is bytes to save, in both forms', (name) => {
    for (const form of ['links', 'signatures'] as const) {
      const answer = itemAnswer(form, `folder/${name}`);
      expect([answer.responseContentType, answer.responseCacheControl]).toEqual([
        'application/octet-stream',
        'no-store',
      ]);
      expect(answer.responseContentDisposition).toMatch(/^attachment\b/);
    }
  });

  test('has its name, without folders, where the link can carry it', () => {
    expect(itemAnswer('links', 'day 1/ü.txt').responseContentDisposition).toBe(
      `attachment; filename="u.txt"; filename*=UTF-8''%C3%BC.txt`,
    );
    expect(itemAnswer('signatures', 'day 1/ü.txt')).toEqual(itemAnswer('signatures', 'other.bin'));
  });
});

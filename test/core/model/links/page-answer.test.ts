// What the link of a page answers with decides whether the page is seen; what the links in it answer with, whether a file could run at its origin.
import { describe, expect, test } from 'vitest';
import { itemAnswer, pageAnswer, showsPage } from '../../../../main/core/model/links/page-answer';

test('a page opens in the browser and is kept nowhere', () => {
  expect(pageAnswer).toEqual({
    responseContentType: 'text/html; charset=utf-8',
    responseContentDisposition: 'inline',
    responseCacheControl: 'no-store',
  });
});

describe('what was answered is shown', () => {
  test.each([
    [{ contentType: 'text/html; charset=utf-8', contentDisposition: 'inline' }, true],
    [{ contentType: 'TEXT/HTML' }, true],
    [{ contentType: 'text/html', contentDisposition: 'attachment; filename="index.html"' }, false],
    [{ contentType: 'text/html', contentDisposition: 'ATTACHMENT' }, false],
    [{ contentType: 'text/plain', contentDisposition: 'inline' }, false],
    [{ contentType: 'application/octet-stream' }, false],
    [{ contentType: 'text/html5' }, false],
    [{ contentType: 'application/text/html' }, false],
    [{ contentType: 'text/html', contentDisposition: 'attachments' }, true],
    [{ contentType: 'text/html', contentDisposition: 'inline; filename="attachment"' }, true],
    [{}, false],
  ])('%j: %s', (seen, shown) => {
    expect(showsPage(seen)).toBe(shown);
  });
});

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

// What the link of a page answers with decides whether the page is seen.
import { describe, expect, test } from 'vitest';
import { pageAnswer, showsPage } from '../../../main/core/storage/rules/page-answer';

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

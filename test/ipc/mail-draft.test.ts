// A mail that carries a link must carry exactly it, whatever the file is called.
import { describe, expect, test } from 'vitest';
import { mailDraft } from '../../main/ipc/mail-draft';
import { hostileNames } from '../hostile-names';

const link = "https://s3.example.com/files/k/a%20b.pdf?X-Amz-Date=20260101T000000Z&x=1;2&y='(*)!#frag";
const read = (url: string) => {
  const { protocol, pathname, search, hash } = new URL(url);
  expect([protocol, pathname, hash]).toEqual(['mailto:', '', '']);
  const fields = search
    .slice(1)
    .split('&')
    .map((field) => field.split('=').map(decodeURIComponent));
  return Object.fromEntries(fields) as { readonly subject: string; readonly body: string };
};

test('says what it is about, holds the link, and when it ends', () => {
  expect(read(mailDraft({ name: 'report.pdf', until: 'Fri 27 Nov 14:00', link }))).toEqual({
    subject: 'New link: report.pdf',
    body: `The new link for report.pdf:\r\n\r\n${link}\r\n\r\nIt opens until Fri 27 Nov 14:00.\r\n`,
  });
});

test('says that the link is on the clipboard where others read what a mail program is started with', () => {
  const url = mailDraft({ name: 'report.pdf', until: 'Fri 27 Nov 14:00', link: undefined });
  expect(read(url).body.split('\r\n')[2]).toBe('[Paste the link here: it is on the clipboard.]');
});

describe('a name', () => {
  test.each(hostileNames)('%s adds no header, no line and no field', (_what, name) => {
    const url = mailDraft({ name, until: 'today', link });
    expect(url).toMatch(/^mailto:\?subject=[A-Za-z0-9%._~-]+&body=[A-Za-z0-9%._~-]+$/);
    const { subject, body } = read(url);
    expect(Object.keys(read(url))).toEqual(['subject', 'body']);
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(body.split('\r\n')[2]).toBe(link);
    expect(subject.length).toBeLessThanOrEqual(160);
  });
});

// A notification lies on a lock screen: it names files and times, never a link.
import { describe, expect, test } from 'vitest';
import { clockTime, copiedWords, failedWords } from '../../../main/core/wording/notification-words';
import { sampleShare } from '../../fakes/samples';

describe('after links were copied', () => {
  test('one share is named, with the moment it ends', () => {
    expect(copiedWords([sampleShare])).toEqual({
      title: 'Link copied',
      body: `report.pdf\nIt opens until ${clockTime(sampleShare.expiresAtMs)}.`,
    });
  });

  test('several are counted', () => {
    expect(copiedWords([sampleShare, { ...sampleShare, id: 's2' }])).toEqual({
      title: '2 links copied',
      body: `They open until ${clockTime(sampleShare.expiresAtMs)}.`,
    });
  });

  test('the first that ends counts for all of them', () => {
    const sooner = { ...sampleShare, id: 's2', expiresAtMs: sampleShare.expiresAtMs - 7_200_000 };
    expect(copiedWords([sampleShare, sooner]).body).toContain(clockTime(sooner.expiresAtMs));
  });

  test('a file named like the sentence stays as it is', () => {
    expect(copiedWords([{ ...sampleShare, name: 'It opens.txt' }]).body).toMatch(/^It opens\.txt\nIt opens until /);
  });
});

test('several failures are one notification, with the reason of the first', () => {
  const failed = ['a', 'b', 'c'].map((name) => ({ name, message: `Reason of ${name}.` }));
  expect(failedWords(failed)).toEqual({ title: '3 files were not shared', body: 'Reason of a.' });
});

test('a failure is told with the file and the reason', () => {
  expect(failedWords([{ name: 'a.txt', message: 'The server stopped answering.' }])).toEqual({
    title: 'Not shared: a.txt',
    body: 'The server stopped answering.',
  });
});

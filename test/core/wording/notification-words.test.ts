// A notification lies on a lock screen: it names files and times, never a link.
import { describe, expect, test } from 'vitest';
import {
  clockTime,
  copiedWords,
  failedWords,
  receivedWords,
  savedWords,
} from '../../../main/core/wording/notification-words';
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
  const failed = ['a', 'b', 'c'].map((name) => ({ name, message: `Reason of ${name}.`, isGiven: false }));
  expect(failedWords(failed)).toEqual({ title: '3 files were not shared', body: 'Reason of a.' });
});

test.each([
  [false, 'Not shared: a.txt'],
  [true, 'Not all sent yet: a.txt'],
])('a failure is told with the file and the reason (its link is given: %o)', (isGiven, title) => {
  expect(failedWords([{ name: 'a.txt', message: 'The server stopped answering.', isGiven }])).toEqual({
    title,
    body: 'The server stopped answering.',
  });
});

describe('after files of a guest came', () => {
  const files = (...names: readonly string[]) => names.map((name) => ({ name }));

  test.each<[string, Parameters<typeof receivedWords>, string, string]>([
    [
      'the guest is named',
      [{ title: 'Photos', sender: 'Kim' }, files('a.jpg', 'b.jpg', 'c.jpg'), []],
      'Kim sent 3 files to Photos',
      'a.jpg, b.jpg, c.jpg',
    ],
    [
      'a guest without a name is not',
      [{ title: 'Photos' }, files('a', 'b', 'c', 'd'), []],
      '4 files came to Photos',
      'a, b, c, …',
    ],
    [
      'nor one whose name nobody sees',
      [{ title: 'Photos', sender: '\u3164\u200d ' }, files('a'), []],
      '1 file came to Photos',
      'a',
    ],
    [
      'what was refused is said',
      [{ title: 'Photos', sender: 'Kim' }, files('a.jpg'), files('b.exe')],
      'Kim sent 1 file to Photos',
      'a.jpg\n1 file was refused: b.exe',
    ],
    [
      'nothing else came',
      [{ title: 'Photos' }, [], files('b.exe', 'c.exe')],
      'Photos',
      '2 files were refused: b.exe, c.exe',
    ],
    [
      'a name cannot add a line, turn the sentence round or fill the screen',
      [{ title: 'Photos', sender: `Kim\n\u202e${'x'.repeat(90)}` }, files(`${'y'.repeat(200)}.jpg`), []],
      `Kim  ${'x'.repeat(22)}…${'x'.repeat(12)} sent 1 file to Photos`,
      `${'y'.repeat(27)}…${'y'.repeat(8)}.jpg`,
    ],
  ])('%s', (_what, [request, accepted, refused], title, body) => {
    expect(receivedWords(request, accepted, refused)).toEqual({ title, body });
  });

  test('and were saved, it says where', () => {
    expect(savedWords(2, 'Photos', '/home/me/Downloads/Mayfly/Photos')).toEqual({
      title: '2 files saved',
      body: '/home/me/Downloads/Mayfly/Photos',
    });
    expect(savedWords(0, 'Photos', '.')).toEqual({ title: 'No file is left to save', body: 'Photos' });
  });
});

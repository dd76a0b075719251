// What a link gives away, of each kind of row.
import { expect, test } from 'vitest';
import {
  givenFile,
  givenRequest,
  givenShare,
  openedBytes,
  signedNow,
} from '../../../main/core/given/rules/what-is-given';
import { sampleConnection, sampleFileRequest, sampleItem, sampleShare } from '../../fakes/samples';

const page = { ...sampleShare, kind: 'page', key: 'p/new/index.html' } as const;
const items = [sampleItem, { ...sampleItem, role: 'page', key: page.key, sizeBytes: 4 } as const];

test('a file opens as itself, a page as the page and not as its files', () => {
  expect([openedBytes(sampleShare, []), openedBytes(page, items), openedBytes(page, [sampleItem])]).toEqual([
    sampleShare.sizeBytes,
    4,
    undefined,
  ]);
});

test('what is gone is missing, unless the caller says otherwise', () => {
  const { id, name, expiresAtMs: endsAtMs } = sampleShare;
  expect(givenShare(sampleShare, [], sampleConnection)).toMatchObject({ id, name, endsAtMs, ifGone: 'missing' });
  expect(givenShare(sampleShare, [], sampleConnection, 'not-found').ifGone).toBe('not-found');
});

test('only pages and file requests have to be shown by a browser', () => {
  const given = [
    givenShare(sampleShare, [], sampleConnection),
    givenFile(sampleShare, sampleConnection, 'unproven'),
    givenShare(page, items, sampleConnection),
    givenRequest(sampleFileRequest, 4),
  ];
  expect(given.map(({ opens }) => opens.shows)).toEqual(['anything', 'anything', 'page', 'page']);
});

test('a file whose link is made now is given as its share is, without an end', () => {
  const { endsAtMs: _ends, ...now } = givenShare(sampleShare, [], sampleConnection, 'unproven');
  expect(givenFile(sampleShare, sampleConnection, 'unproven')).toEqual(now);
});

test('another link is signed for the connection’s present address for links', () => {
  const before = { ...sampleShare, linkEndpoint: 'https://then.example.com' };
  const shareEndpoint = 'https://now.example.com';
  expect(signedNow(before, { shareEndpoint })).toEqual({ ...sampleShare, linkEndpoint: shareEndpoint });
  expect(signedNow(before, {})).toEqual(sampleShare);
});

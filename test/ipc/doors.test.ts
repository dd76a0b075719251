// What the window asks about short links and encryption reaches the core, and no secret comes back.
import { expect, test } from 'vitest';
import type { Door } from '../../main/core/model/door';
import { countArrivals } from '../../main/core/model/requests/file-request';
import { sampleDoor, sampleFileRequest, sampleShare } from '../fakes/samples';
import { createBorder, documentToken, goodPayloads } from './border';

const share = { ...sampleShare, id: 's1', encryption: 'password' } as const;
const door: Door = { ...sampleDoor, targetId: share.id, address: 'https://go.example.com/k7Qm' };

test('a share shows its short link and that it is encrypted; a closed one is shown no more', () => {
  const shownOf = (doors: readonly Door[]) => createBorder({ shares: [share], doors }).view.current().shares[0];
  expect(shownOf([door])).toMatchObject({ doorAddress: 'https://go.example.com/k7Qm', encryption: 'password' });
  const newer = { ...door, id: 'd2', address: 'https://go.example.com/newer' };
  expect(shownOf([newer, door])).toMatchObject({ doorAddress: newer.address });
  expect(shownOf([{ ...door, closedAtMs: 1 }])).not.toHaveProperty('doorAddress');
});

const fileRequest = { ...sampleFileRequest, id: 'r1' };
const fileRequests = [{ request: fileRequest, counts: countArrivals([]) }];

test('a file request shows its short link, and how long it holds', async () => {
  const border = createBorder({ fileRequests, doors: [{ ...door, targetKind: 'request', targetId: 'r1' }] });
  expect(border.view.current().fileRequests[0]).toMatchObject({ doorAddress: 'https://go.example.com/k7Qm' });
  const details = await border.ask('file-requests:details', { requestId: 'r1' });
  expect(details).toMatchObject({ ok: true, value: { door: { state: 'open' } } });
  expect(createBorder({ fileRequests }).view.current().fileRequests[0]).not.toHaveProperty('doorAddress');
});

test.each([true, false])('a file request is made with the short link as it was asked for: %j', async (requested) => {
  const { ask, app } = createBorder();
  await ask('file-requests:make', { ...goodPayloads['file-requests:make'], door: requested });
  expect(app.calls.at(-1)).toEqual(['requestFilesAndCopy', expect.objectContaining({ door: requested })]);
});

test('a short link is pointed to another share, and closed', async () => {
  const { ask, app } = createBorder({ shares: [share], doors: [door] });
  expect(await ask('doors:point', { shareId: 's1', to: { kind: 'share', shareId: 's2' } })).toMatchObject({ ok: true });
  expect(await ask('doors:close', { shareId: 's1' })).toEqual({ ok: true, value: undefined });
  expect(app.calls).toEqual([
    ['pointDoor', door.id, 's2'],
    ['closeDoor', door.id],
  ]);
});

test('a short link is pointed to new files, encrypted by the secret of the links that people have', async () => {
  const { ask, app } = createBorder({ shares: [share], doors: [door] }, ['/home/me/a.txt', '/home/me/b.txt']);
  app.shareItems = async (paths, options) => {
    app.calls.push(['shareItems', paths, options]);
    return [
      { ok: true, shared: { share: { ...sampleShare, id: 's9' }, url: 'https://s3/secret', connectionName: '' } },
    ];
  };
  const to = { kind: 'files', password: 'CANARY-password' };
  expect(await ask('doors:point', { shareId: 's1', to })).toEqual({ ok: true, value: undefined });
  expect(app.calls.filter(([verb]) => verb !== 'shareOf')).toEqual([
    [
      'shareItems',
      ['/home/me/a.txt', '/home/me/b.txt'],
      {
        connection: { kind: 'known', connectionId: share.connectionId },
        page: 'always',
        encrypt: true,
        sameSecretAs: 's1',
        password: 'CANARY-password',
        pointsDoor: door.id,
        copy: false,
      },
    ],
  ]);
});

test('a share without a short link has nothing to point or to close', async () => {
  const { ask, app } = createBorder({ shares: [share] });
  const asked = [
    await ask('doors:close', { shareId: 's1' }),
    await ask('doors:point', { shareId: 's1', to: { kind: 'files' } }),
  ];
  expect(asked).toMatchObject([{ failure: { code: 'door-not-found' } }, { failure: { code: 'door-not-found' } }]);
  expect(app.calls).toEqual([]);
});

test('files, text, clipboard and screenshot carry encryption, password and short link to the core', async () => {
  const { ask, app } = createBorder({}, ['/home/me/a.txt']);
  const asked = { encrypt: true, password: 'CANARY-password', door: true, doorName: 'wedding' };
  const options = { ...asked };
  await ask('files:share', { documentToken, paths: ['/home/me/a.txt'], options });
  await ask('files:choose', { choice: 'files', options });
  await ask('text:share', { documentToken, text: 'words', options });
  await ask('clipboard:share', { options });
  await ask('screenshot:share', { options });
  const given = app.calls.filter(([verb]) => verb !== 'warmUp').map((call) => call.at(-1));
  expect(given).toEqual(Array.from({ length: 5 }, () => expect.objectContaining(asked) as unknown));
});

test('a password that is no text is refused without its value', async () => {
  const { ask } = createBorder();
  const answer = await ask('clipboard:share', { options: { encrypt: true, password: ['CANARY'] } });
  expect(answer).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
  expect(JSON.stringify(answer)).not.toContain('CANARY');
});

test('another password reaches the core, and the link is copied anew', async () => {
  const { ask, app } = createBorder({ shares: [share] });
  const changed = await ask('shares:change-password', { shareId: 's1', password: 'CANARY-password' });
  expect(changed).toEqual({ ok: true, value: undefined });
  expect(app.calls.filter(([verb]) => verb !== 'shareOf')).toEqual([
    ['changePassword', 's1', 'CANARY-password'],
    ['copyLink', 's1'],
  ]);
});

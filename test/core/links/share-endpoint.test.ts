// Where recipients reach the storage by another name, every link is for that name, and a link that was given away stays itself.
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import { sampleConnection } from '../../fakes/samples';
import { innerLinks } from '../pages/inner-links';
import { startsApps } from '../app/starts-apps';
import type { RunningApp } from '../app/running-app';

const publicHost = 'https://files.example.com';
const otherHost = 'https://downloads.example.com';
const hostOf = (url: string) => new URL(url).origin;

const startApp = startsApps();
const start = (change: Partial<Connection> = { shareEndpoint: publicHost }): Promise<RunningApp> =>
  startApp({
    prepare: ({ ports, files }) => {
      ports.ledger.saveConnection({ ...sampleConnection, ...change });
      files.put('/home/a.txt', 'abc');
      files.put('/home/b.txt', 'abcd');
    },
  });

async function shareOne({ app }: RunningApp, paths: readonly string[] = ['/home/a.txt']) {
  const [result] = await app.shareItems(paths, { copy: false });
  if (result?.ok !== true) throw new Error('not shared');
  return result.shared;
}

/** As if the form had been saved. */
function signFor(running: RunningApp, shareEndpoint: string | undefined): void {
  const { shareEndpoint: _before, ...rest } = { ...sampleConnection, shareEndpoint: '' };
  const changed = { ...rest, ...(shareEndpoint !== undefined && { shareEndpoint }) };
  running.ports.ledger.saveConnection(changed);
  running.app.store.apply((state) => ({ ...state, connections: [changed] }));
}

describe('with an endpoint for links', () => {
  test('a file’s link is for it and proven on it, and the share remembers', async () => {
    const running = await start();
    const { url, share } = await shareOne(running);
    expect([hostOf(url), share.endpoint, share.linkEndpoint, share.verified]).toEqual([
      publicHost,
      sampleConnection.endpoint,
      publicHost,
      true,
    ]);
    expect(running.ports.ledger.share(share.id)?.linkEndpoint).toBe(publicHost);
    expect(running.server.get(url).status).toBe(200);
  });

  test('so are a page’s link and all that are on it', async () => {
    const running = await start();
    const { url } = await shareOne(running, ['/home/a.txt', '/home/b.txt']);
    const links = innerLinks(running.server.get(url), url).filter((link) => link.includes('X-Amz-Signature'));
    expect(links.length).toBeGreaterThanOrEqual(2);
    expect([...new Set([url, ...links].map(hostOf))]).toEqual([publicHost]);
    expect(links.map((link) => running.server.get(link).status)).not.toContain(403);
  });

  test('and a link to what was stored before', async () => {
    const running = await start();
    const { share } = await shareOne(running);
    const linked = await running.app.linkExisting({
      address: `s3://files/${share.key}`,
      copy: false,
      disposition: 'attachment',
    });
    expect([hostOf(linked.url), linked.share.linkEndpoint]).toEqual([publicHost, publicHost]);
  });
});

describe('when links are for another endpoint since', () => {
  test('a link that was given away is copied and taken back as it was, and a new one is for the new endpoint', async () => {
    const running = await start();
    const { app, server } = running;
    const { url, share } = await shareOne(running);
    signFor(running, otherHost);
    const copied = await app.freshLink(share.id);
    expect([hostOf(copied.url), copied.share.linkEndpoint]).toEqual([publicHost, publicHost]);
    const extended = await app.extend(share.id, 604_800, { copy: false });
    expect([hostOf(extended.url), extended.share.linkEndpoint]).toEqual([otherHost, otherHost]);
    expect(hostOf((await app.freshLink(share.id)).url)).toBe(otherHost);
    await app.revoke(share.id);
    expect([server.get(url).status, server.get(extended.url).status]).toEqual([404, 404]);
  });

  test('one that was for the storage’s own endpoint stays so', async () => {
    const running = await start({});
    const { share } = await shareOne(running);
    expect(share.linkEndpoint).toBeUndefined();
    signFor(running, publicHost);
    expect(hostOf((await running.app.freshLink(share.id)).url)).toBe(sampleConnection.endpoint);
    expect((await running.app.extend(share.id, 604_800, { copy: false })).share.linkEndpoint).toBe(publicHost);
  });

  test('and without one any more, a new link is for the storage’s own', async () => {
    const running = await start();
    const { share } = await shareOne(running);
    signFor(running, undefined);
    const extended = await running.app.extend(share.id, 604_800, { copy: false });
    expect(extended.share).not.toHaveProperty('linkEndpoint');
    expect(hostOf((await running.app.freshLink(share.id)).url)).not.toBe(publicHost);
  });

  test('the connection that points to another place takes no link along', async () => {
    const running = await start();
    const { share } = await shareOne(running);
    const moved = { ...sampleConnection, endpoint: 'https://new.example.com', shareEndpoint: otherHost };
    running.ports.ledger.saveConnection(moved);
    running.app.store.apply((state) => ({ ...state, connections: [moved] }));
    expect(hostOf((await running.app.freshLink(share.id)).url)).toBe(publicHost);
    expect(hostOf((await running.app.extend(share.id, 604_800, { copy: false })).url)).toBe(publicHost);
  });
});

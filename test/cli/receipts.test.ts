// From the test of a connection to "opened at least once", on servers of each kind: what the page of a share has writes its mark there, and `show` tells of it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PageMark } from '../../main/core/pages/rules/page-mark';
import { namedPlaces } from '../named-places';
import { sendMark } from './guest-of-link';
import { type Place, type Play } from './played-bucket';
import { playedProfile } from './played-profile';
import { lines } from './request-profile';

interface Server {
  readonly name: string;
  readonly play: Play;
  readonly place?: Place;
  readonly way: 'form' | 'put';
}

const servers: readonly Server[] = [
  { name: 'a server with forms', play: {}, way: 'form' },
  { name: 'a server without forms', play: { forms: 501 }, way: 'put' },
  ...namedPlaces.map((place): Server => ({ name: place.name, play: {}, place, way: 'form' })),
];

async function markOf(url: string): Promise<PageMark> {
  const html = await (await fetch(url)).text();
  const [, times = ''] = /id="times">([^<]*)</.exec(html) ?? [];
  const { mark } = JSON.parse(times) as { readonly mark?: PageMark };
  if (mark === undefined) throw new Error('the page has no mark');
  return mark;
}

describe.concurrent.each(servers)('a share that tells, on $name', ({ play, place, way }) => {
  const own = playedProfile(play, place);

  test('is refused before the test of the connection; then its mark is told, and goes with it', async () => {
    const { mayfly, home } = own.profile;
    const file = join(home, 'a.txt');
    await writeFile(file, 'hello');
    const share = () => mayfly('share', file, '--tell-when-opened', '--json');
    const early = await share();
    expect([early.code, lines(early.stderr)]).toMatchObject([3, [{ error: { code: 'openings-untold' } }]]);
    await mayfly('connections', 'test', 'Work', '--json');

    const shared = await share();
    expect([shared.code, shared.stderr]).toEqual([0, '']);
    const [{ id, url, kind }] = lines(shared.stdout) as [{ id: string; url: string; kind: string }];
    expect(kind).toBe('page');
    const show = async () => (lines((await mayfly('show', id, '--json')).stdout) as [{ receipts: object }])[0].receipts;
    // Neither the proof of the link nor a program that fetches the page.
    await fetch(url, { headers: { Range: 'bytes=0-0' } });
    const mark = await markOf(url);
    expect(await show()).toEqual({ opened: 0, saved: 0, exact: false });
    expect(mark.fields === undefined).toBe(way === 'put');
    expect((await sendMark(url, mark, '22')).status).toBeGreaterThanOrEqual(400);
    expect(await show()).toMatchObject({ opened: 0 });

    const sentAtMs = Date.now();
    expect((await sendMark(url, mark, '1')).status).toBeLessThan(300);
    const told = (await show()) as { readonly lastAt: string };
    expect(told).toMatchObject({ opened: 1, saved: 0, exact: false });
    expect(Math.abs(Date.parse(told.lastAt) - sentAtMs)).toBeLessThan(10_000);
    expect((await mayfly('show', id)).stdout).toMatch(/Recipients +opened at least once, /);
    expect((await fetch(new URL(mark.url, url))).status).toBeGreaterThanOrEqual(400);

    expect((await mayfly('revoke', id)).code).toBe(0);
    expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
  });
});

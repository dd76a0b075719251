// A picture of the screen comes through the desktop's portal, or by a program where there is none; each way for real.
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createScreenshots } from '../../main/adapters/desktop/screenshots';
import { Failure } from '../../main/core/model/failure';
import { doNotQueue, openPeer, type MessageBus } from '../e2e/bus-peer';
import { exportPortal, portalName, type ScreenshotPortal } from '../e2e/portal-bus';
import type { ScreenArea } from '../../main/core/ports/desktop';

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('the screen')]);

let bus: MessageBus;
let portal: ScreenshotPortal;
let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-shots-'));
  file = join(folder, 'Bildschirm ü 1.png');
  bus = openPeer();
  portal = exportPortal(bus, file, png);
  await bus.requestName(portalName, doNotQueue);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await bus.releaseName(portalName).catch(() => undefined);
  await bus.close();
  await rm(folder, { recursive: true, force: true });
});

const own = () => join(folder, 'own');
const take = (area: ScreenArea) =>
  createScreenshots(own(), { read: async () => ({ kind: 'empty' }) }, undefined)
    .take(area)
    .then(
      (picture) => picture?.length,
      (error: unknown) => (error instanceof Failure ? error.code : 'no failure'),
    );

test('the portal is asked for a part or for all of it, and what a person did there counts', async () => {
  expect(await take('region')).toBe(png.length);
  expect(await take('screen')).toBe(png.length);
  expect(portal.asked).toEqual([true, false]);
  expect(existsSync(file), 'a picture among the person’s own stays').toBe(true);
  portal.next = 'leave';
  expect(await take('region')).toBeUndefined();
});

test('what the portal gives must be a picture', async () => {
  portal.png = Buffer.from('<svg onload="alert(1)"/>');
  expect(await take('region')).toBe('screenshot-unavailable');
});

test('without a portal a program takes the screen, and nothing of it stays on the disk', async () => {
  await bus.releaseName(portalName);
  expect(await take('screen'), 'the display of this session, by scrot').toBeGreaterThan(1_000);
  expect(readdirSync(own())).toEqual([]);
});

test('a program that takes the screen gets no credentials of AWS', async () => {
  portal.next = 'refuse';
  const seen = join(folder, 'environment');
  await writeFile(join(folder, 'scrot'), `#!/bin/sh\nexport -p > '${seen}'\n`, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'CANARY-secret');
  await take('screen');
  expect(await readFile(seen, 'utf8')).toContain(folder);
  expect(await readFile(seen, 'utf8')).not.toContain('CANARY');
});

test('a bare cross of scrot is for no part of the screen: that is chosen in Mayfly’s own frame', async () => {
  portal.next = 'refuse';
  await writeFile(join(folder, 'scrot'), `#!/bin/sh\nprintf '%s' "$*" > '${join(folder, 'asked')}'\n`, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
  const frame = { take: async (area: ScreenArea) => Buffer.from(area) };
  const screenshots = createScreenshots(own(), { read: async () => ({ kind: 'empty' }) }, frame);
  expect(await screenshots.take('region')).toEqual(Buffer.from('region'));
  expect(existsSync(join(folder, 'asked'))).toBe(false);
  await screenshots.take('screen');
  expect(existsSync(join(folder, 'asked'))).toBe(true);
});

test('a portal that refuses and no program at all is said', async () => {
  portal.next = 'refuse';
  vi.stubEnv('PATH', folder);
  expect(await take('region')).toBe('screenshot-unavailable');
  expect(readdirSync(own())).toEqual([]);
});

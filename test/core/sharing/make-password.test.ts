// A made password is of 80 bits, without characters that look alike, and on the clipboard.
import { afterEach, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../app/running-app';

let running: RunningApp | undefined;
afterEach(() => running?.app.stop());

test('a made password can be typed, is another each time, and is copied', async () => {
  running = await startApp();
  const { app, clipboard } = running;
  const { password, written } = await app.makePassword();
  expect(password).toMatch(/^(?:[a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  expect([written, clipboard.written]).toEqual(['written', [password]]);
  expect((await app.makePassword()).password).not.toBe(password);
});

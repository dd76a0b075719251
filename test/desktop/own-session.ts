// Every file of these suites has a desktop of its own (bus, keychain, display), so that they can run side by side.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';

interface DesktopSession {
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

const script = pathToFileURL(resolve('scripts', 'desktop-session.mjs')).href;
const { openDesktopSession } = (await import(script)) as {
  readonly openDesktopSession: () => Promise<DesktopSession>;
};
const { env, close } = await openDesktopSession();
Object.assign(process.env, env);
afterAll(close);

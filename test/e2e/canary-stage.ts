// What the flows of the canary scan have in common: the app, two storages that somebody watches, and gestures that leave nothing
// of the driver's own in the page.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { mkdir, writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { startLocalBucket } from '../../main/local-bucket/server/server';
import type { PageArguments } from '../../preload/bridge';
import type { Channel, Outcome } from '../../preload/contract';
import { bucketName, startFaultServer } from '../faults/fault-server';
import { createAuthority } from '../ports/certificates';
import { startProxy, type ProxyServer } from '../ports/proxy-server';
import { startWitness, type Witness } from './canary-server';
import type { Desktop } from './desktop-bus';
import { clipboardText, drop, expect, setClipboard } from './fixtures';

export { setClipboard };
import { shareRow, viewOf } from './window';

const run = promisify(execFile);

const fresh = (name: string) => `CANARY-${name}/+${randomBytes(24).toString('base64url')}=`;

/** What is typed, pasted or read on the way, each of this run alone. */
export const planted = {
  secret: fresh('secret'),
  wrongSecret: fresh('wrong'),
  temporarySecret: fresh('temporary'),
  sessionToken: fresh('token'),
  intakeSecret: fresh('intake key'),
  pastedSecret: fresh('pasted'),
  pastedToken: fresh('pastedtoken'),
  profileSecret: fresh('profile'),
  handedSecret: fresh('handed'),
  proxyPassword: fresh('proxy'),
} as const;

/** As a `credential_process` prints it. */
export const handedKeys = JSON.stringify({
  Version: 1,
  AccessKeyId: 'AKIDHANDED',
  SecretAccessKey: planted.handedSecret,
});

export const secureName = 's3.mayfly.test';

export interface Storages {
  /** Checks every signature. */
  readonly work: Witness & { readonly bucket: string; readonly accessKeyId: string };
  /** Takes any keys, and tokens as well. */
  readonly other: Witness & { readonly bucket: string };
  /** The way to `other` as `secureName`, for those who know the password. */
  readonly proxy: ProxyServer;
  readonly caFile: string;
  close(): Promise<void>;
}

export async function openStorages(folder: string): Promise<Storages> {
  const bucket = { bucket: 'work', accessKeyId: 'CANARYID' };
  let closeBucket = async () => {};
  const work = await startWitness(async (namedPort) => {
    const more = { dataDir: join(folder, 'server'), region: 'us-east-1', secretAccessKey: planted.secret, port: 0 };
    const environment = { now: Date.now, sweepIntervalMs: 60_000, namedPort };
    const served = await startLocalBucket({ ...bucket, ...more }, environment);
    closeBucket = () => served.close();
    return served.port;
  });
  const faults = await startFaultServer();
  const other = await startWitness(async () => Number(new URL(faults.url).port));
  const authority = createAuthority();
  const caFile = join(folder, 'own.pem');
  await writeFile(caFile, authority.cert);
  const secure = tls.createServer(authority.issue({ names: [secureName] }), (socket) => {
    const onward = net.connect(other.port, '127.0.0.1');
    for (const end of [socket, onward]) end.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const place = `127.0.0.1:${(secure.address() as AddressInfo).port}`;
  const proxy = await startProxy({
    password: `me:${planted.proxyPassword}`,
    hosts: { [`${secureName}:443`]: place },
  });
  return {
    work: { ...work, ...bucket },
    other: { ...other, bucket: bucketName },
    proxy,
    caFile,
    async close() {
      await Promise.all([proxy.close(), work.close(), other.close(), closeBucket(), faults.close()]);
      secure.close();
    },
  };
}

/** The home of somebody who has used AWS's command line; its files hold a secret, as they do. */
export async function moveIn(
  home: string,
  endpoint: string,
  handing: string,
): Promise<Readonly<Record<string, string>>> {
  const folders = { HOME: home, TMPDIR: join(home, 'tmp'), XDG_CONFIG_HOME: join(home, 'config') };
  const all = { ...folders, XDG_CACHE_HOME: join(home, 'cache'), XDG_DATA_HOME: join(home, 'data') };
  for (const path of [...Object.values(all), join(home, '.aws')]) await mkdir(path, { recursive: true });
  const profile = (name: string) => `[profile ${name}]\nregion = us-east-1\nendpoint_url = ${endpoint}\n`;
  const config = `${profile('studio')}${profile('handed')}credential_process = "${handing}"\n`;
  await writeFile(join(home, '.aws', 'config'), config);
  await writeFile(
    join(home, '.aws', 'credentials'),
    `[studio]\naws_access_key_id = AKIDSTUDIO\naws_secret_access_key = ${planted.profileSecret}\n`,
  );
  return all;
}

export interface Stage {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly desktop: Desktop;
  readonly folder: string;
  readonly profileDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly storages: Storages;
  /** Texts that a link is allowed in: the clipboard's, the opener's, what was printed. */
  readonly given: string[];
  /** What nobody may find a secret in, though it was never in a file. */
  readonly said: string[];
  readonly file: (name: string, content: string | Uint8Array) => Promise<string>;
}

/** As the window asks; refused is a failure of the test. */
export async function ask<C extends Channel>(page: Page, channel: C, ...args: PageArguments<C>): Promise<void> {
  const outcome = await page.evaluate(
    async ([called, given]) => {
      const mayfly = (window as unknown as { readonly mayfly: Record<string, (...all: unknown[]) => unknown> }).mayfly;
      return (await mayfly[called]?.(...given)) as Outcome<unknown>;
    },
    [channel as string, args as readonly unknown[]] as const,
  );
  if (!outcome.ok) throw new Error(`${channel}: ${outcome.failure.code}`);
}

/** Typed as by an input method: a driver that sets the value keeps it in the page's own memory. */
export async function type(page: Page, field: Locator, text: string): Promise<void> {
  await field.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

export const connectionId = async (page: Page, name: string): Promise<string> =>
  (await viewOf(page)).connections.find((one) => one.name === name)?.id ?? '';

export const shareId = async (page: Page, name: string): Promise<string> =>
  (await viewOf(page)).shares.find((one) => one.name === name)?.id ?? '';

export const show = (page: Page, screen: 'Shares' | 'Connections' | 'Settings') =>
  page.getByRole('navigation').getByRole('button', { name: screen, exact: true }).click();

/** Does something, and waits until a link of it is on the clipboard, where `before` was. */
export async function copied(stage: Stage, act: () => Promise<unknown>, before = ''): Promise<string> {
  await setClipboard(stage.app, before);
  await act();
  await expect.poll(() => clipboardText(stage.app), { message: 'a link is copied' }).toContain('X-Amz-Signature=');
  const text = await clipboardText(stage.app);
  stage.given.push(text);
  return text;
}

/** The next dialog that asks where to save answers this. */
export const savesTo = (app: ElectronApplication, path: string) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);

/** Runs the command line beside the app, and gives what it prints; it has to succeed. */
export async function command(stage: Stage, ...args: readonly string[]): Promise<string> {
  const cli = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.cjs');
  const env = { ...process.env, ...stage.env };
  const { stdout, stderr } = await run(process.execPath, [cli, ...args, '--profile-dir', stage.profileDir], { env });
  stage.said.push(stderr);
  return stdout;
}

export type Flow = readonly [name: string, run: (stage: Stage) => Promise<void>];

/** Files go there from now on; the window shows the shares. */
export async function makeDefault({ page }: Stage, name: string) {
  await ask(page, 'connections:set-default', { connectionId: await connectionId(page, name) });
  await show(page, 'Shares');
}

/** Drops such a file, and waits for its row. */
export const dropped = (stage: Stage, name: string, content: string) => async () => {
  const { page, file } = stage;
  await drop(page, [await file(name, content)]);
  await expect(shareRow(page, name)).toBeVisible();
};

/** Waits for a notice about a failure, and puts it away: it lies over rows. */
export const readAndDismiss = (page: Page, text: string) =>
  page.getByRole('alert').filter({ hasText: text }).getByRole('button', { name: 'Dismiss' }).click();

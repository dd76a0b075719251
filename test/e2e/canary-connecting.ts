// Secrets are typed, pasted, read and refused, and go to where they belong.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import {
  ask,
  connectionId,
  copied,
  dropped,
  makeDefault,
  planted,
  savesTo,
  secureName,
  setClipboard,
  show,
  type,
  type Flow,
  type Stage,
} from './canary-stage';
import { chooseCaFile, fillConnection, pick, saveConnection, useThisComputer } from './window';

const secretField = (stage: Stage) => stage.page.getByLabel('Secret access key');
const report = ({ page }: Stage) => page.getByRole('region', { name: 'Connection test' });
const works = 'The connection works.';

/** The form of a new connection, with everything but its credentials. */
async function fillForm({ page }: Stage, name: string, endpoint: string, bucket: string, accessKeyId: string) {
  await fillConnection(page, { endpoint, bucket, accessKeyId, secretAccessKey: '' }, name);
}

/** A connection with the keys of a profile, and a file shared with it. */
async function fromProfile(stage: Stage, profile: string) {
  const { other } = stage.storages;
  await fillForm(stage, `Keys of ${profile}`, other.endpoint, other.bucket, '');
  await stage.page.getByRole('radio', { name: 'AWS profile' }).click();
  await pick(stage.page, 'AWS profile', profile);
  await saveConnection(stage.page, `Keys of ${profile}`);
  await makeDefault(stage, `Keys of ${profile}`);
  await copied(stage, dropped(stage, `${profile}.txt`, profile));
}

export const connecting: readonly Flow[] = [
  [
    'a first run, tried on this computer',
    async ({ page }) => {
      await useThisComputer(page);
    },
  ],
  ['a file shared from this computer', async (stage) => void (await copied(stage, dropped(stage, 'here.txt', 'here')))],
  [
    'a secret that is wrong, tested',
    async (stage) => {
      const { work } = stage.storages;
      await fillForm(stage, 'Work', work.endpoint, work.bucket, work.accessKeyId);
      await type(stage.page, secretField(stage), planted.wrongSecret);
      await stage.page.getByRole('button', { name: 'Test connection' }).click();
      await expect(report(stage)).toContainText('the secret access key is wrong');
    },
  ],
  [
    'a secret typed, tested and saved',
    async (stage) => {
      await type(stage.page, secretField(stage), planted.secret);
      await stage.page.getByRole('button', { name: 'Test connection' }).click();
      await expect(report(stage)).toContainText(works);
      await saveConnection(stage.page, 'Work');
    },
  ],
  [
    'a connection edited, its secret kept',
    async ({ page }) => {
      const row = page.getByRole('list', { name: 'Connections' }).getByRole('listitem', { name: 'Work' });
      await row.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Office');
      await saveConnection(page, 'Office');
    },
  ],
  [
    'a connection examined, and its report read',
    async (stage) => {
      await ask(stage.page, 'connections:examine', { connectionId: await connectionId(stage.page, 'Office') });
      const row = stage.page.getByRole('list', { name: 'Connections' }).getByRole('listitem', { name: 'Office' });
      await row.getByRole('button', { name: 'Test results' }).click();
      await expect(report(stage)).toContainText(works);
    },
  ],
  [
    'a session token typed, with an authority and a proxy',
    async (stage) => {
      const { other, caFile, proxy } = stage.storages;
      const script = `function FindProxyForURL() { return 'PROXY ${proxy.host}'; }`;
      const pacScript = `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(script).toString('base64')}`;
      await stage.app.evaluate(
        ({ session }, given) => session.defaultSession.setProxy({ mode: 'pac_script', pacScript: given }),
        pacScript,
      );
      await fillForm(stage, 'Temporary', `https://${secureName}`, other.bucket, 'ASIATEMPORARY');
      await type(stage.page, secretField(stage), planted.temporarySecret);
      await type(stage.page, stage.page.getByLabel('Session token'), planted.sessionToken);
      await stage.page.getByRole('button', { name: 'Advanced' }).click();
      await stage.page.getByLabel('Intake key ID').fill('INTAKEKEY');
      await type(stage.page, stage.page.getByLabel('Intake key secret'), planted.intakeSecret);
      await chooseCaFile(stage.app, stage.page, caFile);
      await saveConnection(stage.page, 'Temporary');
    },
  ],
  [
    'a proxy that wants a password, and is told it',
    async (stage) => {
      const { page } = stage;
      await show(page, 'Settings');
      await page.getByRole('button', { name: 'Advanced' }).click();
      const form = page.getByRole('form', { name: stage.storages.proxy.host });
      await form.getByLabel('Proxy name').fill('me');
      await type(page, form.getByLabel('Proxy password'), planted.proxyPassword);
      await form.getByRole('button', { name: 'Save proxy password' }).click();
      await expect(form).toContainText('The password of me is known.');
    },
  ],
  [
    'a file shared with a session token, through the proxy',
    async (stage) => {
      await makeDefault(stage, 'Temporary');
      const link = await copied(stage, dropped(stage, 'through.txt', 'through'));
      expect(link).toContain(encodeURIComponent(planted.sessionToken));
    },
  ],
  [
    'keys pasted in a form',
    async (stage) => {
      const { app, page } = stage;
      const { other } = stage.storages;
      const lines = ['AWS_ACCESS_KEY_ID=AKIDPASTED', `AWS_SECRET_ACCESS_KEY=${planted.pastedSecret}`];
      const text = [...lines, `AWS_SESSION_TOKEN=${planted.pastedToken}`].map((line) => `export ${line}`).join('\n');
      await fillForm(stage, 'Pasted', other.endpoint, other.bucket, '');
      await page.getByRole('radio', { name: 'Paste' }).click();
      await setClipboard(app, text);
      await page.getByRole('textbox', { name: 'Text with keys' }).focus();
      await page.keyboard.press('ControlOrMeta+V');
      await expect(page.getByRole('list', { name: 'What was recognised' })).toContainText('Session token');
      await setClipboard(app, '');
      await saveConnection(page, 'Pasted');
      await makeDefault(stage, 'Pasted');
      await copied(stage, dropped(stage, 'pasted.txt', 'pasted'));
    },
  ],
  ['a profile of AWS’s command line', (stage) => fromProfile(stage, 'studio')],
  ['a profile whose keys a program hands over', (stage) => fromProfile(stage, 'handed')],
  [
    'connections exported',
    async (stage) => {
      const path = join(stage.folder, 'exported.json');
      await savesTo(stage.app, path);
      await show(stage.page, 'Connections');
      await stage.page.getByRole('button', { name: 'Export all…' }).click();
      await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('Temporary');
      stage.said.push(await readFile(path, 'utf8'));
    },
  ],
];

// An agent asks by `mayfly mcp`, and the owner answers in the app: only a press of “Share” shares, and the question says what it is about.
import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import type { ElectronApplication } from '@playwright/test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { cliPath, runCli } from '../cli/run-cli';
import { sampleAgentAction } from '../fakes/samples';
import { expect, test } from './fixtures';
import { openDetails } from './window';

interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly cancelId: number;
}

/** Answers every dialog from now on. */
async function answerDialogs(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (options: object) => {
      asked.push(options);
      return { response: chosen, checkboxChecked: false };
    };
  }, response);
}
const askedOf = (app: ElectronApplication) =>
  app.evaluate(() =>
    (globalThis as unknown as { readonly asked: readonly Asked[] }).asked.map(
      ({ message, detail, buttons, defaultId, cancelId }) => ({ message, detail, buttons, defaultId, cancelId }),
    ),
  );

async function connect(profileDir: string, name: string) {
  const client = new Client({ name, version: '1' });
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const args = [cliPath, 'mcp', '--profile-dir', profileDir];
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, env: { ...env, LC_ALL: 'C.UTF-8' }, stderr: 'ignore' }),
  );
  return {
    client,
    async share(...paths: readonly string[]) {
      const { content } = await client.callTool({ name: 'share_files', arguments: { paths: [...paths] } });
      return (content as [{ readonly text: string }])[0].text;
    },
  };
}

test('the owner sees who wants to share what and where to, and only agreeing shares', async ({
  app,
  page,
  folder,
  profileDir,
}) => {
  const work = join(folder, 'work');
  await mkdir(work);
  await writeFile(join(work, 'report.txt'), 'hello');
  const hostile = join(work, 'a\u202etxt.exe\nTo: nobody');
  await writeFile(hostile, 'x');
  await runCli(['mcp', 'allow', work, '--profile-dir', profileDir], { keychain: true });
  const agent = await connect(profileDir, 'Claude\u202e Code');
  try {
    const no = 1;
    await answerDialogs(app, no);
    expect(await agent.share(join(work, 'report.txt'))).toContain('"code":"agent-declined"');
    const [declined] = await askedOf(app);
    expect(declined).toMatchObject({
      message: '“Claude Code” wants to share 1 file (5 bytes).',
      buttons: ['Share', 'Don’t share'],
      defaultId: no,
      cancelId: no,
    });
    expect(declined?.detail).toContain(`5 bytes: ${join(work, 'report.txt')}`);
    expect(declined?.detail).toContain('Ends after: 1 day');
    await expect(page.getByText('report.txt')).toHaveCount(0);

    await answerDialogs(app, 0);
    expect(await agent.share(join(work, 'report.txt'), hostile)).toContain('"link":"http://127.0.0.1');
    const [agreed] = await askedOf(app);
    expect(agreed?.message).toBe('“Claude Code” wants to share 2 files (6 bytes).');
    const destinations = agreed?.detail.split('\n').filter((line) => line.startsWith('To: '));
    expect(destinations).toEqual(['To: This computer (127.0.0.1)']);
    expect(agreed?.detail).not.toContain('\u202e');
    await expect(await openDetails(page, 'report.txt and 1 more')).toContainText('Claude Code');
  } finally {
    await agent.client.close();
  }
});

test('a question that nobody answers ends by itself, and its dialog goes @deep', async ({ app, profileDir }) => {
  // The system's own dialog: its end is noted, and nothing else is changed.
  await app.evaluate(({ dialog }) => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    const show = dialog.showMessageBox.bind(dialog) as (...given: readonly unknown[]) => Promise<{ response: number }>;
    dialog.showMessageBox = (async (options: object) => {
      told.push('shown');
      const answer = await show(options);
      told.push(answer.response);
      return answer;
    }) as unknown as typeof dialog.showMessageBox;
  });
  const { ledger } = openLedger(profileDir);
  ledger.askOwner({ id: 'silent', agent: 'Agent', action: sampleAgentAction, untilMs: Date.now() + 4_000 });
  const told = () => app.evaluate(() => (globalThis as unknown as { readonly told: readonly unknown[] }).told);
  await expect.poll(told, { timeout: 15_000 }).toEqual(['shown', 1]);
  expect(ledger.agentQuestion('silent')).toMatchObject({ id: 'silent', shownAtMs: expect.any(Number) });
  expect(ledger.agentQuestion('silent')?.answer).toBeUndefined();

  // Whoever asked waits no more.
  ledger.forgetAgentQuestion('silent');
  ledger.askOwner({ id: 'gone', agent: 'Agent', action: sampleAgentAction, untilMs: Date.now() + 60_000 });
  await expect.poll(told, { timeout: 15_000 }).toHaveLength(3);
  ledger.forgetAgentQuestion('gone');
  await expect.poll(told, { timeout: 15_000 }).toEqual(['shown', 1, 'shown', 1]);
  ledger.close();
});

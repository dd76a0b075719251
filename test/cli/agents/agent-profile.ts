// The built `mayfly mcp` beside an embedded bucket, and the protocol's own client.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { saveSealed } from '../cheap-keys';
import { playBucket } from '../played-bucket';
import { cliPath, runCli, type Ended } from '../run-cli';

/** What a tool answered. */
export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  /** Of the text. */
  readonly value: Readonly<Record<string, unknown>> & { readonly error?: { readonly code: string } };
}

export interface Agent {
  readonly call: (tool: string, options: Readonly<Record<string, unknown>>) => Promise<Answer>;
  readonly client: Client;
  readonly close: () => Promise<void>;
}

export interface AgentProfile {
  /** A real path, and no allowed folder. */
  readonly home: string;
  readonly profile: string;
  readonly mayfly: (...args: readonly string[]) => Promise<Ended>;
  /** `more`: arguments of the command. */
  readonly connect: (name?: string, ...more: readonly string[]) => Promise<Agent>;
  readonly close: () => Promise<void>;
}

export async function openAgentProfile(): Promise<AgentProfile> {
  const bucket = await playBucket({ keepAliveMs: 60_000 });
  const home = await mkdtemp(join(tmpdir(), 'mayfly-agents-'));
  const profile = join(home, 'profile');
  const passphrase = 'correct horse battery';
  await writeFile(join(home, 'passphrase'), passphrase, { mode: 0o600 });
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    LC_ALL: 'C.UTF-8',
    HOME: join(home, 'user'),
    MAYFLY_PASSPHRASE_FILE: join(home, 'passphrase'),
  };
  await mkdir(join(home, 'user'));
  await saveSealed(profile, passphrase, bucket);
  return {
    home,
    profile,
    mayfly: (...args) => runCli([...args, '--profile-dir', profile], { env }),
    async connect(called = 'Test agent', ...more) {
      const client = new Client({ name: called, version: '1' });
      const args = [cliPath, 'mcp', '--profile-dir', profile, ...more];
      const transport = new StdioClientTransport({ command: process.execPath, args, env, stderr: 'pipe' });
      let said = '';
      transport.stderr?.on('data', (text: Buffer) => (said += text.toString()));
      await client.connect(transport).catch((error: unknown) => {
        throw new Error(`${String(error)}: ${said}`);
      });
      return {
        client,
        async call(tool, options) {
          const { content, isError } = await client.callTool({ name: tool, arguments: { ...options } });
          const [{ text }] = content as [{ readonly text: string }];
          const isJson = text.startsWith('{');
          return {
            isError: isError === true,
            text,
            value: isJson ? (JSON.parse(text) as Answer['value']) : {},
          };
        },
        close: () => client.close(),
      };
    },
    async close() {
      await bucket.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

// What an agent can do by `mayfly mcp`, asked by the protocol's own client.
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../../main/adapters/ledger/ledger';
import { pageOf, send, type Made } from '../guest-of-link';
import { lines } from '../request-profile';
import { openAgentProfile, type Agent, type AgentProfile } from './agent-profile';

let profile: AgentProfile;
let agent: Agent;
let open: string;
let asking: string;

beforeAll(async () => {
  profile = await openAgentProfile();
  open = join(profile.home, 'open');
  asking = join(profile.home, 'asking');
  for (const folder of [open, asking, join(open, 'in')]) await mkdir(folder);
  await writeFile(join(open, 'a.txt'), 'hello');
  await writeFile(join(open, 'b.txt'), 'world');
  await writeFile(join(asking, 'c.txt'), 'secret');
  agent = await profile.connect();
});
afterAll(async () => {
  await agent.close();
  await profile.close();
});

const freshTurns = () => {
  const { ledger } = openLedger(profile.profile);
  for (const call of ledger.agentCalls(1_000)) if (call.isCounted) ledger.saveAgentCall({ ...call, isCounted: false });
  ledger.close();
};

describe('what the owner says', () => {
  test('nothing is shared before a folder is allowed', async () => {
    const { isError, value } = await agent.call('share_files', { paths: [join(open, 'a.txt')] });
    expect([isError, value.error?.code]).toEqual([true, 'agent-path-refused']);
  });

  test('folders are opened and closed in a terminal, and rules are set', async () => {
    expect((await profile.mayfly('mcp', 'allow', open, '--without-asking')).code).toBe(0);
    expect((await profile.mayfly('mcp', 'allow', asking)).code).toBe(0);
    expect((await profile.mayfly('mcp', 'allow', join(open, 'in'))).code).toBe(0);
    expect((await profile.mayfly('mcp', 'deny', join(open, 'in'))).code).toBe(0);
    const [rules] = lines((await profile.mayfly('mcp', 'rules', '--longest', '2d', '--json')).stdout);
    const folders = [
      { path: open, asks: false },
      { path: asking, asks: true },
    ];
    expect(rules).toEqual({ folders, longestSeconds: 172_800, encrypt: false });
    expect(lines((await profile.mayfly('mcp', 'list', '--json')).stdout)).toEqual([rules]);
    const { stdout } = await profile.mayfly('mcp', 'list');
    expect(stdout).toContain(`share without asking  ${open}`);
  });

  test.each([
    ['everything', '/'],
    ['his home', 'user'],
    ['the profile', 'profile'],
    ['what holds the profile', '.'],
    ['a hidden folder', 'user/.ssh'],
    ['what the kernel shows', '/proc/self'],
  ])('%s cannot be allowed', async (_what, path) => {
    await mkdir(join(profile.home, 'user', '.ssh'), { recursive: true });
    const { code, stderr } = await profile.mayfly(
      'mcp',
      'allow',
      path.startsWith('/') ? path : join(profile.home, path),
      '--json',
    );
    expect([code, (lines(stderr)[0] as { error: { code: string } }).error.code]).toEqual([2, 'agent-folder-refused']);
  });

  test.each([
    ['deny', 'user', 2, 'agents were not allowed this folder'],
    ['allow', 'gone', 5, 'is not there'],
    ['allow', 'open/a.txt', 2, 'cannot be opened to agents: it is no folder of files'],
  ])('%s %s says what is wrong', async (verb, path, exit, said) => {
    const { code, stderr } = await profile.mayfly('mcp', verb, join(profile.home, path));
    expect([code, stderr]).toEqual([exit, expect.stringContaining(said)]);
    expect(stderr).not.toContain('share it again');
  });
});

describe('the tools', () => {
  test('are named, described and strict', async () => {
    const { tools } = await agent.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'share_files',
      'request_files',
      'list_shares',
      'extend',
      'revoke',
      'list_arrivals',
      'save_arrivals',
    ]);
    for (const { inputSchema, description } of tools) {
      expect(inputSchema['additionalProperties']).toBe(false);
      expect((description ?? '').length).toBeGreaterThan(20);
    }
  });

  test('share, extend, list and take back', async () => {
    const made = await agent.call('share_files', { paths: [join(open, 'a.txt')], lifetime_seconds: 600 });
    expect([made.isError, made.text]).toEqual([false, expect.stringContaining('"link"')]);
    const [share] = made.value['shares'] as [
      { readonly id: string; readonly link: string; readonly size_bytes: number },
    ];
    expect([await (await fetch(share.link)).text(), share.size_bytes]).toEqual(['hello', 5]);
    expect(Object.keys(made.value)).toEqual(['shares']);

    const listed = await agent.call('list_shares', {});
    expect(listed.value['shares']).toEqual([expect.objectContaining({ id: share.id, state: 'live' })]);
    expect(listed.text).not.toContain('http');

    const shown = await profile.mayfly('show', share.id, '--json');
    expect(lines(shown.stdout)).toEqual([expect.objectContaining({ agent: 'Test agent' })]);
    expect((await profile.mayfly('show', share.id)).stdout).toMatch(/Shared by the agent +Test agent/);

    const extended = await agent.call('extend', { id: share.id, lifetime_seconds: 3_600 });
    expect((await fetch(String(extended.value['link']))).status).toBe(200);

    const revoked = await agent.call('revoke', { id: share.id });
    expect(revoked.value).toEqual({ id: share.id, revoked: true });
    expect((await fetch(share.link)).status).not.toBe(200);
  });

  test('several files are one page, encrypted where the owner wants it', async () => {
    await profile.mayfly('mcp', 'rules', '--encrypt');
    const paths = [join(open, 'a.txt'), join(open, 'b.txt')];
    const { value } = await agent.call('share_files', { paths });
    await profile.mayfly('mcp', 'rules', '--no-encrypt');
    expect(value.error).toBeUndefined();
    const shares = value['shares'] as readonly { readonly encrypted: boolean; readonly link: string }[];
    expect(shares.map(({ encrypted, link }) => [encrypted, link.includes('#')])).toEqual([[true, true]]);
  });

  test('ask strangers for files and save what came, never over another', async () => {
    const folder = join(open, 'in');
    await writeFile(join(folder, 'note.txt'), 'mine');
    const asked = await agent.call('request_files', { title: 'Photos', folder, most_files: 2 });
    expect([asked.isError, asked.text]).toEqual([false, expect.stringContaining('"link"')]);
    const id = String(asked.value['id']);
    const made = { id, url: String(asked.value['link']) } as Made;
    await send(made, await pageOf(made), 0, 'note.txt', Buffer.from('theirs'));
    const { value } = await agent.call('list_arrivals', { id });
    expect(value['arrivals']).toEqual([expect.objectContaining({ name: 'note.txt', sender: 'Kim', state: 'arrived' })]);
    const saved = await agent.call('save_arrivals', { id });
    expect(saved.value['saved']).toEqual([expect.objectContaining({ path: join(folder, 'note (2).txt') })]);
    expect(await readFile(join(folder, 'note.txt'), 'utf8')).toBe('mine');
    expect(await readFile(join(folder, 'note (2).txt'), 'utf8')).toBe('theirs');

    await send(made, await pageOf(made), 0, 'later.txt', Buffer.from('later'));
    const elsewhere = join(profile.home, 'user', 'elsewhere');
    await mkdir(elsewhere);
    await rename(folder, join(open, 'moved'));
    await symlink(elsewhere, folder);
    const refused = await agent.call('save_arrivals', { id });
    expect([refused.value.error?.code, await readdir(elsewhere)]).toEqual(['agent-path-refused', []]);
    await rm(folder);
    await rename(join(open, 'moved'), folder);
    expect((await agent.call('revoke', { id })).isError).toBe(false);
  });

  test('a folder that asks shares nothing while no window can ask', async () => {
    const { value } = await agent.call('share_files', { paths: [join(asking, 'c.txt')] });
    expect(value.error?.code).toBe('agent-needs-approval');
  });

  test('an agent sees and changes only what it made itself', async () => {
    freshTurns();
    const made = await agent.call('share_files', { paths: [join(open, 'b.txt')] });
    const [{ id }] = made.value['shares'] as [{ readonly id: string }];
    const other = await profile.connect('Another agent');
    try {
      expect((await other.call('list_shares', {})).value).toEqual({ shares: [], requests: [] });
      for (const [tool, options] of [
        ['revoke', { id }],
        ['extend', { id, lifetime_seconds: 60 }],
        ['list_arrivals', { id }],
      ] as const)
        expect((await other.call(tool, options)).value.error?.code).toBe('share-not-found');
    } finally {
      await other.close();
    }
  });

  test('an agent that the owner named is that one alone, whatever programs call themselves', async () => {
    freshTurns();
    const named = await profile.connect('Any program', '--as', 'nightly');
    const made = await named.call('share_files', { paths: [join(open, 'b.txt')] });
    await named.close();
    expect(made.isError).toBe(false);
    const sharesOf = async (...who: readonly string[]) => {
      const other = await profile.connect(...who);
      const { value } = await other.call('list_shares', {});
      await other.close();
      return (value['shares'] as readonly unknown[]).length;
    };
    expect([await sharesOf('nightly'), await sharesOf('@nightly')]).toEqual([0, 0]);
    expect(await sharesOf('Another program', '--as', 'nightly')).toBe(1);
    const calls = lines((await profile.mayfly('mcp', 'calls', '--json')).stdout);
    expect(calls).toContainEqual(expect.objectContaining({ agent: '@nightly', tool: 'share_files', outcome: 'done' }));
  });

  test('extending again and again does not go beyond the longest life', async () => {
    freshTurns();
    const made = await agent.call('share_files', { paths: [join(open, 'a.txt')] });
    const [{ id }] = made.value['shares'] as [{ readonly id: string }];
    const longest = await agent.call('extend', { id, lifetime_seconds: 172_801 });
    expect(longest.value.error?.code).toBe('expiry-out-of-range');
    expect((await agent.call('extend', { id, lifetime_seconds: 172_000 })).isError).toBe(false);
  });

  test('a share of several folders is never extended without a question: one of them may be closed by then', async () => {
    freshTurns();
    const second = join(profile.home, 'second');
    await mkdir(second);
    await writeFile(join(second, 'd.txt'), 'more');
    await profile.mayfly('mcp', 'allow', second, '--without-asking');
    const made = await agent.call('share_files', { paths: [join(open, 'a.txt'), join(second, 'd.txt')] });
    const [{ id }] = made.value['shares'] as [{ readonly id: string }];
    await profile.mayfly('mcp', 'deny', second);
    const extended = await agent.call('extend', { id, lifetime_seconds: 60 });
    expect(extended.value.error?.code).toBe('agent-needs-approval');
  });

  test('ten shares in ten minutes are enough, whatever the program calls itself', async () => {
    freshTurns();
    const { ledger } = openLedger(profile.profile);
    const call = { agent: 'Old', tool: 'share_files', about: '', isCounted: true, outcome: 'done' } as const;
    for (let n = 0; n < 9; n += 1) ledger.saveAgentCall({ ...call, id: `old-${n}`, atMs: Date.now() });
    ledger.close();
    const paths = [join(open, 'a.txt')];
    expect((await agent.call('share_files', { paths })).isError).toBe(false);
    expect((await agent.call('share_files', { paths })).value.error?.code).toBe('agent-too-often');
    expect((await agent.call('list_shares', {})).isError).toBe(false);
    freshTurns();
  });

  test('each call is told by its agent’s name, refused ones too', async () => {
    const told = lines((await profile.mayfly('mcp', 'calls', '--json')).stdout) as readonly Record<string, unknown>[];
    expect(told).toContainEqual(
      expect.objectContaining({
        agent: 'Test agent',
        tool: 'share_files',
        outcome: 'agent-needs-approval',
        about: join(asking, 'c.txt'),
      }),
    );
    expect(told).toContainEqual(
      expect.objectContaining({ agent: 'Another agent', tool: 'revoke', outcome: 'share-not-found' }),
    );
    const { stdout } = await profile.mayfly('mcp', 'calls');
    expect(stdout).toContain('agent-too-often');
  });
});

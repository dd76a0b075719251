// `mayfly sign` prints what a script reads, in words and in JSON, and no secret beside it.
import { expect, test } from 'vitest';
import type { GuestRequest } from '../../../main/core/model/requests/guest-request';
import type { SignCommand } from '../../../main/terminal/arguments/command';
import { signRequest } from '../../../main/terminal/commands/sign-command';
import { createFakeApp } from '../../fakes/fake-app';
import { rejected } from '../../fakes/failing';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import { createMemoryTerminal } from '../memory-terminal';
import { parseLine } from '../../schema-version';

const command: SignCommand = {
  kind: 'sign',
  json: false,
  profileDir: undefined,
  bucket: 'files',
  key: 'in/a',
  toSign: { kind: 'put' },
  lifetimeSeconds: 600,
  connectionName: 'Work',
  ephemeral: undefined,
  unproven: false,
};
const url = 'https://s3.example.com/files/in/a?X-Amz-Signature=5ec2e7';
const end = { lifetimeSeconds: 600, limitedBy: 'credentials', expiresAtMs: newYearMs + 600_000 } as const;
const ended = { expiresAt: new Date(end.expiresAtMs).toISOString(), limitedBy: 'credentials' };
const other = (what: string) => ({ url: `${url}-${what}`, headers: {}, expiresAtMs: end.expiresAtMs });

type Case = readonly [signed: GuestRequest, lines: readonly string[], json: object];
const part = { number: 2, offsetBytes: 16, lengthBytes: 3, url, headers: { 'content-length': '3' }, expiresAtMs: 1 };
const cases: readonly Case[] = [
  [{ kind: 'get', url, verified: false, ...end }, [url], { method: 'GET', url, ...ended, verified: false }],
  [
    { kind: 'put', url, headers: { 'content-type': 'image/png' }, ...end },
    [url],
    { method: 'PUT', url, headers: { 'content-type': 'image/png' }, ...ended },
  ],
  [
    { kind: 'post', url, fields: { key: 'in/a=b', policy: 'e30=' }, ...end },
    [url, 'key=in/a=b', 'policy=e30='],
    { method: 'POST', url, fields: { key: 'in/a=b', policy: 'e30=' }, ...ended },
  ],
  [
    { kind: 'multipart', parts: [part], complete: other('complete'), abort: other('abort'), ...end },
    [`2 16 3 ${url}`, `complete ${url}-complete`, `abort ${url}-abort`],
    {
      method: 'PUT',
      parts: [{ partNumber: 2, offsetBytes: 16, sizeBytes: 3, url, headers: { 'content-length': '3' } }],
      complete: { method: 'POST', url: `${url}-complete` },
      abort: { method: 'DELETE', url: `${url}-abort` },
      ...ended,
    },
  ],
];

async function sign(signed: GuestRequest, change: Partial<SignCommand> = {}) {
  const app = Object.assign(createFakeApp({ connections: [sampleConnection] }), { signForGuests: async () => signed });
  const terminal = createMemoryTerminal();
  const { signal } = new AbortController();
  const run = { app, terminal, signal, pid: 1, profileDir: '/profile', clock: () => newYearMs, environment: {} };
  return { code: await signRequest({ ...command, ...change }, run), terminal };
}

test.each(cases)('%j', async (signed, lines, json) => {
  const inWords = await sign(signed);
  expect([inWords.code, inWords.terminal.printed]).toEqual([0, lines]);
  expect(inWords.terminal.said).toContainEqual(expect.stringContaining('curl --fail'));
  expect(inWords.terminal.said).toContainEqual(expect.stringContaining('the temporary credentials end then'));
  expect(inWords.terminal.said.join('\n')).not.toMatch(/5ec2e7|e30=/);
  const inJson = await sign(signed, { json: true });
  expect(parseLine(inJson.terminal.printed.join('\n'))).toEqual(json);
  expect(inJson.terminal.said).toEqual([]);
});

test('that a session token may end a link sooner is said', async () => {
  const signed = (more: { readonly endUntold?: true }, json: boolean) =>
    sign({ kind: 'get', url, verified: true, ...end, ...more }, { json });
  const said = async (more: { readonly endUntold?: true }) =>
    (await signed(more, false)).terminal.said.filter((line) => line.includes('whose end nobody told'));
  expect(await said({ endUntold: true })).toHaveLength(1);
  expect(await said({})).toEqual([]);
  const inJson = await signed({ endUntold: true }, true);
  expect(parseLine(inJson.terminal.printed.join('\n'))).toMatchObject({ ...ended, endUntold: true });
});

test('a field with a line of its own is printed by --json alone', async () => {
  const signed: GuestRequest = { kind: 'post', url, fields: { key: 'in/a\npolicy=x' }, ...end };
  expect((await rejected(sign(signed))).code).toBe('bad-request');
  expect((await sign(signed, { json: true })).code).toBe(0);
});

test('a name nobody gave is unknown', async () => {
  const [signed] = cases[0] ?? [];
  if (signed === undefined) throw new Error('no case');
  expect((await rejected(sign(signed, { connectionName: 'Home' }))).code).toBe('connection-unknown');
});

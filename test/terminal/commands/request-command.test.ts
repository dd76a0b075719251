// `mayfly request` tells when its link ends, in words and in JSON.
import { expect, test } from 'vitest';
import type { RequestCommand } from '../../../main/terminal/arguments/file-request-command';
import { readArguments } from '../../../main/terminal/arguments/arguments';
import { runRequest } from '../../../main/terminal/commands/request-command';
import { createFakeApp } from '../../fakes/fake-app';
import { newYearMs, sampleFileRequest } from '../../fakes/samples';
import { parseLine } from '../../schema-version';
import { createMemoryTerminal } from '../memory-terminal';

async function request(line: string, more: { readonly endUntold?: true }) {
  const made = { request: sampleFileRequest, url: 'https://s3.example.com/r', connectionName: 'Work' };
  const requestFiles = async () => ({ ...made, ...more, expiresAtMs: newYearMs, keptByStorage: [] });
  const app = Object.assign(createFakeApp(), { requestFiles });
  const terminal = createMemoryTerminal();
  const { signal } = new AbortController();
  const run = { app, terminal, signal, pid: 1, profileDir: '/profile', clock: () => newYearMs, environment: {} };
  await runRequest(readArguments(line.split(' ')) as RequestCommand, run);
  return terminal;
}

test('a link that may end sooner, with its session token, is told', async () => {
  const untold = expect.stringContaining('whose end nobody told');
  expect((await request('request', { endUntold: true })).said).toContainEqual(untold);
  expect((await request('request', {})).said).not.toContainEqual(untold);
  const [line = ''] = (await request('request --json', { endUntold: true })).printed;
  expect(parseLine(line)).toMatchObject({ limitedBy: 'requested', endUntold: true });
});

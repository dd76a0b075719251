// Whatever a file is called, a terminal shows it and obeys nothing in it, and a program reads it back unchanged.
import { expect, test } from 'vitest';
import { Failure } from '../../main/core/model/failure';
import { failureLine, jsonLine, printable } from '../../main/terminal/output/output';
import { printResults } from '../../main/terminal/commands/share-command';
import { listShares } from '../../main/terminal/commands/list-command';
import { showShare } from '../../main/terminal/commands/show-command';
import { listUploads, sweepUploads } from '../../main/terminal/commands/uploads-command';
import { createFakeApp, embeddedConnection } from '../fakes/fake-app';
import { newYearMs, sampleShare, sampleUnfinished } from '../fakes/samples';
import { hostileNames } from '../hostile-names';
import { createMemoryTerminal, type MemoryTerminal } from './memory-terminal';
import { displayName } from '../../main/core/model/file-name';
import { parseLine } from '../schema-version';

/** ECMA-48 controls of both sets, line ends, and what turns a line around (Unicode TR 9). The line end between table rows is ours. */
const obeyed = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

const wordsOf = ({ printed, said }: MemoryTerminal) => [...printed, ...said].flatMap((text) => text.split('\n'));
const jsonOf = ({ printed, said }: MemoryTerminal) => [...printed, ...said];

/** Every command that prints the name of a file, of a connection or of a key. */
async function everyCommand(name: string, json: boolean): Promise<MemoryTerminal> {
  const terminal = createMemoryTerminal();
  const connection = { ...embeddedConnection, name };
  const share = { ...sampleShare, name, connectionId: connection.id };
  const unfinished = { ...sampleUnfinished, name, connectionId: connection.id };
  const leftover = {
    connectionId: connection.id,
    connectionName: name,
    key: name,
    uploadId: 'u',
    sizeBytes: 1,
    owned: true,
  };
  const app = {
    ...createFakeApp({ connections: [connection], shares: [share] }),
    leftBehind: () => [unfinished],
    sweep: { find: async () => [leftover], abort: async () => [] },
  };
  const common = { json, profileDir: undefined };
  const everything = {
    states: undefined,
    unverified: false,
    search: undefined,
    connectionName: undefined,
    limit: undefined,
  };
  listShares({ kind: 'list', sort: 'newest', ...everything, ...common }, app, terminal, newYearMs);
  listUploads(common, app, terminal);
  await sweepUploads({ ...common, yes: false }, app, terminal, newYearMs, new AbortController().signal);
  await showShare(share, json, app, terminal, newYearMs);
  const failure = new Failure('file-missing', { fileName: name });
  printResults([{ ok: false, name, failure }], { json, quiet: false }, { app, terminal });
  terminal.print(failureLine(new Failure('connection-unknown', { connectionName: name }), json));
  return terminal;
}

test.each(hostileNames)('%s: steers no terminal', async (_what, name) => {
  const lines = wordsOf(await everyCommand(name, false));
  expect(lines.length).toBeGreaterThanOrEqual(8);
  for (const line of lines) expect(line).not.toMatch(obeyed);
  // Still readable: what can be seen is there as it was.
  const seen = Array.from(printable(name)).filter((character) => character !== '\ufffd');
  const asked = Array.from(name.toWellFormed());
  expect(asked.filter((character) => seen.includes(character)).join('')).toBe(seen.join(''));
});

test.each(hostileNames)(
  '%s: is the same name again for a program, in plain characters of one line',
  async (_what, name) => {
    const lines = jsonOf(await everyCommand(name, true));
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(line).not.toMatch(obeyed);
    const [shares, uploads, leftovers, shown] = lines.map(
      (line) => JSON.parse(line) as readonly Record<string, unknown>[],
    );
    expect([shares?.[0]?.['name'], uploads?.[0]?.['name'], leftovers?.[0]?.['key']]).toEqual([name, name, name]);
    expect(shown).toMatchObject({ name, files: [{ name }] });
    expect(parseLine(jsonLine({ [name]: displayName(name) }))).toEqual(
      JSON.parse(JSON.stringify({ [name]: displayName(name) })),
    );
  },
);

// Whatever a region, a name, a prefix, a profile or a place holds, no door takes what steers a terminal, and what an older
// database may hold already is shown by every command without being obeyed.
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../main/core/model/connection';
import { connectionFromDraft, drafted, type ConnectionDraft } from '../../main/core/connections/rules/connection-draft';
import { connectionsFile } from '../../main/core/connections/rules/connections-file';
import { readConnectionsFile } from '../../main/core/connections/rules/read-connections-file';
import { readPasted } from '../../main/core/credentials/rules/pasted-credentials';
import { connectionView } from '../../main/ipc/connection-view';
import {
  duplicateConnection,
  exportConnections,
  importConnections,
  makeDefault,
  orderConnections,
  removeConnection,
  renameConnection,
} from '../../main/terminal/commands/connection-list-commands';
import { listConnections } from '../../main/terminal/commands/connections-command';
import { bucketRule } from '../../main/terminal/commands/lifecycle-command';
import { listShares } from '../../main/terminal/commands/list-command';
import { showShare } from '../../main/terminal/commands/show-command';
import { printPolicy, testConnection } from '../../main/terminal/commands/test-command';
import { caught } from '../fakes/failing';
import { createFakeApp } from '../fakes/fake-app';
import { newYearMs, sampleConnection, sampleExamination, sampleShare } from '../fakes/samples';
import { createMemoryTerminal } from './memory-terminal';

/** Texts that were obeyed once: ECMA-48 in both forms, the clipboard, false lines, turned lines, what cannot be seen. */
const hostile = [
  ['a cleared screen', 'eu\u001b[2J\u001b[H'],
  ['a written clipboard', 'eu\u001b]52;c;eA==\u0007'],
  ['a clipboard in C1', 'eu\u009d52;c;eA==\u009c'],
  ['a sequence in C1', 'eu\u009b2J'],
  ['a line of its own', 'eu\nmayfly: saved'],
  ['a carriage return', 'eu\rus-east-1'],
  ['a line separator', 'eu\u2028us'],
  ['a turned line', 'eu\u202etsaw-su'],
  ['an isolate', 'eu\u2066us\u2069'],
  ['a mark of direction', 'eu\u200fus'],
  ['a hidden space', 'eu\u200bus'],
  ['a NUL', 'eu\u0000'],
  ['DEL', 'eu\u007f'],
] as const;

const obeyed = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

const draft: ConnectionDraft = { ...sampleConnection, id: undefined };

describe.each(hostile)('%s', (_what, text) => {
  test.each<[what: string, change: Partial<ConnectionDraft>]>([
    ['region', { region: text }],
    ['name', { name: text }],
    ['prefix', { prefix: `${text}/` }],
    ['bucket', { bucket: text }],
    ['endpoint', { endpoint: `https://h.example/${text}` }],
    ['share endpoint', { shareEndpoint: `https://h.example/${text}` }],
    ['key template', { keyTemplate: `${text}/{random}/{name}` }],
    ['file of authorities', { caFile: `/etc/${text}.pem` }],
  ])('is refused in a %s, from the form, the command line and a file', (_field, change) => {
    // Ends of lines around a name are no part of it.
    const refused = ['bad-request', 'bucket-name-invalid', 'endpoint-invalid'];
    expect(refused).toContain(caught(() => connectionFromDraft({ ...draft, ...change }, 'c')).code);
    const file = JSON.stringify({ mayfly: 'connections', version: 1, connections: [{ ...draft, ...change }] });
    const failure = caught(() => readConnectionsFile(file));
    expect(failure.code).toBe('connections-file-invalid');
    expect(Object.values(failure.detail.reasonValues ?? {}).join('')).not.toMatch(obeyed);
  });

  test('is refused as the name of a profile, from every door', () => {
    const credentials = { kind: 'profile', profile: text } as const;
    expect(caught(() => drafted({ ...draft, credentials }, undefined)).code).toBe('bad-request');
    const file = JSON.stringify({ mayfly: 'connections', version: 1, connections: [{ ...draft, profile: text }] });
    expect(caught(() => readConnectionsFile(file)).code).toBe('connections-file-invalid');
  });

  test('is not taken from what was pasted', () => {
    const lines = ['region', 'endpoint_url', 'bucket', 'profile'].map((name) => `${name}: "${text}"`);
    const pasted = readPasted(
      `[${text}]\naws_access_key_id=AKIDEXAMPLE\naws_secret_access_key=abc\n${lines.join('\n')}`,
    );
    expect(JSON.stringify(pasted ?? {})).not.toMatch(obeyed);
  });

  const old: Connection = {
    ...sampleConnection,
    name: text,
    region: text,
    bucket: text,
    prefix: text,
    provider: text,
    endpoint: `https://h.example/${text}`,
    keyTemplate: text,
    shareEndpoint: text,
    caFile: text,
    credentials: { kind: 'profile', profile: text },
  };

  test.each([false, true])('an older database with it steers no terminal (JSON: %s)', async (json) => {
    const terminal = createMemoryTerminal();
    const share = { ...sampleShare, region: text, bucket: text, key: text, name: text, message: text };
    const app = createFakeApp({ connections: [old], shares: [share] });
    app.exportConnections = () => connectionsFile([old]);
    app.renameConnection = () => old;
    app.duplicateConnection = () => ({ ...old, awaitsKeys: true });
    const { endpoint } = sampleConnection;
    app.importConnections = async () => ({
      imported: [{ ...old, endpoint, shareEndpoint: endpoint }],
      skipped: [text],
    });
    const rule = await app.bucketRule('c');
    app.bucketRule = async () => ({ ...rule, bucket: text, rule: { ...rule.rule, prefix: text } });
    const place = { ...old, name: text };
    app.testKnown = async () => sampleExamination({ given: place, place, corrected: place });
    const [common, how] = [
      { json, profileDir: undefined },
      { signal: new AbortController().signal, version: '1' },
    ];
    const named = { ...common, name: text };
    const all = {
      states: undefined,
      unverified: false,
      search: undefined,
      connectionName: undefined,
      limit: undefined,
    };
    listConnections(common, app, terminal);
    printPolicy(named, app, terminal);
    exportConnections({ kind: 'connections-export', names: [], ...common }, app, terminal);
    await testConnection({ kind: 'connections-test', report: false, ...named }, app, terminal, how);
    await testConnection({ kind: 'connections-test', report: true, ...named, json: false }, app, terminal, how);
    renameConnection({ kind: 'connections-rename', newName: 'x', ...named }, app, terminal);
    duplicateConnection({ kind: 'connections-duplicate', newName: undefined, ...named }, app, terminal);
    makeDefault({ kind: 'connections-default', ...named }, app, terminal);
    orderConnections({ kind: 'connections-order', names: [text], ...common }, app, terminal);
    await importConnections({ kind: 'connections-import', path: import.meta.filename, ...common }, app, terminal);
    await bucketRule({ kind: 'connections-lifecycle', days: undefined, yes: false, ...named }, app, terminal);
    await removeConnection({ kind: 'connections-remove', links: 'keep', ...named }, app, terminal);
    listShares({ kind: 'list', sort: 'newest', ...all, ...common }, app, terminal, newYearMs);
    await showShare(share, json, app, terminal, newYearMs);
    const lines = [...terminal.printed, ...terminal.said].flatMap((line) => line.split('\n'));
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(line).not.toMatch(obeyed);
    // No value made a line of its own.
    expect(lines).not.toContain('mayfly: saved');
    const [table = ''] = terminal.printed;
    const found = json ? (JSON.parse(table) as readonly Partial<Connection>[])[0]?.region : text;
    expect(found).toBe(text);
  });

  test('an older database with it shows every character in the window', () => {
    const app = createFakeApp({ connections: [old] });
    const { name, region, bucket, prefix, profile, endpoint } = connectionView(old, app.store.get());
    expect([name, region, bucket, prefix, profile, endpoint].join('')).not.toMatch(obeyed);
  });
});

test('a region is letters, digits, dots, hyphens and underscores, 64 at most', () => {
  const regionOf = (region: string) => connectionFromDraft({ ...draft, region }, 'c').region;
  for (const region of ['us-east-1', 'default', 'garage', 'RegionOne', 'eu_west.2', 'x'.repeat(64)]) {
    expect(regionOf(region)).toBe(region);
  }
  for (const region of ['x'.repeat(65), 'eu west', 'eu/west', 'ö', 'a;b', '{region}', '%0a'])
    expect(caught(() => regionOf(region)).code).toBe('bad-request');
});

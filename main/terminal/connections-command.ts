// Why this exists: `mayfly connections`: the secret comes in on standard input, and nothing ever prints it.
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseEndpoint, endpointHost } from '../domain/connection';
import { Failure } from '../domain/failure';
import { failureWords } from '../domain/failure-words';
import type { App } from '../services/app';
import type { AddCommand, Common } from './command';
import { table } from './format';
import { exitCodeOf, failureLine, jsonLine, printable, type Terminal } from './output';

export function listConnections({ json }: Common, app: App, terminal: Terminal): number {
  const { connections, settings } = app.store.get();
  const fallback = connections[0]?.id;
  const isDefault = (id: string) => id === (settings.defaultConnectionId ?? fallback);
  if (json) {
    terminal.print(
      jsonLine(
        connections.map((connection) => ({
          id: connection.id,
          name: connection.name,
          provider: connection.provider,
          endpoint: connection.endpoint,
          bucket: connection.bucket,
          region: connection.region,
          addressing: connection.addressing,
          prefix: connection.prefix,
          ...(connection.maxExpirySeconds !== undefined && { maxExpirySeconds: connection.maxExpirySeconds }),
          whenExpired: connection.whenExpired,
          default: isDefault(connection.id),
        })),
      ),
    );
  } else if (connections.length > 0) {
    const rows = connections.map((c) => [
      printable(c.name),
      c.kind === 'embedded' ? 'this computer' : endpointHost(c.endpoint),
      c.bucket,
      c.region,
      isDefault(c.id) ? 'default' : '',
    ]);
    terminal.print(table([['NAME', 'SERVER', 'BUCKET', 'REGION', ''], ...rows]));
  } else {
    terminal.say('mayfly: no connections yet; links are served from this computer.');
  }
  return 0;
}

export async function addConnection(command: AddCommand, app: App, terminal: Terminal): Promise<number> {
  const endpoint = parseEndpoint(command.endpoint);
  if (endpoint.insecure) {
    terminal.say(
      `mayfly: ${endpointHost(endpoint.url)} is asked without encryption: others on the way can read the files.`,
    );
  }
  const [secretAccessKey, sessionToken] = await readLines(
    ['Secret access key: ', ...(command.withSessionToken ? ['Session token: '] : [])],
    terminal,
  );
  const connection = await app.saveConnection(
    {
      name: command.name,
      provider: 'other',
      endpoint: command.endpoint,
      bucket: command.bucket,
      region: command.region,
      addressing: command.addressing,
      accessKeyId: command.accessKeyId,
      secretAccessKey,
      sessionToken,
      sessionExpiresAtMs: command.sessionExpiresAtMs,
      prefix: command.prefix,
      maxExpirySeconds: command.maxExpirySeconds,
      whenExpired: command.whenExpired,
    },
    false,
  );
  const { id, name } = connection;
  terminal.print(command.json ? jsonLine({ id, name }) : `Saved “${printable(name)}”.`);
  return 0;
}

export async function testConnection(
  command: Common & { readonly name: string },
  app: App,
  terminal: Terminal,
): Promise<number> {
  const { findings, failure } = await app.testKnown(idOf(command.name, app));
  if (command.json) {
    const words = failure && failureWords(failure, 'terminal');
    const error = failure && {
      code: failure.code,
      message: words?.message,
      next: words?.next,
      dataSafe: words?.dataSafe,
    };
    terminal.print(jsonLine({ ok: failure === undefined, findings, ...(error && { error }) }));
  } else {
    for (const { text } of findings) terminal.print(text);
    if (failure !== undefined) terminal.say(failureLine(failure, false));
  }
  return failure === undefined ? 0 : exitCodeOf(failure);
}

export async function removeConnection(
  command: Common & { readonly name: string },
  app: App,
  terminal: Terminal,
): Promise<number> {
  const id = idOf(command.name, app);
  await app.removeConnection(id);
  terminal.print(command.json ? jsonLine({ id, removed: true }) : `Removed “${printable(command.name)}”.`);
  return 0;
}

/** Raises `connection-unknown`. */
export function idOf(connectionName: string, app: App): string {
  const known = app.store.get().connections.find(({ name }) => name === connectionName);
  if (known === undefined) throw new Failure('connection-unknown', { connectionName });
  return known.id;
}

/** One line per prompt from standard input; typed at a terminal, it is not echoed. Raises `bad-request` when a line is missing. */
async function readLines(prompts: readonly string[], terminal: Terminal): Promise<readonly string[]> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const typed = process.stdin.isTTY;
  const reader = createInterface({ input: process.stdin, output: silent, terminal: typed });
  const lines: string[] = [];
  const ask = () => {
    if (typed) terminal.progress(prompts[lines.length] ?? '');
  };
  ask();
  for await (const line of reader) {
    lines.push(line.trim());
    if (lines.length === prompts.length) break;
    ask();
  }
  reader.close();
  process.stdin.unref?.();
  terminal.progress('');
  if (lines.length < prompts.length || lines.includes('')) {
    throw new Failure('bad-request', {
      reason: 'the secret access key (and token) are expected on standard input, a line each',
    });
  }
  return lines;
}

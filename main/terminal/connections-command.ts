// Why this exists: `mayfly connections`: what is there, whether it works, and its end; nothing prints a secret.
import { endpointHost } from '../domain/connection';
import { Failure } from '../domain/failure';
import { failureWords } from '../domain/failure-words';
import type { App } from '../services/app';
import type { Common } from './command';
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
          ...(connection.credentials?.kind === 'profile' && { awsProfile: connection.credentials.profile }),
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

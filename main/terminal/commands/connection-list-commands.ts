// `mayfly connections rename`, `duplicate`, `default`, `order`, `export`, `import`, `remove` and `passphrase`: what is done with
// several of them; none of it asks for a key or prints one.
import { words } from '../../../resources/words/messages';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { endpointHost, isUnconfirmed, unconfirmedAddressesOf, type Connection } from '../../core/model/connection';
import { embeddedName, isCalled, shownConnectionName } from '../../core/model/connection-name';
import { Failure } from '../../core/model/failure';
import type { App } from '../../core/app/app';
import type { ConnectionsCommand } from '../arguments/connection-command';
import { idOf } from './connection-named';
import { warnOfPlainHttp } from './one-off-connection';
import { failureLine, jsonLine, jsonLines, type Terminal } from '../output/output';

const w = words.terminal.connections;

type Of<Kind extends ConnectionsCommand['kind']> = Extract<ConnectionsCommand, { readonly kind: Kind }>;

export function renameConnection(
  command: Of<'connections-rename' | 'connections-duplicate'>,
  app: App,
  terminal: Terminal,
) {
  const { id, name } = app.renameConnection(idOf(command.name, app), command.newName ?? '');
  terminal.print(command.json ? jsonLine({ id, name }) : w.renamed({ name }));
  return 0;
}

export function duplicateConnection(
  command: Of<'connections-rename' | 'connections-duplicate'>,
  app: App,
  terminal: Terminal,
) {
  const { id, name, awaitsKeys } = app.duplicateConnection(idOf(command.name, app), command.newName);
  terminal.print(command.json ? jsonLine({ id, name }) : w.made({ name }));
  if (awaitsKeys === true && !command.json) terminal.say(keysHint(1));
  return 0;
}

/** Tells how imported connections without keys get them. */
const keysHint = (count: number) => `mayfly: ${w.keysNeeded({ count })}`;

/** The bucket on this computer is made where there is none: that name always stands for it. */
/** Gives its ID. Raises `connection-unknown`. */
export function makeDefaultNamed(name: string, app: App): string {
  const isHere = app.store.get().connections.some((one) => isCalled(one, name));
  if (!isHere && isCalled({ kind: 'embedded', name: embeddedName }, name)) return app.setDefaultEmbedded().id;
  const id = idOf(name, app);
  app.setDefaultConnection(id);
  return id;
}

export function makeDefault(command: Of<'connections-default'>, app: App, terminal: Terminal) {
  const id = makeDefaultNamed(command.name, app);
  terminal.print(command.json ? jsonLine({ id, default: true }) : w.filesGo({ name: command.name }));
  return 0;
}

/** Prints all connections after the change. */
export function orderConnections(
  command: Of<'connections-order' | 'connections-export'>,
  app: App,
  terminal: Terminal,
) {
  app.orderConnections(command.names.map((name) => idOf(name, app)));
  const { connections } = app.store.get();
  if (command.json) terminal.print(jsonLine(connections.map(({ name }) => name)));
  else for (const one of connections) terminal.print(shownConnectionName(one));
  return 0;
}

export function exportConnections(
  command: Of<'connections-order' | 'connections-export'>,
  app: App,
  terminal: Terminal,
) {
  const ids = command.names.map((name) => idOf(name, app));
  terminal.print(jsonLines(app.exportConnections(ids.length === 0 ? undefined : ids)));
  return 0;
}

function importedJson(connection: Connection) {
  const unconfirmedAddresses = unconfirmedAddressesOf(connection);
  return {
    id: connection.id,
    name: connection.name,
    ...(isUnconfirmed(connection) && { awsProfileConfirmed: false }),
    ...(unconfirmedAddresses.length > 0 && { unconfirmedAddresses }),
  };
}

export async function importConnections(command: Of<'connections-import'>, app: App, terminal: Terminal) {
  const { imported, skipped } = await app.importConnections(await read(command.path));
  if (command.json) {
    terminal.print(jsonLine({ imported: imported.map(importedJson), skipped }));
    return 0;
  }
  for (const { name } of imported) terminal.print(w.added({ name }));
  for (const name of skipped) terminal.say(`mayfly: ${w.hereAlready({ name })}`);
  for (const connection of imported) {
    const { name, endpoint, shareEndpoint = endpoint, credentials } = connection;
    for (const url of new Set([endpoint, shareEndpoint])) warnOfPlainHttp(url, terminal);
    const addresses = unconfirmedAddressesOf(connection).join(', ');
    if (addresses !== '') terminal.say(`mayfly: ${w.addressesBrought({ name, addresses })}`);
    if (credentials?.kind === 'profile')
      terminal.say(`mayfly: ${w.profileNamed({ name, profile: credentials.profile, host: endpointHost(endpoint) })}`);
  }
  const waiting = imported.filter(({ awaitsKeys }) => awaitsKeys === true).length;
  if (waiting > 0) terminal.say(keysHint(waiting));
  return 0;
}

/** Bytes; far more than any connections file has. */
const mostBytes = 1_048_576;

async function read(path: string): Promise<string> {
  if (path === '-') return bounded(process.stdin);
  try {
    // A pipe without a writer would block this process; a user of pipes passes standard input.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return await bounded(file.createReadStream());
    await file.close();
    throw new Failure('connections-file-invalid', { reason: 'it is no ordinary file' });
  } catch (error) {
    if (error instanceof Failure) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Failure(missing ? 'file-missing' : 'file-unreadable', { fileName: path }, error);
  }
}

/** Raises `connections-file-invalid` for more than a megabyte. */
async function bounded(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > mostBytes) throw new Failure('connections-file-invalid', { reason: 'it is larger than a megabyte' });
    read.push(chunk);
  }
  return Buffer.concat(read).toString();
}

export async function removeConnection(command: Of<'connections-remove'>, app: App, terminal: Terminal) {
  const id = idOf(command.name, app);
  const { takenBack, left, doorsFailure } = await app.removeConnection(id, command.links);
  if (command.json) {
    const told = { id, removed: true, linksTakenBack: takenBack, linksLeft: left };
    terminal.print(jsonLine({ ...told, ...(doorsFailure !== undefined && { shortLinksCode: doorsFailure.code }) }));
    return 0;
  }
  terminal.print(w.removed({ name: command.name }));
  if (takenBack > 0) terminal.say(`mayfly: ${w.takenBack({ count: takenBack })}`);
  if (left > 0) terminal.say(`mayfly: ${w.leftOpen({ count: left })}`);
  if (doorsFailure !== undefined) terminal.say(failureLine(doorsFailure, false));
  return 0;
}

/** Raises what changing the passphrase raises. */
export async function changePassphrase({ json }: Of<'connections-passphrase'>, app: App, terminal: Terminal) {
  const count = await app.changePassphrase();
  if (json) terminal.print(jsonLine({ connections: count }));
  else if (count === 0) terminal.say(`mayfly: ${w.noFiles}`);
  else terminal.print(w.passphraseChanged({ count }));
  return 0;
}

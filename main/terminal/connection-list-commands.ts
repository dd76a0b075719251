// Why this exists: `mayfly connections rename`, `duplicate`, `default`, `order`, `export`, `import` and `remove`: what is done with several of
// them; none of it asks for a key or prints one.
import { words } from '../../resources/words/speech';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { shownConnectionName } from '../domain/connection-name';
import { Failure } from '../domain/failure';
import type { App } from '../services/app';
import type { ConnectionsCommand } from './command';
import { idOf } from './connections-command';
import { jsonLine, jsonLines, printable, type Terminal } from './output';

const w = words.terminal.connections;

type Of<Kind extends ConnectionsCommand['kind']> = Extract<ConnectionsCommand, { readonly kind: Kind }>;

export function renameConnection(
  command: Of<'connections-rename' | 'connections-duplicate'>,
  app: App,
  terminal: Terminal,
) {
  const { id, name } = app.renameConnection(idOf(command.name, app), command.newName ?? '');
  terminal.print(command.json ? jsonLine({ id, name }) : w.renamed({ name: printable(name) }));
  return 0;
}

export function duplicateConnection(
  command: Of<'connections-rename' | 'connections-duplicate'>,
  app: App,
  terminal: Terminal,
) {
  const { id, name, awaitsKeys } = app.duplicateConnection(idOf(command.name, app), command.newName);
  terminal.print(command.json ? jsonLine({ id, name }) : w.made({ name: printable(name) }));
  if (awaitsKeys === true && !command.json) terminal.say(keysHint(1));
  return 0;
}

/** How those that came without keys get them. */
const keysHint = (count: number) => `mayfly: ${w.keysNeeded({ count })}`;

export function makeDefault(command: Of<'connections-policy' | 'connections-default'>, app: App, terminal: Terminal) {
  const id = idOf(command.name, app);
  app.setDefaultConnection(id);
  terminal.print(command.json ? jsonLine({ id, default: true }) : w.filesGo({ name: printable(command.name) }));
  return 0;
}

/** Prints all of them as they are then. */
export function orderConnections(
  command: Of<'connections-order' | 'connections-export'>,
  app: App,
  terminal: Terminal,
) {
  app.orderConnections(command.names.map((name) => idOf(name, app)));
  const { connections } = app.store.get();
  if (command.json) terminal.print(jsonLine(connections.map(({ name }) => name)));
  else for (const one of connections) terminal.print(printable(shownConnectionName(one)));
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

export async function importConnections(command: Of<'connections-import'>, app: App, terminal: Terminal) {
  const { imported, skipped } = app.importConnections(await read(command.path));
  if (command.json) {
    terminal.print(jsonLine({ imported: imported.map(({ id, name }) => ({ id, name })), skipped }));
    return 0;
  }
  for (const { name } of imported) terminal.print(w.added({ name: printable(name) }));
  for (const name of skipped) terminal.say(`mayfly: ${w.hereAlready({ name: printable(name) })}`);
  const waiting = imported.filter(({ awaitsKeys }) => awaitsKeys === true).length;
  if (waiting > 0) terminal.say(keysHint(waiting));
  return 0;
}

async function read(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Failure(missing ? 'file-missing' : 'file-unreadable', { fileName: basename(path) }, error);
  }
}

export async function removeConnection(command: Of<'connections-remove'>, app: App, terminal: Terminal) {
  const id = idOf(command.name, app);
  const { takenBack, left } = await app.removeConnection(id, command.links);
  if (command.json) {
    terminal.print(jsonLine({ id, removed: true, linksTakenBack: takenBack, linksLeft: left }));
    return 0;
  }
  terminal.print(w.removed({ name: printable(command.name) }));
  if (takenBack > 0) terminal.say(`mayfly: ${w.takenBack({ count: takenBack })}`);
  if (left > 0) terminal.say(`mayfly: ${w.leftOpen({ count: left })}`);
  return 0;
}

// `mayfly list`: the history, whole or filtered.
import { words } from '../../../resources/words/messages';
import { shownConnectionName } from '../../core/model/connection-name';
import { shareState, type Share } from '../../core/model/share';
import type { App } from '../../core/app/app';
import type { ListCommand } from '../arguments/command';
import { bytes, timeLeft, table } from '../output/format';
import { jsonLine, type Terminal } from '../output/output';
import { shareJson } from '../output/share-json';
import { connectionNamed } from './connection-named';

const { columns: c, hints, states } = words.terminal;

/** Prints a table, or one array. Raises `connection-unknown`. */
export function listShares(command: ListCommand, app: App, terminal: Terminal, nowMs: number): number {
  const { connections } = app.store.get();
  const byId = new Map(connections.map((one) => [one.id, one]));
  const connection = connectionNamed(command.connectionName, app);
  const { total, shares } = app.findShares({
    sort: command.sort,
    offset: 0,
    limit: command.limit ?? Number.MAX_SAFE_INTEGER,
    nowMs,
    ...(command.search !== undefined && { text: command.search }),
    ...(command.states !== undefined && { states: command.states }),
    ...(command.unverified && { verified: false }),
    ...(connection !== undefined && { connectionId: connection.id }),
  });
  const nameOf = ({ connectionId }: Share) => byId.get(connectionId)?.name ?? '';
  const shownName = ({ connectionId }: Share) => {
    const one = byId.get(connectionId);
    return one === undefined ? '' : shownConnectionName(one);
  };
  if (command.json) {
    terminal.print(jsonLine(shares.map((share) => shareJson(share, nameOf(share), nowMs, app.receiptsOf(share)))));
  } else if (shares.length > 0) {
    const rows = shares.map((share) => [
      share.id,
      stateWords(share, nowMs),
      bytes(share.sizeBytes),
      shownName(share),
      titleWords(share),
    ]);
    terminal.print(table([[c.id, c.state, c.size, c.connection, c.name], ...rows]));
    if (total > shares.length) terminal.say(`mayfly: ${hints.more({ count: total - shares.length })}`);
  } else {
    terminal.say(`mayfly: ${isFiltered(command) ? hints.nothingMatches : hints.nothingShared}`);
  }
  return 0;
}

const isFiltered = ({ states, unverified, search, connectionName }: ListCommand): boolean =>
  (states ?? search ?? connectionName) !== undefined || unverified;

/** `23 h left`, `expired`, `missing`. */
export function stateWords(share: Share, nowMs: number): string {
  const state = shareState(share, nowMs);
  if (state !== 'live') return states[state];
  const left = { duration: timeLeft((share.expiresAtMs - nowMs) / 1000) };
  return share.verified ? states.live(left) : states.unverified(left);
}

/** The name, for a page the number of its files, and whether it is encrypted. */
export function titleWords({ kind, name, fileCount, encryption }: Share): string {
  const title = kind === 'file' ? name : words.terminal.page({ name, count: fileCount });
  return encryption === undefined ? title : words.terminal.encrypted({ title });
}

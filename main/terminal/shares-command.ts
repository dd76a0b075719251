// Why this exists: `mayfly list` and `mayfly revoke`.
import { shareState } from '../domain/share';
import type { App } from '../services/app';
import type { Common } from './command';
import { bytes, duration, table } from './format';
import { jsonLine, printable, type Terminal } from './output';

export function listShares({ json }: Common, app: App, terminal: Terminal, nowMs: number): number {
  const { shares, connections } = app.store.get();
  const nameOf = (connectionId: string) => connections.find(({ id }) => id === connectionId)?.name ?? '';
  if (json) {
    const list = shares.map((share) => ({
      id: share.id,
      name: share.name,
      sizeBytes: share.sizeBytes,
      contentType: share.contentType,
      connection: nameOf(share.connectionId),
      bucket: share.bucket,
      key: share.key,
      createdAt: new Date(share.createdAtMs).toISOString(),
      expiresAt: new Date(share.expiresAtMs).toISOString(),
      limitedBy: share.limitedBy,
      state: shareState(share, nowMs),
      verified: share.verified,
    }));
    terminal.print(jsonLine(list));
  } else if (shares.length > 0) {
    const rows = shares.map((share) => {
      const state = shareState(share, nowMs);
      const left = state === 'live' ? `${duration((share.expiresAtMs - nowMs) / 1000)} left` : state;
      return [share.id, left, bytes(share.sizeBytes), printable(nameOf(share.connectionId)), printable(share.name)];
    });
    terminal.print(table([['ID', 'STATE', 'SIZE', 'CONNECTION', 'NAME'], ...rows]));
  } else {
    terminal.say('mayfly: nothing shared yet.');
  }
  return 0;
}

export async function revokeShare(
  { json, shareId }: Common & { readonly shareId: string },
  app: App,
  terminal: Terminal,
): Promise<number> {
  const { status, objectsRemoved, linksAsked } = await app.revoke(shareId);
  terminal.print(
    json
      ? jsonLine({ id: shareId, revoked: true, status, objectsRemoved, linksAsked })
      : `Taken back. ${linksAsked === 1 ? 'The server now answers' : `The page and its ${linksAsked - 1} files answer`} ${status}.`,
  );
  return 0;
}

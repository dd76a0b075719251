// The Ledger port's twin, with the rules of the real tables: no row without its connection, no name twice, removing a
// connection takes its rows along.
import type { Door } from '../../main/core/model/door';
import type { Arrival, FileRequest, Offer } from '../../main/core/model/requests/file-request';
import type { ReceivedFile, ReceivedSession } from '../../main/core/model/devices/nearby';
import type { SealedSecretsRow } from '../../main/core/model/encryption';
import type { Receipt } from '../../main/core/model/receipts/receipt';
import { initialSettings, type Settings } from '../../main/core/model/settings';
import { inOrder, type Connection } from '../../main/core/model/connection';
import { Failure } from '../../main/core/model/failure';
import {
  searchForm,
  sessionKeys,
  shareState,
  type Orphan,
  type PageDraft,
  type RewrittenPage,
  type Share,
  type ShareItem,
  type ShareSort,
} from '../../main/core/model/share';
import type { PartTags, SavedPart, UnfinishedUpload } from '../../main/core/model/upload';
import type { FollowedFolder, WatchedFile, WatchedFolder } from '../../main/core/model/watched-folder';
import type { Ledger } from '../../main/core/ports/ledger';
import { copyOfAgents, memoryAgents, noAgents, type AgentTables } from './memory-agents';

export interface MemoryLedgerFile {
  /** One more process at the same ledger. */
  open(): Ledger;
  /** While set, every write raises it. */
  refusing: Failure | undefined;
  /** The file as it is now, on another computer. */
  copy(): MemoryLedgerFile;
  /** The file of the ledger is lost, and a new one begins beside the mark. */
  lose(): void;
}

interface Tables {
  readonly connections: Map<string, Connection>;
  readonly shares: Map<string, Share>;
  readonly uploads: Map<string, UnfinishedUpload>;
  /** By upload id, then by part number. */
  readonly parts: Map<string, Map<number, SavedPart>>;
  readonly tags: Map<string, Map<number, PartTags>>;
  /** By share or draft id, then by position. */
  readonly items: Map<string, Map<number, ShareItem>>;
  readonly drafts: Map<string, PageDraft>;
  readonly rewritten: Map<string, RewrittenPage>;
  readonly followed: Map<string, FollowedFolder>;
  readonly secrets: Map<string, SealedSecretsRow>;
  readonly orphans: Map<string, Orphan>;
  readonly folders: Map<string, WatchedFolder>;
  /** By folder, then by name. */
  readonly files: Map<string, Map<string, WatchedFile>>;
  readonly requests: Map<string, FileRequest>;
  /** By file request, then by slot. */
  readonly arrivals: Map<string, Map<number, Arrival>>;
  readonly offers: Map<string, Map<number, Offer>>;
  readonly doors: Map<string, Door>;
  /** By share, kind and exactness. */
  readonly receipts: Map<string, Receipt>;
  readonly received: Map<string, ReceivedSession>;
  /** By session, then by path. */
  readonly receivedFiles: Map<string, Map<string, ReceivedFile>>;
  readonly agents: AgentTables;
  readonly values: Map<string, string>;
  settings: Settings;
}

const copyOf = (tables: Tables): Tables => ({
  connections: new Map(tables.connections),
  shares: new Map(tables.shares),
  uploads: new Map(tables.uploads),
  parts: new Map(Array.from(tables.parts, ([id, parts]) => [id, new Map(parts)])),
  tags: new Map(Array.from(tables.tags, ([id, tags]) => [id, new Map(tags)])),
  items: new Map(Array.from(tables.items, ([id, items]) => [id, new Map(items)])),
  drafts: new Map(tables.drafts),
  rewritten: new Map(tables.rewritten),
  followed: new Map(tables.followed),
  secrets: new Map(tables.secrets),
  orphans: new Map(tables.orphans),
  folders: new Map(tables.folders),
  files: new Map(Array.from(tables.files, ([path, files]) => [path, new Map(files)])),
  requests: new Map(tables.requests),
  arrivals: new Map(Array.from(tables.arrivals, ([id, arrivals]) => [id, new Map(arrivals)])),
  offers: new Map(Array.from(tables.offers, ([id, offers]) => [id, new Map(offers)])),
  doors: new Map(tables.doors),
  receipts: new Map(tables.receipts),
  received: new Map(tables.received),
  receivedFiles: new Map(Array.from(tables.receivedFiles, ([id, files]) => [id, new Map(files)])),
  agents: copyOfAgents(tables.agents),
  values: new Map(tables.values),
  settings: tables.settings,
});

const emptyTables = (): Tables =>
  copyOf({
    connections: new Map(),
    shares: new Map(),
    uploads: new Map(),
    parts: new Map(),
    tags: new Map(),
    items: new Map(),
    drafts: new Map(),
    rewritten: new Map(),
    followed: new Map(),
    secrets: new Map(),
    orphans: new Map(),
    folders: new Map(),
    files: new Map(),
    requests: new Map(),
    arrivals: new Map(),
    offers: new Map(),
    doors: new Map(),
    receipts: new Map(),
    received: new Map(),
    receivedFiles: new Map(),
    agents: noAgents(),
    values: new Map(),
    settings: initialSettings,
  });

export function createMemoryLedgerFile(initial: Tables = emptyTables()): MemoryLedgerFile {
  let tables = copyOf(initial);
  let writes = 0;
  /** Beside the ledger. */
  let hadConnections = false;
  const lostValue = 'connections-lost';
  const hasOthers = () => [...tables.connections.values()].some(({ kind }) => kind === 's3');
  const connectionsLost = () => tables.values.get(lostValue) === 'yes' || (hadConnections && !hasOthers());

  const needsConnection = (connectionId: string) => {
    if (!tables.connections.has(connectionId)) throw new Failure('ledger-unusable');
  };
  /** Of one millisecond the one that was saved first comes last. */
  const newestFirst = () => [...tables.shares.values()].toReversed().sort((a, b) => b.createdAtMs - a.createdAtMs);
  const newestDoors = () => [...tables.doors.values()].toReversed().sort((a, b) => b.createdAtMs - a.createdAtMs);
  const endingFirst = () => [...tables.shares.values()].toSorted((a, b) => a.expiresAtMs - b.expiresAtMs);
  const itemsOf = (shareId: string) =>
    [...(tables.items.get(shareId) ?? [])].toSorted(([a], [b]) => a - b).map(([, item]) => item);
  const removeShare = (shareId: string) => {
    if (!tables.shares.delete(shareId)) return;
    tables.items.delete(shareId);
    tables.secrets.delete(shareId);
    tables.rewritten.delete(shareId);
    tables.followed.delete(shareId);
    tables.agents.made.delete(shareId);
    for (const [id, receipt] of tables.receipts) if (receipt.shareId === shareId) tables.receipts.delete(id);
  };
  const forgetDraft = (draftId: string) => {
    if (!tables.drafts.delete(draftId) || tables.shares.has(draftId)) return;
    tables.items.delete(draftId);
    tables.secrets.delete(draftId);
  };
  const forgetFolder = (path: string) => {
    tables.folders.delete(path);
    tables.files.delete(path);
  };
  const forgetRequest = (requestId: string) => {
    if (tables.requests.delete(requestId)) tables.secrets.delete(requestId);
    tables.arrivals.delete(requestId);
    tables.agents.made.delete(requestId);
    tables.offers.delete(requestId);
  };
  const forgetUpload = (uploadId: string) => {
    tables.uploads.delete(uploadId);
    tables.parts.delete(uploadId);
    tables.tags.delete(uploadId);
  };
  /** Parts are rows of their own: an upload saved again keeps them while it keeps its multipart upload. */
  const withParts = ({ record, ...upload }: UnfinishedUpload): UnfinishedUpload => {
    if (record === undefined) return upload;
    const inOrderOf = <Part extends { readonly number: number }>(rows: Map<number, Part> | undefined) =>
      [...(rows?.values() ?? [])].toSorted((a, b) => a.number - b.number);
    const { tags: _given, ...rest } = record;
    const tags = inOrderOf(tables.tags.get(upload.id));
    const parts = inOrderOf(tables.parts.get(upload.id));
    return { ...upload, record: { ...rest, parts, ...(tags.length > 0 && { tags }) } };
  };

  const open = (): Ledger => {
    let ownWrites = 0;
    const write = (action: () => void) => {
      if (file.refusing !== undefined) throw file.refusing;
      action();
      writes += 1;
      ownWrites += 1;
    };
    const saveUpload = (upload: UnfinishedUpload) =>
      write(() => {
        needsConnection(upload.connectionId);
        tables.uploads.set(upload.id, upload);
        if (upload.record?.multipartUploadId !== undefined) return;
        tables.parts.delete(upload.id);
        tables.tags.delete(upload.id);
      });
    return {
      ...memoryAgents(() => tables.agents, write),
      connections: () => inOrder([...tables.connections.values()]),
      saveConnection: (connection) =>
        write(() => {
          const others = [...tables.connections.values()].filter(({ id }) => id !== connection.id);
          if (others.some(({ name }) => name === connection.name)) throw new Failure('ledger-unusable');
          if (connection.kind === 's3' && connectionsLost()) tables.values.set(lostValue, 'yes');
          tables.connections.set(connection.id, connection);
          if (connection.kind === 's3') hadConnections = true;
        }),
      removeConnection: (connectionId) =>
        write(() => {
          tables.connections.delete(connectionId);
          for (const share of tables.shares.values()) if (share.connectionId === connectionId) removeShare(share.id);
          for (const orphan of tables.orphans.values())
            if (orphan.connectionId === connectionId) tables.orphans.delete(orphan.shareId);
          for (const draft of tables.drafts.values()) if (draft.connectionId === connectionId) forgetDraft(draft.id);
          for (const upload of tables.uploads.values())
            if (upload.connectionId === connectionId) forgetUpload(upload.id);
          for (const folder of tables.folders.values())
            if (folder.connectionId === connectionId) forgetFolder(folder.path);
          for (const request of tables.requests.values())
            if (request.connectionId === connectionId) forgetRequest(request.id);
          for (const door of tables.doors.values())
            if (door.connectionId === connectionId) tables.doors.delete(door.id);
          if (!hasOthers() && tables.values.get(lostValue) !== 'yes') hadConnections = false;
        }),
      connectionsLost,
      destinationChosen() {
        if (!connectionsLost()) return;
        write(() => {
          tables.values.set(lostValue, 'no');
          if (!hasOthers()) hadConnections = false;
        });
      },
      shares: newestFirst,
      newestShares: (limit) => newestFirst().slice(0, limit),
      share: (shareId) => tables.shares.get(shareId),
      saveShare: (share) =>
        write(() => {
          needsConnection(share.connectionId);
          const isKnown = tables.shares.has(share.id);
          tables.shares.set(share.id, share);
          if (isKnown && (share.revokedAtMs ?? share.removedAtMs) !== undefined) tables.secrets.delete(share.id);
        }),
      findShares({ text = '', states, verified, connectionId, idPrefix = '', sort, offset, limit, nowMs }) {
        const words = searchForm(text.trim());
        const order: Record<ShareSort, (a: Share, b: Share) => number> = {
          newest: () => 0,
          ending: (a, b) => a.expiresAtMs - b.expiresAtMs,
          largest: (a, b) => b.sizeBytes - a.sizeBytes,
          name: (a, b) => (searchForm(a.name) < searchForm(b.name) ? -1 : 1),
        };
        const found = newestFirst()
          .filter((share) => searchForm(share.name).includes(words))
          .filter((share) => states === undefined || states.includes(shareState(share, nowMs)))
          .filter((share) => verified === undefined || share.verified === verified)
          .filter((share) => connectionId === undefined || share.connectionId === connectionId)
          .filter((share) => share.id.startsWith(idPrefix))
          .toSorted(order[sort]);
        return { total: found.length, shares: found.slice(offset, offset + limit) };
      },
      sharesToClean: ({ connectionIds, nowMs, offset, limit }) =>
        endingFirst()
          .filter((share) => shareState(share, nowMs) === 'expired')
          .filter(({ origin, kind }) => origin === 'uploaded' || kind === 'page')
          .filter(({ removedAtMs }) => removedAtMs === undefined)
          .filter(({ connectionId }) => connectionIds.includes(connectionId))
          .slice(offset, offset + limit),
      sharesStored: (connectionId) =>
        endingFirst()
          .filter((share) => share.connectionId === connectionId)
          .filter(({ revokedAtMs, removedAtMs }) => (revokedAtMs ?? removedAtMs) === undefined),
      orphansDue: (connectionIds, nowMs) =>
        [...tables.orphans.values()]
          .filter((orphan) => connectionIds.includes(orphan.connectionId) && orphan.expiresAtMs <= nowMs)
          .toSorted((a, b) => a.expiresAtMs - b.expiresAtMs),
      saveOrphan: (orphan) =>
        write(() => {
          needsConnection(orphan.connectionId);
          tables.orphans.set(orphan.shareId, orphan);
        }),
      forgetOrphan: (shareId) => write(() => void tables.orphans.delete(shareId)),
      sharesToKeep: (nowMs) =>
        endingFirst()
          .filter(({ keepUntilMs = 0, expiresAtMs }) => keepUntilMs > Math.max(nowMs, expiresAtMs))
          .filter((share) => (share.revokedAtMs ?? share.missingAtMs ?? share.removedAtMs) === undefined),
      sharesOfSession: (nowMs) =>
        endingFirst().filter((share) => share.key.startsWith(sessionKeys) && shareState(share, nowMs) === 'live'),
      sharesToProve: (nowMs, limit) =>
        endingFirst()
          .filter((share) => !share.verified && shareState(share, nowMs) === 'live')
          .slice(0, limit),
      sharesOf: (path) => newestFirst().filter(({ source }) => source?.path === path),
      itemsOf: (path) => [...tables.items.keys()].flatMap(itemsOf).filter(({ source }) => source?.path === path),
      items: (shareId) => itemsOf(shareId),
      placedItems: (shareId) => new Map([...(tables.items.get(shareId) ?? [])].toSorted(([a], [b]) => a - b)),
      saveItem: (item, position) =>
        write(() => {
          const items = new Map(tables.items.get(item.shareId));
          tables.items.set(item.shareId, items.set(position, item));
        }),
      forgetItem: (shareId, position) => write(() => void tables.items.get(shareId)?.delete(position)),
      pageDrafts: () => [...tables.drafts.values()],
      savePageDraft: (draft) =>
        write(() => {
          needsConnection(draft.connectionId);
          tables.drafts.set(draft.id, draft);
        }),
      forgetPageDraft: (draftId) => write(() => forgetDraft(draftId)),
      rewrittenPage: (shareId) => tables.rewritten.get(shareId),
      saveRewrittenPage: (page) =>
        write(() => {
          if (!tables.shares.has(page.shareId)) throw new Failure('ledger-unusable');
          tables.rewritten.set(page.shareId, page);
        }),
      followedFolders: () => [...tables.followed.values()],
      followedFolder: (shareId) => tables.followed.get(shareId),
      saveFollowedFolder: (folder) =>
        write(() => {
          if (!tables.shares.has(folder.shareId)) throw new Failure('ledger-unusable');
          tables.followed.set(folder.shareId, folder);
        }),
      forgetFollowedFolder: (shareId) => write(() => void tables.followed.delete(shareId)),
      forgetShare: (shareId) => write(() => removeShare(shareId)),
      unfinishedUploads: () => Array.from(tables.uploads.values(), withParts),
      unfinishedUpload(uploadId) {
        const found = tables.uploads.get(uploadId);
        return found === undefined ? undefined : withParts(found);
      },
      saveUpload,
      saveFailedUpload: saveUpload,
      saveUploadTags: (uploadId, tags) =>
        write(() => {
          if (!tables.uploads.has(uploadId)) throw new Failure('ledger-unusable');
          const own = tables.tags.get(uploadId) ?? new Map<number, PartTags>();
          tables.tags.set(uploadId, own.set(tags.number, tags));
        }),
      saveUploadPart: (uploadId, part) =>
        write(() => {
          if (!tables.uploads.has(uploadId)) throw new Failure('ledger-unusable');
          const parts = tables.parts.get(uploadId) ?? new Map<number, SavedPart>();
          tables.parts.set(uploadId, parts.set(part.number, part));
        }),
      shareSecrets: (shareId) => tables.secrets.get(shareId),
      saveShareSecrets: (row) => write(() => void tables.secrets.set(row.shareId, row)),
      forgetShareSecrets: (shareId) => write(() => void tables.secrets.delete(shareId)),
      forgetUpload: (uploadId) => write(() => forgetUpload(uploadId)),
      watchedFolders: () => [...tables.folders.values()],
      saveWatchedFolder: (folder) =>
        write(() => {
          const { path, connectionId } = folder;
          if (connectionId !== undefined) {
            needsConnection(connectionId);
            const others = [...tables.folders.values()].filter((one) => one.path !== path);
            if (others.some((one) => one.connectionId === connectionId)) throw new Failure('ledger-unusable');
          }
          tables.folders.set(path, folder);
        }),
      forgetWatchedFolder: (path) => write(() => forgetFolder(path)),
      watchedFiles: (path) => [...(tables.files.get(path)?.values() ?? [])],
      saveWatchedFiles: (path, saved) =>
        write(() => {
          if (!tables.folders.has(path)) throw new Failure('ledger-unusable');
          const files = new Map(tables.files.get(path));
          for (const one of saved) files.set(one.name, one);
          tables.files.set(path, files);
        }),
      forgetWatchedFile: (path, name) => write(() => void tables.files.get(path)?.delete(name)),
      fileRequests: () => [...tables.requests.values()].toReversed().sort((a, b) => b.createdAtMs - a.createdAtMs),
      fileRequest: (requestId) => tables.requests.get(requestId),
      saveFileRequest: (request) =>
        write(() => {
          needsConnection(request.connectionId);
          tables.requests.set(request.id, request);
        }),
      forgetFileRequest: (requestId) => write(() => forgetRequest(requestId)),
      arrivals: (requestId) =>
        [...(tables.arrivals.get(requestId)?.values() ?? [])].toSorted((a, b) => a.slot - b.slot),
      arrival: (requestId, slot) => tables.arrivals.get(requestId)?.get(slot),
      isPathOfOther: ({ requestId, slot }, path) =>
        [...(tables.arrivals.get(requestId)?.values() ?? [])].some((one) => one.slot !== slot && one.path === path),
      offers: (requestId) => [...(tables.offers.get(requestId)?.values() ?? [])].toSorted((a, b) => a.slot - b.slot),
      saveOffer: (offer) =>
        write(() => {
          if (!tables.requests.has(offer.requestId)) throw new Failure('ledger-unusable');
          const offers = new Map(tables.offers.get(offer.requestId));
          tables.offers.set(offer.requestId, offers.set(offer.slot, offer));
        }),
      saveArrivals: (saved) =>
        write(() => {
          for (const arrival of saved) {
            if (!tables.requests.has(arrival.requestId)) throw new Failure('ledger-unusable');
            const arrivals = new Map(tables.arrivals.get(arrival.requestId));
            tables.arrivals.set(arrival.requestId, arrivals.set(arrival.slot, arrival));
          }
        }),
      doors: newestDoors,
      door: (doorId) => tables.doors.get(doorId),
      doorsTo: (targetId) =>
        newestDoors().filter((door) => door.targetId === targetId && door.closedAtMs === undefined),
      saveDoor: (door) =>
        write(() => {
          needsConnection(door.connectionId);
          tables.doors.set(door.id, door);
        }),
      forgetDoor: (doorId) => write(() => void tables.doors.delete(doorId)),
      receipts: () =>
        [...tables.receipts.values()].toSorted(
          (a, b) => a.shareId.localeCompare(b.shareId) || a.kind.localeCompare(b.kind),
        ),
      addReceipts: (receipts) =>
        write(() => {
          for (const receipt of receipts) {
            if (!tables.shares.has(receipt.shareId)) continue;
            const id = `${receipt.shareId} ${receipt.kind} ${receipt.exactness}`;
            const { count = 0, lastAtMs = 0 } = tables.receipts.get(id) ?? {};
            const both = receipt.exactness === 'exact' ? count + receipt.count : Math.max(count, receipt.count);
            const sum = { count: both, lastAtMs: Math.max(lastAtMs, receipt.lastAtMs) };
            tables.receipts.set(id, { ...receipt, ...sum });
          }
        }),
      forgetReceipts: () =>
        write(() => {
          for (const [id, { exactness }] of tables.receipts) if (exactness === 'exact') tables.receipts.delete(id);
        }),
      markedShares: () =>
        [...tables.shares.values()]
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .flatMap(({ id, connectionId, createdAtMs, expiresAtMs, revokedAtMs, removedAtMs }) =>
            itemsOf(id)
              .filter(({ role }) => role === 'mark')
              .map(({ key }) => {
                const isStored = revokedAtMs === undefined && removedAtMs === undefined;
                return { id, connectionId, key, createdAtMs, expiresAtMs, isStored };
              }),
          ),
      servedKeys: ({ connectionId, keys, endsAfterMs }) =>
        newestFirst()
          .filter((share) => share.connectionId === connectionId && share.expiresAtMs > endsAfterMs)
          .filter(({ removedAtMs, revokedAtMs }) => removedAtMs === undefined && revokedAtMs === undefined)
          .flatMap(({ id: shareId, kind, key }) => [
            { key, shareId, isPage: kind === 'page' },
            ...itemsOf(shareId)
              .filter(({ role }) => role !== 'status' && role !== 'mark')
              .map((item) => ({ key: item.key, shareId, isPage: item.role === 'page' })),
          ])
          .filter(({ key }) => keys.includes(key)),
      receivedSessions: () =>
        [...tables.received.values()]
          .toReversed()
          .sort((a, b) => b.atMs - a.atMs)
          .flatMap((session) => {
            const files = [...(tables.receivedFiles.get(session.id)?.values() ?? [])];
            const [only] = files;
            if (only === undefined) return [];
            const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
            return [{ ...session, fileCount: files.length, sizeBytes, ...(files.length === 1 && { name: only.name }) }];
          }),
      receivedFiles: (sessionId) => [...(tables.receivedFiles.get(sessionId)?.values() ?? [])],
      saveReceivedSession: (session) => write(() => void tables.received.set(session.id, session)),
      saveReceivedFile: (sessionId, saved) =>
        write(() => {
          if (!tables.received.has(sessionId)) return;
          const own = new Map(tables.receivedFiles.get(sessionId));
          tables.receivedFiles.set(sessionId, own.set(saved.path, saved));
        }),
      forgetReceivedFile: (sessionId, path) => write(() => void tables.receivedFiles.get(sessionId)?.delete(path)),
      forgetReceivedSession: (sessionId) =>
        write(() => {
          tables.received.delete(sessionId);
          tables.receivedFiles.delete(sessionId);
        }),
      together(action) {
        const before = copyOf(tables);
        try {
          return action();
        } catch (error) {
          tables = before;
          throw error;
        }
      },
      settings: () => tables.settings,
      saveSettings: (changed) =>
        write(() => {
          tables.settings = changed;
        }),
      value: (name) => tables.values.get(name),
      saveValue: (name, value) => write(() => void tables.values.set(name, value)),
      revision: () => writes - ownWrites,
      close: () => undefined,
    };
  };

  const file: MemoryLedgerFile = {
    open,
    refusing: undefined,
    copy: () => createMemoryLedgerFile(tables),
    lose() {
      tables = emptyTables();
    },
  };
  return file;
}

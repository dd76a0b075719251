// What an agent shares: only allowed files, for as long and as encrypted as the owner set, and only its own shares can be changed.
import { mostNamedFiles, type AgentAction, type MadeByAgent } from '../model/agents/agents';
import { defaultAmong, endpointHost } from '../model/connection';
import { shownConnectionName } from '../model/connection-name';
import { encryptionWanted } from '../model/encryption';
import { Failure } from '../model/failure';
import { shareState, type Share } from '../model/share';
import { reachOfUrl } from '../model/host-reach';
import type { ItemResult, Shared, SharedFile } from '../model/share-request';
import { groundNow, rulesNow, type AgentContext, type Call } from './agent-context';
import { askOwner } from './ask-owner';
import { checkFiles, checkNamed } from './check-places';
import { checkExtended, lifetimeFor } from './rules/agent-rules';

export interface ShareOptions {
  /** Absolute paths of files and folders. */
  readonly paths: readonly string[];
  readonly lifetimeSeconds?: number | undefined;
  /** Absent: as the owner's rules and the connection have it. */
  readonly encrypt?: true | undefined;
}

/** Unix ms as programs read a time. */
export const iso = (atMs: number): string => new Date(atMs).toISOString();

const shareFacts = (share: Share, nowMs: number) => ({
  id: share.id,
  name: share.name,
  size_bytes: share.sizeBytes,
  file_count: share.fileCount,
  created_at: iso(share.createdAtMs),
  expires_at: iso(share.expiresAtMs),
  state: shareState(share, nowMs),
  encrypted: share.encryption !== undefined,
  verified: share.verified,
});

/** With its link, which is what the agent asked for. */
const linkFacts = ({ share, url }: Shared, nowMs: number) => ({
  ...shareFacts(share, nowMs),
  link: url,
  opens: reachOfUrl(url),
});

/** Where what agents share goes; a profile without a connection has the bucket on this computer. */
export function destinationOf({ host }: AgentContext) {
  const { connections, settings } = host.store.get();
  const connection = defaultAmong(connections, settings.defaultConnectionId);
  return {
    connectionName: connection === undefined ? '' : shownConnectionName(connection),
    host: connection === undefined ? '' : endpointHost(connection.endpoint),
    usualSeconds: connection?.defaultExpirySeconds ?? settings.expirySeconds,
    encrypts: (encrypt: true | undefined) =>
      connection === undefined
        ? encrypt === true
        : encryptionWanted(encrypt === undefined ? {} : { encrypt }, connection) !== undefined,
  };
}

const filesOf = (files: readonly SharedFile[]): Pick<AgentAction, 'files' | 'fileCount' | 'sizeBytes'> => ({
  files: files.slice(0, mostNamedFiles).map(({ path, snapshot }) => ({ path, sizeBytes: snapshot.sizeBytes })),
  fileCount: files.length,
  sizeBytes: files.reduce((sum, { snapshot }) => sum + snapshot.sizeBytes, 0),
});

/**
 * Shares the files by the default connection. Raises `agent-path-refused`, `expiry-out-of-range`, `agent-too-often`, what `askOwner` raises, and
 * what sharing raises where nothing of it could be shared.
 */
export async function shareFiles(context: AgentContext, { paths, ...options }: ShareOptions, call: Call) {
  const { ports, host } = context;
  const rules = rulesNow(context);
  const ground = groundNow(context, rules);
  const encrypt = rules.encrypt || options.encrypt === true ? true : undefined;
  const lifetimeSeconds = lifetimeFor(options.lifetimeSeconds, destinationOf(context).usualSeconds, rules);
  for (const path of paths) await checkNamed(context, path, ground);
  let folder = '';
  const saveMade = (id: string) => ports.ledger.saveMadeByAgent({ id, kind: 'share', agent: call.agent, folder });
  const results = await host.shareItems(paths, {
    copy: false,
    lifetimeSeconds,
    signal: call.signal,
    ...(encrypt !== undefined && { encrypt }),
    // With the uploads: whatever becomes of this process, the agent may end what comes of them.
    takes({ id, intent }) {
      saveMade(intent.page?.id ?? id);
      return true;
    },
    async agrees(files) {
      const folders = await checkFiles(context, files, ground);
      // Extending one of several folders asks always: any of them may ask, or be closed by then.
      folder = folders.length === 1 ? (folders[0]?.path ?? '') : '';
      call.takeTurn();
      if (!folders.some(({ asks }) => asks)) return;
      // The bucket on this computer became a connection only now.
      const { connectionName, host: server, encrypts } = destinationOf(context);
      const to = { connectionName, host: server, lifetimeSeconds, encrypted: encrypts(encrypt) };
      await askOwner(context, call.agent, { kind: 'share', ...filesOf(files), ...to }, call.signal);
    },
  });
  const shared = results.flatMap((result) => (result.ok ? [result.shared] : []));
  ports.ledger.together(() => {
    // Of a page whose files were all stored before nothing was uploaded.
    for (const { share } of shared) saveMade(share.id);
  });
  const failed = results.filter((result) => !result.ok);
  if (shared.length === 0) throw firstOf(failed);
  return {
    shares: shared.map((one) => linkFacts(one, ports.clock())),
    ...(failed.length > 0 && { not_shared: failed.map(({ name, failure }) => ({ name, code: failure.code })) }),
  };
}

const firstOf = (failed: readonly Extract<ItemResult, { readonly ok: false }>[]): Failure =>
  failed[0]?.causes?.[0] ?? failed[0]?.failure ?? new Failure('unexpected');

/** Raises `share-not-found` for everything that this agent did not make. */
export function ownOf({ ports }: AgentContext, id: string, { agent }: Pick<Call, 'agent'>): MadeByAgent {
  const made = ports.ledger.madeByAgent(id);
  if (made?.agent !== agent) throw new Failure('share-not-found');
  return made;
}

function ownShare(
  context: AgentContext,
  id: string,
  call: Call,
): { readonly share: Share; readonly made: MadeByAgent } {
  const made = ownOf(context, id, call);
  const share = made.kind === 'share' ? context.ports.ledger.share(id) : undefined;
  if (share === undefined) throw new Failure('share-not-found');
  return { share, made };
}

/** Signs the link of a share of this agent again. Raises as `shareFiles`, and `share-not-found`. */
export async function extendShare(
  context: AgentContext,
  { id, lifetimeSeconds }: { readonly id: string; readonly lifetimeSeconds: number },
  call: Call,
) {
  const { clock } = context.ports;
  const { share, made } = ownShare(context, id, call);
  const rules = rulesNow(context);
  checkExtended(lifetimeSeconds, share.createdAtMs, clock(), rules);
  // A share from before the owner set it.
  if (rules.encrypt && share.encryption === undefined) {
    throw new Failure('encryption-demanded', { connectionName: destinationOf(context).connectionName });
  }
  call.takeTurn();
  // A folder that is open no more asks too.
  if (!rules.folders.some(({ path, asks }) => !asks && path === made.folder)) {
    const { connections } = context.host.store.get();
    const connection = connections.find((one) => one.id === share.connectionId);
    const action: AgentAction = {
      kind: 'extend',
      files: [{ path: share.name, sizeBytes: share.sizeBytes }],
      fileCount: share.fileCount,
      sizeBytes: share.sizeBytes,
      connectionName: connection === undefined ? '' : shownConnectionName(connection),
      host: endpointHost(share.endpoint),
      lifetimeSeconds,
      encrypted: share.encryption !== undefined,
    };
    await askOwner(context, call.agent, action, call.signal);
  }
  return linkFacts(await context.host.extend(id, lifetimeSeconds, { copy: false }), clock());
}

/** Takes a share of this agent back, or closes its file request. Raises `share-not-found`, and what revoking and closing raise. */
export async function revokeOwn(context: AgentContext, { id }: { readonly id: string }, call: Call) {
  const { kind } = ownOf(context, id, call);
  await (kind === 'share' ? context.host.revoke(id) : context.host.closeFileRequest(id));
  return { id, revoked: true };
}

/** What this agent made and the history still has, without links. */
export function listOwn({ ports, host }: AgentContext, call: Call) {
  const { ledger, clock } = ports;
  const made = ledger.allMadeBy(call.agent);
  const ofKind = (kind: MadeByAgent['kind']) => made.filter((one) => one.kind === kind);
  return {
    shares: ofKind('share').flatMap(({ id }) => {
      const share = ledger.share(id);
      return share === undefined ? [] : [shareFacts(share, clock())];
    }),
    requests: ofKind('request').flatMap(({ id }) => {
      if (ledger.fileRequest(id) === undefined) return [];
      const { request, state, arrivals } = host.fileRequest(id);
      return [{ id, title: request.title, state, expires_at: iso(request.expiresAtMs), arrived: arrivals.length }];
    }),
  };
}

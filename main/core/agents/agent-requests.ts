// The file requests of an agent: what guests send is saved into an allowed folder, and only when the agent asks for it.
import { Failure } from '../model/failure';
import { isDamaged, type Arrival } from '../model/requests/file-request';
import { reachOfUrl } from '../model/host-reach';
import { groundNow, rulesNow, type AgentContext, type Call } from './agent-context';
import { destinationOf, iso, ownOf } from './agent-shares';
import { askOwner } from './ask-owner';
import { checkNamed } from './check-places';
import { lifetimeFor } from './rules/agent-rules';

export interface AgentRequestOptions {
  readonly title: string;
  readonly message?: string | undefined;
  /** An absolute path of a folder: what comes is saved there. */
  readonly folder: string;
  readonly lifetimeSeconds?: number | undefined;
  readonly files?: number | undefined;
}

/**
 * Makes a page on which anybody with its link uploads files. Raises `agent-path-refused`, `expiry-out-of-range`, `agent-too-often`, what `askOwner`
 * raises, and what requesting raises.
 */
export async function requestFiles(context: AgentContext, options: AgentRequestOptions, call: Call) {
  const { host, ports, places } = context;
  const rules = rulesNow(context);
  const allowed = await checkNamed(context, options.folder, groundNow(context, rules));
  const { real } = await places.placeOf(options.folder);
  if (real === undefined || !(await places.isFolder(real))) throw new Failure('file-missing');
  const { usualSeconds, encrypts, ...to } = destinationOf(context);
  const lifetimeSeconds = lifetimeFor(options.lifetimeSeconds, usualSeconds, rules);
  const { title, message, files } = options;
  call.takeTurn();
  if (allowed.asks) {
    const encrypted = encrypts(rules.encrypt ? true : undefined);
    const said = { title, ...(message !== undefined && { message }), folder: real };
    const nothing = { files: [], fileCount: 0, sizeBytes: 0 };
    const asked = { kind: 'request', ...nothing, ...said, ...to, lifetimeSeconds, encrypted } as const;
    await askOwner(context, call.agent, asked, call.signal);
  }
  // No folder that files are saved into by themselves: it is looked at anew each time.
  const { request, url } = await host.requestFiles({
    onBegun: (id) => ports.ledger.saveMadeByAgent({ id, kind: 'request', agent: call.agent, folder: real }),
    title,
    lifetimeSeconds,
    ...(message !== undefined && { message }),
    ...(files !== undefined && { files }),
    ...(rules.encrypt && { encrypt: true }),
  });
  return {
    id: request.id,
    title: request.title,
    link: url,
    opens: reachOfUrl(url),
    expires_at: iso(request.expiresAtMs),
    most_files: request.files,
    encrypted: request.recipient !== undefined,
  };
}

function ownRequest(context: AgentContext, id: string, call: Call): { readonly folder: string } {
  const { kind, folder } = ownOf(context, id, call);
  if (kind !== 'request' || context.ports.ledger.fileRequest(id) === undefined) throw new Failure('request-not-found');
  return { folder };
}

/** Said by guests: nobody checked it. */
const arrivalFacts = (arrival: Arrival) => ({
  name: arrival.name,
  ...(arrival.folder !== undefined && { folder: arrival.folder }),
  ...(arrival.folderLost === true && { folder_lost: true }),
  size_bytes: arrival.sizeBytes,
  ...(arrival.sender !== undefined && { sender: arrival.sender }),
  ...(arrival.note !== undefined && { note: arrival.note }),
  arrived_at: iso(arrival.arrivedAtMs),
  state: isDamaged(arrival) ? 'damaged' : arrival.state,
});

/** Looks at what guests sent by a request of this agent. Raises `share-not-found`, `request-not-found`, and what looking raises. */
export async function listArrivals(context: AgentContext, { id }: { readonly id: string }, call: Call) {
  ownRequest(context, id, call);
  const { arrivals } = await context.host.lookForArrivals(id);
  return { id, arrivals: arrivals.map(arrivalFacts) };
}

/**
 * Saves what came and is not saved yet under names that nothing has, in the folder of the request, if that is still allowed and still the same
 * place. Raises as `listArrivals`, `agent-path-refused`, and what saving raises.
 */
export async function saveArrivals(context: AgentContext, { id }: { readonly id: string }, call: Call) {
  const { host, places } = context;
  const { folder } = ownRequest(context, id, call);
  await checkNamed(context, folder, groundNow(context, rulesNow(context)));
  const { real } = await places.placeOf(folder);
  // A link has taken its place.
  if (real !== folder) throw new Failure('folder-missing');
  const { saved } = await host.receiveArrivals(id, {
    folder: await host.prepareFolder(folder),
    waits: false,
    signal: call.signal,
  });
  return {
    id,
    saved: saved.map((arrival) => ({
      ...arrivalFacts(arrival),
      ...(arrival.path !== undefined && { path: arrival.path }),
    })),
  };
}

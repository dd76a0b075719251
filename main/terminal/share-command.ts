// Why this exists: `mayfly share`: the links on standard output in the order of the files, the rest on standard error.
import { connectionFromDraft } from '../domain/connection-draft';
import { endpointHost, parseEndpoint, type Credentials } from '../domain/connection';
import { Failure } from '../domain/failure';
import { secondsLeft } from '../domain/progress';
import type { App, ConnectionChoice, ItemResult, Shared } from '../services/app';
import type { EphemeralOptions, ShareCommand } from './command';
import { bytes, duration } from './format';
import { hintOf } from './hints';
import { exitCodeOf, failureLine, jsonLine, printable, type Terminal } from './output';
import { serveLinks } from './serve-links';

export interface ShareRun {
  readonly app: App;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
  readonly pid: number;
}

/** Gives the exit code. */
export async function runShare(command: ShareCommand, run: ShareRun): Promise<number> {
  const { app, terminal, signal } = run;
  const choice = connectionChoice(command, run);
  const endProgress = command.quiet || command.json ? () => undefined : showProgress(app, terminal);
  let results: readonly ItemResult[];
  try {
    results = await app.shareItems(command.paths, {
      copy: command.copy,
      disposition: command.inline ? 'inline' : 'attachment',
      signal,
      keepWhenStopped: true,
      ...(command.lifetimeSeconds !== undefined && { lifetimeSeconds: command.lifetimeSeconds }),
      ...(choice !== undefined && { connection: choice }),
      ...(command.name !== undefined && { name: command.name }),
    });
  } finally {
    endProgress();
  }
  const exitCode = printResults(results, command, run);
  if (signal.aborted) return 130;
  const shared = results.flatMap((result) => (result.ok ? [result.shared] : []));
  if (shared.length === 0 || !app.servesBucket()) return exitCode;
  const lastEndMs = Math.max(...shared.map(({ share }) => share.expiresAtMs));
  return (await serveLinks(lastEndMs, command.quiet || command.json, { ...run, clock: Date.now })) || exitCode;
}

/** Links on standard output, failures and hints on standard error; gives the exit code. */
export function printResults(
  results: readonly ItemResult[],
  command: Pick<ShareCommand, 'json' | 'quiet'>,
  { app, terminal }: Pick<ShareRun, 'app' | 'terminal'>,
): number {
  let exitCode = 0;
  for (const result of results) {
    if (result.ok) {
      terminal.print(command.json ? sharedJson(result.shared) : result.shared.url);
    } else {
      terminal.say(failureLine(result.failure, command.json));
      exitCode ||= exitCodeOf(result.failure);
    }
  }
  return sayNotices(command, app, terminal) || exitCode;
}

function connectionChoice({ connectionName, ephemeral }: ShareCommand, run: ShareRun): ConnectionChoice | undefined {
  if (ephemeral !== undefined) return ephemeralChoice(ephemeral, run);
  if (connectionName === undefined) return undefined;
  const known = run.app.store.get().connections.find(({ name }) => name === connectionName);
  if (known === undefined) throw new Failure('connection-unknown', { connectionName });
  return { kind: 'known', connectionId: known.id };
}

function ephemeralChoice(options: EphemeralOptions, { environment, terminal }: ShareRun): ConnectionChoice {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'] ?? '';
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'] ?? '';
  if (accessKeyId === '' || secretAccessKey === '') {
    throw new Failure('bad-request', {
      reason: '--endpoint needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment',
    });
  }
  const sessionToken = environment['AWS_SESSION_TOKEN'] || undefined;
  // Set by credential helpers next to temporary credentials; ISO 8601.
  const expiresAtMs = Date.parse(environment['AWS_CREDENTIAL_EXPIRATION'] ?? '');
  const credentials: Credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(sessionToken !== undefined && !Number.isNaN(expiresAtMs) && { expiresAtMs }),
  };
  const endpoint = parseEndpoint(options.endpoint);
  if (endpoint.insecure) {
    terminal.say(
      `mayfly: ${endpointHost(endpoint.url)} is asked without encryption: others on the way can read the file.`,
    );
  }
  const draft = { ...options, name: endpointHost(endpoint.url), provider: 'other' };
  return { kind: 'ephemeral', connection: connectionFromDraft(draft, 'ephemeral'), credentials };
}

function sharedJson({ share, url, connectionName }: Shared): string {
  return jsonLine({
    id: share.id,
    url,
    expiresAt: new Date(share.expiresAtMs).toISOString(),
    limitedBy: share.limitedBy,
    connection: connectionName,
    bucket: share.bucket,
    key: share.key,
    verified: share.verified,
    files: [{ name: share.name, sizeBytes: share.sizeBytes, contentType: share.contentType, key: share.key }],
  });
}

export function showProgress(app: App, terminal: Terminal): () => void {
  if (!terminal.interactive) return () => undefined;
  return app.store.subscribe(({ uploads }) => {
    const active = uploads.filter(({ phase }) => phase.kind !== 'failed');
    const total = active.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const sent = active.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
    const speed = active.reduce((sum, { bytesPerSecond }) => sum + bytesPerSecond, 0);
    if (total === 0) return;
    const left = secondsLeft(total, sent, speed);
    const [first] = active;
    const what = active.length === 1 ? printable(first?.name ?? '') : `${active.length} files`;
    const pace = speed > 0 ? `, ${bytes(speed)}/s` : '';
    const rest = left === undefined ? '' : `, ${duration(left)} left`;
    terminal.progress(`${what}: ${Math.floor((100 * sent) / total)} % of ${bytes(total)}${pace}${rest}`);
  });
}

/** What the services had to say besides the results: a clipboard that failed changes the exit code, the rest are hints. */
export function sayNotices(
  { json, quiet = false }: { readonly json: boolean; readonly quiet?: boolean },
  app: App,
  terminal: Terminal,
): number {
  let exitCode = 0;
  for (const { content } of app.store.get().notices) {
    if (content.kind === 'failure') {
      terminal.say(failureLine(content.failure, json));
      exitCode ||= exitCodeOf(content.failure);
    } else {
      const hint = quiet || json ? undefined : hintOf(content);
      if (hint !== undefined) terminal.say(hint);
    }
  }
  return exitCode;
}

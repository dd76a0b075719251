// `mayfly uploads`, `resume`, `cancel` and `sweep`: the commands on interrupted uploads.
import { once } from 'node:events';
import { words } from '../../../resources/words/messages';
import { shownConnectionName } from '../../core/model/connection-name';
import type { App } from '../../core/app/app';
import type { Failure } from '../../core/model/failure';
import type { Command, Common } from '../arguments/command';
import { unfinishedMeant } from '../arguments/typed-ids';
import { bytes, duration, table } from '../output/format';
import { exitCodeOf, failureLine, iso, jsonLine, type Terminal } from '../output/output';
import { showProgress } from '../output/show-progress';
import { serveShared, type Serving } from './serve-links';
import { printResults } from './share-command';
import type { UnfinishedUpload, Leftover } from '../../core/model/upload';

const { uploads: w, columns: c, hints } = words.terminal;

const arrivedBytes = ({ record, sizeBytes }: UnfinishedUpload): number =>
  Math.min(sizeBytes, (record?.parts.length ?? 0) * (record?.partBytes ?? 0));

export function listUploads({ json }: Common, app: App, terminal: Terminal): number {
  const [left, pages] = [app.leftBehind(), app.pagesLeftBehind()];
  const found = (connectionId: string) => app.store.get().connections.find(({ id }) => id === connectionId);
  const nameOf = (connectionId: string) => found(connectionId)?.name ?? '';
  const shownOf = (connectionId: string) => {
    const connection = found(connectionId);
    return connection === undefined ? '' : shownConnectionName(connection);
  };
  if (json) {
    const uploads = left.map((upload) => ({
      id: upload.id,
      name: upload.name,
      sizeBytes: upload.sizeBytes,
      arrivedBytes: arrivedBytes(upload),
      connection: nameOf(upload.connectionId),
      bucket: upload.bucket,
      key: upload.key,
      state: upload.state,
      startedAt: iso(upload.startedAtMs),
      kind: 'file',
      ...(upload.intent.page !== undefined && { page: upload.intent.page.id }),
    }));
    const unfinished = pages.map(({ draft, stored, uploads: waiting }) => ({
      id: draft.id,
      name: draft.title,
      connection: nameOf(draft.connectionId),
      bucket: draft.bucket,
      state: draft.abandoned === true ? 'abandoned' : 'active',
      startedAt: iso(draft.startedAtMs),
      kind: 'page',
      fileCount: stored.size + waiting.length,
      storedCount: stored.size,
    }));
    terminal.print(jsonLine([...uploads, ...unfinished]));
  } else if (left.length + pages.length > 0) {
    const rows = left.map((upload) => {
      const arrived = w.arrived({ arrived: bytes(arrivedBytes(upload)), size: bytes(upload.sizeBytes) });
      return [upload.id, w.states[upload.state], arrived, shownOf(upload.connectionId), upload.name];
    });
    const pageRows = pages.map(({ draft, stored, uploads: waiting }) => {
      const arrived = w.arrivedFiles({ stored: stored.size, count: stored.size + waiting.length });
      const state = draft.abandoned === true ? w.states.abandoned : w.states.page;
      return [draft.id, state, arrived, shownOf(draft.connectionId), draft.title];
    });
    terminal.print(table([[c.id, c.state, c.arrived, c.connection, c.name], ...rows, ...pageRows]));
  } else {
    terminal.say(`mayfly: ${hints.noneInterrupted}`);
  }
  return 0;
}

/** Prints what `share` prints, and serves the links as `share` does. */
export async function resumeUploads(
  command: Extract<Command, { readonly kind: 'resume' }>,
  serving: Serving,
): Promise<number> {
  const { app, terminal, signal } = serving;
  const ids = command.ids.map((id) => unfinishedMeant(id, app));
  const endProgress = showProgress(command, app, terminal);
  signal.addEventListener('abort', () => app.pauseAll());
  const results = await app.resume(ids.length > 0 ? ids : undefined, false).finally(endProgress);
  if (results.length === 0 && !command.json && !command.quiet) terminal.say(`mayfly: ${hints.noneInterrupted}`);
  const exitCode = printResults(results, command, { app, terminal });
  if (signal.aborted) return 130;
  const shared = results.flatMap((result) => (result.ok ? [result.shared] : []));
  if (shared.length === 0 || !app.servesBucket()) return exitCode;
  return serveShared(shared, command.json, exitCode, serving);
}

export async function cancelUpload(
  { json, uploadId }: Common & { readonly uploadId: string },
  app: App,
  terminal: Terminal,
): Promise<number> {
  const id = unfinishedMeant(uploadId, app);
  await app.discard(id);
  terminal.print(json ? jsonLine({ id, cancelled: true }) : w.cancelled);
  return 0;
}

/** Gives the exit code: that of the first connection which could not be asked, or took no abort. */
export async function sweepUploads(
  { json, yes }: Common & { readonly yes: boolean },
  app: App,
  terminal: Terminal,
  nowMs: number,
  signal: AbortSignal,
): Promise<number> {
  let exitCode = 0;
  const onFailed = (failure: Failure) => {
    terminal.say(failureLine(failure, json));
    exitCode ||= exitCodeOf(failure);
  };
  const found = await app.sweep.find(onFailed);
  const soFar: Leftover[] = [];
  const abort = () => app.sweep.abort(found, { onGone: (one) => soFar.push(one), onFailed, signal });
  // An interrupted sweep tells the aborted uploads so far, and does not wait for the abort that is under way.
  const gone = yes ? await Promise.race([abort(), interrupted(signal).then(() => soFar)]) : [];
  const isGone = (uploadId: string) => gone.some((one) => one.uploadId === uploadId);
  if (json) {
    const list = found.map(({ connectionName: connection, key, uploadId, sizeBytes, startedAtMs, owned }) => ({
      connection,
      key,
      sizeBytes,
      ...(startedAtMs !== undefined && { startedAt: iso(startedAtMs) }),
      owned,
      removed: isGone(uploadId),
    }));
    terminal.print(jsonLine(list));
  } else if (found.length > 0) {
    const rows = found.map(({ connectionName, key, uploadId, sizeBytes, startedAtMs, owned }) => {
      const age = startedAtMs === undefined ? '' : w.old({ duration: duration((nowMs - startedAtMs) / 1000) });
      const fate = isGone(uploadId) ? w.removed : owned ? w.ours : w.others;
      return [bytes(sizeBytes), age, connectionName, fate, key];
    });
    terminal.print(table([[c.size, c.age, c.connection, '', c.key], ...rows]));
  } else if (exitCode === 0) {
    terminal.say(`mayfly: ${hints.noLeftovers}`);
  }
  return signal.aborted ? 130 : exitCode;
}

const interrupted = (signal: AbortSignal): Promise<unknown> =>
  signal.aborted ? Promise.resolve() : once(signal, 'abort');

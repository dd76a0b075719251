// `mayfly get`: saves what a link opens. Paths go to standard output; the link, and what it holds, never does.
import { resolve } from 'node:path';
import { words } from '../../../resources/words/messages';
import { asFailure, whileGetting, type Failure } from '../../core/model/failure';
import type { Getting, OfferedFile, OpenedLink, SavedFile } from '../../core/getting/getting';
import type { GetCommand } from './get-command';
import { bytes, table } from '../output/format';
import { showFilesProgress } from '../output/show-progress';
import { exitCodeOf, failureLine, jsonLine, type Terminal } from '../output/output';
import { readLink, readPassword } from '../output/read-secret-lines';

const w = words.terminal;

/** With its folders, as it is saved where nothing has its name. */
const nameOf = ({ saved: { folders, name } }: OfferedFile): string => [...folders, name].join('/');

const fileJson = (file: OfferedFile, more: { readonly path?: string; readonly there?: true } = {}): string =>
  jsonLine({
    name: nameOf(file),
    sizeBytes: file.sizeBytes,
    ...(file.sha256 !== undefined && { sha256: file.sha256 }),
    ...more,
  });

function list({ files }: OpenedLink, { json }: GetCommand, terminal: Terminal): void {
  if (json) for (const file of files) terminal.print(fileJson(file));
  else terminal.print(table(files.map((file) => [bytes(file.sizeBytes), nameOf(file)])));
}

export interface GetRun {
  readonly getting: Getting;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

async function save(command: GetCommand, opened: OpenedLink, { getting, terminal, signal }: GetRun): Promise<number> {
  const { json, quiet } = command;
  const sizes = opened.files.map(({ saved: { name }, sizeBytes }) => ({ name, sizeBytes }));
  const progress = showFilesProgress(command, sizes, terminal);
  let hereBytes = 0;
  let exitCode = 0;
  const onSaved = ({ file, path, fate }: SavedFile) => {
    const isThere = fate === 'there';
    if (isThere && !quiet && !json) terminal.say(`mayfly: ${w.hints.gotBefore({ path })}`);
    terminal.print(json ? fileJson(file, { path, ...(isThere && { there: true }) }) : path);
  };
  const onFailed = (file: OfferedFile, failure: Failure) => {
    // The name of its folder stays.
    const ofFile = whileGetting(failure, failure.code === 'folder-unusable' ? {} : { fileName: nameOf(file) });
    terminal.say(failureLine(ofFile, json));
    exitCode ||= exitCodeOf(ofFile);
  };
  let isWaitTold = false;
  const onWaiting = (count: number) => {
    if (!isWaitTold && !quiet && !json) terminal.say(`mayfly: ${w.hints.comes({ count })}`);
    isWaitTold = true;
  };
  try {
    const folder = resolve(command.folder ?? '.');
    const onBytes = (count: number) => progress?.at((hereBytes += count));
    const told = { signal, onSaved, onFailed, onWaiting, onBytes };
    await getting.saveComing(opened, { ...told, folder, waits: command.wait || terminal.interactive });
  } finally {
    progress?.end();
  }
  return exitCode;
}

/** Gives the exit code: that of the first file that failed. Raises as `openLink` and `saveFiles`. */
export async function getLink(command: GetCommand, run: GetRun): Promise<number> {
  const { getting, terminal, signal } = run;
  const link = command.link ?? (await readLink(terminal));
  /** A terminal is asked; a script says that it knows one. */
  const mayAsk = command.passwordFromInput || (process.stdin.isTTY && command.link !== undefined);
  const password = async () => (mayAsk ? readPassword(terminal) : undefined);
  try {
    const opened = await getting.openLink(link, { password, signal });
    if (command.list) list(opened, command, terminal);
    return command.list ? 0 : await save(command, opened, run);
  } catch (error) {
    if (!signal.aborted) throw whileGetting(asFailure(error));
    if (!command.quiet && !command.json && !command.list) terminal.say(`mayfly: ${w.hints.getStopped}`);
    return 130;
  }
}

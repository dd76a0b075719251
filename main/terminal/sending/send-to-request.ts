// `mayfly send`: sends files to a file request. Names go to standard output; the link, and what its page holds, never does.
import { basename } from 'node:path';
import { words } from '../../../resources/words/messages';
import { asFailure, type Failure } from '../../core/model/failure';
import { eachOnce } from '../../core/model/given-file';
import type { FileSource, FoundFile } from '../../core/ports/files';
import {
  guestsFailure,
  keepsFolders,
  mostNote,
  mostSender,
  type OpenedRequest,
  type Sending,
  type SentFile,
} from '../../core/sending/sending';
import { usage } from '../arguments/options';
import { exitCodeOf, failureLine, jsonLine, type Terminal } from '../output/output';
import { showFilesProgress } from '../output/show-progress';
import { readLink } from '../output/read-secret-lines';
import type { SendCommand } from './send-command';

const w = words.terminal.sending;

export interface SendRun {
  readonly sending: Sending;
  readonly files: FileSource;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** The files of the paths, in their order. Gives undefined, and tells why, where one of them cannot be read: then nothing is sent. */
async function filesOf(
  { paths, json, quiet }: SendCommand,
  { files, terminal }: SendRun,
  onFailed: (failure: Failure) => void,
): Promise<readonly FoundFile[] | undefined> {
  const found: FoundFile[] = [];
  let isWhole = true;
  const refuse = (failure: Failure) => {
    isWhole = false;
    onFailed(failure);
  };
  for (const path of paths) {
    try {
      const { files: some, refused, linkTarget, skippedLinks } = await files.find(path);
      found.push(...some);
      for (const { failure } of refused) refuse(failure);
      if (quiet || json) continue;
      if (linkTarget !== undefined) terminal.say(`mayfly: ${w.followed({ name: basename(path), target: linkTarget })}`);
      const count = skippedLinks.length;
      if (count > 0) terminal.say(`mayfly: ${words.terminal.hints.skipped({ count })}`);
    } catch (error) {
      refuse(asFailure(error));
    }
  }
  return isWhole ? eachOnce(found) : undefined;
}

async function send(command: SendCommand, opened: OpenedRequest, run: SendRun): Promise<number> {
  const { json, quiet, name: sender, note } = command;
  const { sending, terminal, signal } = run;
  let exitCode = 0;
  const onFailed = (failure: Failure) => {
    const told = guestsFailure(failure);
    terminal.say(failureLine(told, json));
    exitCode ||= exitCodeOf(told);
  };
  const files = await filesOf(command, run, onFailed);
  if (files === undefined) return exitCode;
  const hint = (text: string) => {
    if (!quiet && !json) terminal.say(`mayfly: ${text}`);
  };
  if (opened.request.recipient !== undefined) hint(w.encrypted);
  const count = files.filter(({ name }) => !keepsFolders(name)).length;
  if (count > 0) hint(w.withoutFolders({ count }));
  const onSent = ({ name, sizeBytes, fate }: SentFile) => {
    const isThere = fate === 'there';
    if (isThere) hint(w.there({ name }));
    terminal.print(json ? jsonLine({ name, sizeBytes, ...(isThere && { there: true }) }) : name);
  };
  const sizes = files.map(({ name, snapshot }) => ({ name, sizeBytes: snapshot.sizeBytes }));
  const progress = showFilesProgress(command, sizes, terminal);
  try {
    await sending.sendFiles(opened, {
      files,
      sender,
      note,
      signal,
      onSent(sent) {
        progress?.end();
        onSent(sent);
      },
      onFailed(failure) {
        progress?.end();
        onFailed(failure);
      },
      onProgress: (sentBytes) => progress?.at(sentBytes),
      onWaiting: (what) => hint(what === 'network' ? w.noAnswer : w.receiverOff),
    });
  } finally {
    progress?.end();
  }
  return exitCode;
}

/** Gives the exit code: that of the first file that failed. Raises `bad-request`, and as `openRequest` and `sendFiles`. */
export async function sendToRequest(command: SendCommand, run: SendRun): Promise<number> {
  const { sending, terminal, signal } = run;
  // The receiver would get less than was said.
  if (command.name.length > mostSender || command.note.length > mostNote) {
    const most = { name: mostSender, note: mostNote };
    throw usage('a name has up to {{name}} characters, and a note up to {{note}}', most);
  }
  const link = command.link ?? (await readLink(terminal));
  try {
    return await send(command, await sending.openRequest(link, signal), run);
  } catch (error) {
    if (!signal.aborted) throw guestsFailure(error);
    if (!command.quiet && !command.json) terminal.say(`mayfly: ${w.stopped}`);
    return 130;
  }
}

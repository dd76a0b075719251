// `mayfly share`: the links on standard output in the order of the files, the rest on standard error.
import { isatty } from 'node:tty';
import { words } from '../../../resources/words/messages';
import { besideOthers, Failure } from '../../core/model/failure';
import { parseKeepUntil } from '../../core/model/keep-until';
import type { Share } from '../../core/model/share';
import type { App } from '../../core/app/app';
import type { ByteStream } from '../../core/ports/files';
import type { ShareCommand } from '../arguments/command';
import { standardInput, typedEnd } from '../arguments/share-arguments';
import { drawCodes } from './draw-codes';
import { connectionChoice } from './one-off-connection';
import { columnsForCode } from '../output/draw-code';
import { copiedHint, hintOf, inputHint, linkHints } from '../output/hints';
import { exitCodeOf, failureLine, warningLine, type Terminal } from '../output/output';
import { readPassword } from '../output/read-secret-lines';
import { triedAgain } from '../scripts/try-again';
import { shareOnce } from '../scripts/share-once';
import { refuseFirstBucket, serveShared } from './serve-links';
import type { ConnectionChoice, ItemResult, Shared, ShareOptions, StreamOptions } from '../../core/model/share-request';
import { sharedJson } from '../output/share-json';
import { showProgress } from '../output/show-progress';
import { linkFirst } from './link-first';
import { sayNotices } from './say-notices';
import { openNearby, sayNearby, staysNearby } from './open-on-network';
import { nameOfInput } from './name-of-input';

export interface ShareRun {
  readonly app: App;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
  readonly pid: number;
  readonly profileDir: string;
  readonly input: () => ByteStream;
  /** In place of serving the link; gives the exit code. */
  readonly goesOn?: (share: Share) => Promise<number>;
}

/** Gives the exit code. */
export async function runShare(command: ShareCommand, run: ShareRun): Promise<number> {
  const { app, terminal, signal } = run;
  const fromInput = command.paths[0] === standardInput;
  if (fromInput && isatty(0)) {
    throw new Failure('bad-request', {
      reason: 'standard input is this terminal; pipe something into it, like dmesg | mayfly share -',
    });
  }
  if (command.qr) columnsForCode(terminal);
  const password = command.passwordFromInput ? await readPassword(terminal) : undefined;
  const choice = command.nearby ? await openNearby(app) : await connectionChoice(command, run);
  if (command.noServe && choice === undefined) refuseFirstBucket(app);
  app.warmUp(choice, command.paths.length);
  const silent = command.quiet || command.json;
  const first = linkFirst(command, terminal);
  const endProgress = showProgress(command, app, terminal);
  const endEarly = silent ? () => undefined : sayEarly(app, terminal);
  let results: readonly ItemResult[];
  try {
    const options = { ...optionsOf(command, choice, signal), ...(password !== undefined && { password }) };
    results = await (fromInput
      ? shareInput(command, options, run)
      : triedAgain(
          command.retries ?? 0,
          signal,
          () => shareFiles(command, { ...options, ...first.options }, run),
          (failure) => terminal.say(warningLine(failure, command.json)),
        ));
  } finally {
    endProgress();
    endEarly();
  }
  const shared = results.flatMap((result) => (result.ok ? [result.shared] : []));
  let exitCode = printResults(results, command, run, first.isTold);
  if (!silent) first.sayEnd(results);
  if (command.nearby && !command.quiet && shared.length > 0) sayNearby(command, app, terminal);
  // A link for the network is for another device, which reads it from the screen.
  const drawsCode = command.qr || (command.nearby && terminal.interactive && !silent);
  if (drawsCode) {
    const urls = shared.map(({ url }) => url);
    // Also beside a file that failed.
    const drawn = await drawCodes(urls, run);
    exitCode ||= drawn;
  }
  if (command.doorName !== undefined && !silent) terminal.say(`mayfly: ${words.terminal.hints.doorGuessable}`);
  if (signal.aborted) return 130;
  if (run.goesOn !== undefined && shared[0] !== undefined) return run.goesOn(shared[0].share);
  if (shared.length === 0 || !(app.servesBucket() || staysNearby(command, app))) return exitCode;
  return serveShared(shared, command.json, exitCode, { ...run, clock: Date.now });
}

const optionsOf = (
  command: ShareCommand,
  choice: ConnectionChoice | undefined,
  signal: AbortSignal,
): StreamOptions => ({
  copy: command.copy,
  disposition: command.inline ? 'inline' : 'attachment',
  signal,
  ...(command.encrypt !== undefined && { encrypt: command.encrypt }),
  ...typedEnd(command),
  ...(choice !== undefined && { connection: choice }),
  ...(command.door && { door: true }),
  ...(command.doorName !== undefined && { doorName: command.doorName }),
  ...(command.keepUntil !== undefined && { keepUntilMs: parseKeepUntil(command.keepUntil, Date.now()) }),
});

function shareFiles(command: ShareCommand, usual: ShareOptions, { app }: ShareRun): Promise<readonly ItemResult[]> {
  const { paths, idempotencyKey } = command;
  const options = withPageOptions(command, usual);
  return idempotencyKey === undefined ? app.shareItems(paths, options) : shareOnce(idempotencyKey, paths, options, app);
}

const withPageOptions = (command: ShareCommand, options: ShareOptions): ShareOptions => ({
  ...options,
  keepWhenStopped: true,
  ...(command.follow && { goesWithout: true }),
  ...(command.name !== undefined && { name: command.name }),
  ...(command.page !== undefined && { page: command.page }),
  ...(command.plainPage && { plainPage: true }),
  ...(command.tellWhenOpened && { tellWhenOpened: true }),
  ...(command.title !== undefined && { title: command.title }),
  ...(command.message !== undefined && { message: command.message }),
});

async function shareInput(
  { name, quiet, json }: ShareCommand,
  options: StreamOptions,
  { app, terminal, signal, input }: ShareRun,
): Promise<readonly ItemResult[]> {
  const stream = input();
  // Ctrl-C ends the wait for the first byte too.
  const first = await Promise.race([stream.peek(), aborted(signal)]);
  const silent = quiet || json;
  if (first.length === 0 && !silent) terminal.say(inputHint('inputEmpty'));
  const endWaits = silent ? () => undefined : sayWaits(app, terminal);
  try {
    return await app.shareStream(stream, name ?? nameOfInput(first, Date.now()), options);
  } finally {
    endWaits();
  }
}

/** Never resolves; rejects with `cancelled` when the signal fires. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(new Failure('cancelled'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });

/** Says once for each wait that standard input waits for the network. */
function sayWaits(app: App, terminal: Terminal): () => void {
  let waits = false;
  return app.store.subscribe(['uploads'], ({ uploads }) => {
    const offline = uploads.some(({ phase }) => phase.kind === 'offline');
    if (offline && !waits) terminal.say(inputHint('inputWaits'));
    waits = offline;
  });
}

/** The failure names the path as the user typed it: two files may have one name. */
function asTyped({ failure, given }: Extract<ItemResult, { readonly ok: false }>): Failure {
  const { code, detail, cause } = failure;
  const isNamed = given === undefined || detail.fileName === undefined;
  return isNamed ? failure : new Failure(code, { ...detail, fileName: given }, cause);
}

const asItIs = (failure: Failure): readonly Failure[] => [failure];

/** In a bucket that ends with the command nothing is left to go on with. */
const asGone = (failure: Failure): readonly Failure[] => {
  if (failure.code === 'page-incomplete') return [];
  return [failure.code === 'paused' ? new Failure('cancelled', failure.detail) : failure];
};

/** Links on standard output but those that are told, failures and hints on standard error; gives the exit code. */
export function printResults(
  results: readonly ItemResult[],
  command: Pick<ShareCommand, 'json' | 'quiet'> & Partial<Pick<ShareCommand, 'nearby'>>,
  { app, terminal }: Pick<ShareRun, 'app' | 'terminal'>,
  isTold: (shared: Shared) => boolean = () => false,
): number {
  const { connections, notices } = app.store.get();
  const isKept = ({ connectionId }: Share) => connections.some(({ id }) => id === connectionId);
  let exitCode = 0;
  const isAnyShared = results.some(({ ok }) => ok);
  const endsHere = notices.some(({ content }) => content.kind === 'session-only');
  // A thousand links leave in one system call; a failure comes after the links before it.
  let links: string[] = [];
  const printLinks = () => {
    if (links.length > 0) terminal.printExactly(links.join('\n'));
    links = [];
  };
  for (const result of results) {
    if (result.ok) {
      const { shared } = result;
      if (command.json) terminal.print(sharedJson(shared, isKept(shared.share)));
      else if (!isTold(shared)) links.push(shared.url);
    } else {
      printLinks();
      // The reason of each file comes before its consequence for the page.
      for (const failure of [...(result.causes ?? []), asTyped(result)].flatMap(endsHere ? asGone : asItIs)) {
        terminal.say(failureLine(isAnyShared ? besideOthers(failure) : failure, command.json));
        exitCode ||= exitCodeOf(failure);
      }
      exitCode ||= exitCodeOf(result.failure);
    }
  }
  printLinks();
  const copied = results.reduce((sum, result) => sum + (result.ok ? (result.shared.copiedFiles ?? 0) : 0), 0);
  if (!command.json && !command.quiet) {
    if (copied > 0) terminal.say(copiedHint(copied));
    const shared = results.flatMap((result) => (result.ok ? [result.shared] : []));
    const hinted = new Set(notices.map(({ content }) => (content.kind === 'failure' ? undefined : hintOf(content))));
    // The length of a copied link has been checked already.
    for (const hint of linkHints(shared, isKept, command.nearby)) if (!hinted.has(hint)) terminal.say(hint);
  }
  return sayNotices({ ...command, hasLink: isAnyShared }, app, terminal) || exitCode;
}

/** Prints hints that the sender needs before the upload while it still runs. */
function sayEarly(app: App, terminal: Terminal): () => void {
  return app.store.subscribe(['notices'], ({ notices }) => {
    const early = notices.find(({ content }) => content.kind === 'separate-links');
    if (early === undefined || early.content.kind !== 'separate-links') return;
    app.dismissNotice(early.id);
    terminal.say(hintOf(early.content) ?? '');
  });
}

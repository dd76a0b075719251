// `mayfly receive`: saves what guests sent by a file request, and waits for it where that is asked for.
import { setTimeout as wait } from 'node:timers/promises';
import { words } from '../../../resources/words/messages';
import type { App } from '../../core/app/app';
import { Failure } from '../../core/model/failure';
import { isDamaged, type Arrival, type AskedKind } from '../../core/model/requests/file-request';
import type { ReceiveCommand } from '../arguments/file-request-command';
import { requestMeant } from '../arguments/typed-ids';
import { iso, jsonLine, type Terminal } from '../output/output';
import { runPrograms } from '../scripts/run-program';
import type { Serving } from './serve-links';

/** Each look is a request that a provider may charge for; the bucket on this computer does not. */
const lookMs = 5_000;
const lookHereMs = 1_000;

const { hints, requests: w } = words.terminal;

/** `fate`: what stands in the place of `path` for a file that is in no folder. */
const fileJson = (
  { requestId, name, folder, folderLost, sizeBytes, sha256, sender, note, arrivedAtMs, path }: Arrival,
  fate?: { readonly refusal: string | undefined } | { readonly damaged: true },
): string =>
  jsonLine({
    request: requestId,
    name,
    ...(folder !== undefined && { folder }),
    ...(folderLost === true && { folderLost }),
    sizeBytes,
    sha256,
    ...(sender !== undefined && { sender }),
    ...(note !== undefined && { note }),
    arrivedAt: iso(arrivedAtMs),
    ...(fate ?? { path }),
  });

const reasonOf = ({ refusal = 'late' }: Arrival, types: AskedKind): string =>
  refusal === 'kind' ? w.refusals[types === 'documents' ? 'documents' : 'pictures'] : w.refusals[refusal];

/** Tells of what is not saved: each refused file once, whichever process finds it; a damaged one as often as somebody receives. */
function tellsOfOthers(
  { types }: { readonly types: AskedKind },
  before: readonly Arrival[],
  json: boolean,
  { app, terminal }: { readonly app: Pick<App, 'noteTold'>; readonly terminal: Terminal },
) {
  const idOf = ({ slot, etag }: Arrival): string => `${slot} ${etag}`;
  const isRefused = ({ state }: Arrival): boolean => state === 'refused';
  const said = new Set(before.filter((one) => isRefused(one) && one.toldAtMs !== undefined).map(idOf));
  const news = (arrivals: readonly Arrival[], isMeant: (arrival: Arrival) => boolean): readonly Arrival[] => {
    const found = arrivals.filter((one) => isMeant(one) && !said.has(idOf(one)));
    for (const one of found) said.add(idOf(one));
    return found;
  };
  /** Gives whether it said anything. */
  return async (arrivals: readonly Arrival[]): Promise<boolean> => {
    const refused = news(arrivals, isRefused);
    const damaged = news(arrivals, isDamaged);
    if (json) {
      for (const one of refused) terminal.print(fileJson(one, { refusal: one.refusal }));
      for (const one of damaged) terminal.print(fileJson(one, { damaged: true }));
    } else {
      const files = refused.map((one) => `${one.name} (${reasonOf(one, types)})`).join(', ');
      if (refused.length > 0) terminal.say(`mayfly: ${hints.refused({ count: refused.length, files })}`);
      const names = damaged.map(({ name }) => name).join(', ');
      if (damaged.length > 0) terminal.say(`mayfly: ${hints.damaged({ count: damaged.length, files: names })}`);
    }
    if (refused.length > 0) await app.noteTold(refused);
    return refused.length + damaged.length > 0;
  };
}

/** Says which of the saved files lost the folders that they came in. */
function sayBare(saved: readonly Arrival[], { json }: ReceiveCommand, terminal: Terminal): void {
  const bare = saved.filter(({ folderLost }) => folderLost === true);
  if (bare.length === 0 || json) return;
  terminal.say(`mayfly: ${w.bare({ count: bare.length, files: bare.map(({ name }) => name).join(', ') })}`);
}

/**
 * Prints a line for each file once it is in the folder. Raises as `requestMeant`, and what looking and saving raise; with `--wait`
 * `request-over` where nothing can come any more.
 */
export async function receiveFiles(
  command: ReceiveCommand,
  { app, terminal, signal }: Pick<Serving, 'app' | 'terminal' | 'signal'>,
): Promise<number> {
  const { request, arrivals: before } = requestMeant(command.id, app);
  const folder = await app.prepareFolder(command.folder);
  const isHere = app.store.get().connections.some(({ id, kind }) => id === request.connectionId && kind === 'embedded');
  const tellOfOthers = tellsOfOthers(request, before, command.json, { app, terminal });
  const programs = runPrograms(command.exec, { json: command.json, terminal, signal });
  let isTold = false;
  const options = {
    folder,
    signal,
    waits: command.wait,
    onFound: async (found: readonly Arrival[]) => {
      isTold = (await tellOfOthers(found)) || isTold;
    },
    onSaved: (arrival: Arrival) => {
      const { path, name, requestId: REQUEST } = arrival;
      terminal.print(command.json ? fileJson(arrival) : (path ?? ''));
      programs.run({ name, variables: { PATH: path, NAME: name, REQUEST }, json: fileJson(arrival) });
    },
  };
  const look = async () => {
    try {
      return await app.receiveArrivals(request.id, options);
    } finally {
      await programs.ended();
    }
  };
  for (;;) {
    if (signal.aborted) return 130;
    const { saved, isOver } = await look();
    sayBare(saved, command, terminal);
    if (signal.aborted) return 130;
    if (saved.length > 0) return programs.ended();
    if (command.wait && isOver) throw new Failure('request-over');
    if (!command.wait) {
      if (!isTold && !command.json) terminal.say(`mayfly: ${hints.nothingCame}`);
      return 0;
    }
    await wait(isHere ? lookHereMs : lookMs, undefined, { signal }).catch(() => undefined);
  }
}

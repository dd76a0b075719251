// `mayfly request`, `requests` and `close`: a page where guests upload files, and what became of it.
import { words } from '../../../resources/words/messages';
import {
  arrivalPath,
  isDamaged,
  toldWay,
  wasAccepted,
  type Arrival,
  type FoundFileRequest,
} from '../../core/model/requests/file-request';
import { isSignedByIntake } from '../../core/model/requests/request-way';
import { reachOfUrl } from '../../core/model/host-reach';
import type { Common } from '../arguments/every-command';
import type { FileRequestCommand, RequestCommand } from '../arguments/file-request-command';
import { typedEnd } from '../arguments/share-arguments';
import { requestMeant } from '../arguments/typed-ids';
import { bytes, clockWords, table, timeLeft } from '../output/format';
import { columnsForCode } from '../output/draw-code';
import { endHint, untoldHint } from '../output/hints';
import { failureLine, iso, jsonLine } from '../output/output';
import { drawCodes } from './draw-codes';
import { refuseFirstBucket, serveLinks, type Serving } from './serve-links';
import { sayNotices } from './say-notices';
import { openNearby, sayNearby, staysNearby } from './open-on-network';
import { connectionNamed } from './connection-named';

const { columns: c, hints, requests: w } = words.terminal;
/** How often a command that serves its page looks at it; each request is looked at when it is its time. */
const upkeepEveryMs = 1_000;

/** Serves the page of a request of the bucket on this computer, looks after it meanwhile, and says what of that fails. */
async function serveRequest(endsAtMs: number, json: boolean, serving: Serving): Promise<number> {
  const { app, terminal } = serving;
  let round: Promise<void> | undefined;
  const upkeep = setInterval(() => {
    round ??= app.lookAfterRequests().finally(() => {
      round = undefined;
    });
  }, upkeepEveryMs);
  const endSaying = app.store.subscribe(['notices'], ({ notices }) => {
    const failed = notices.find(({ content }) => content.kind === 'failure');
    if (failed?.content.kind !== 'failure') return;
    app.dismissNotice(failed.id);
    terminal.say(failureLine(failed.content.failure, json));
  });
  try {
    return await serveLinks(endsAtMs, json, serving);
  } finally {
    clearInterval(upkeep);
    endSaying();
    await round;
  }
}

type Options = Parameters<Serving['app']['requestFiles']>[0];

const optionsOf = (command: RequestCommand, chosen: Pick<Options, 'connection'>): Options => {
  const { title = w.usualTitle, message, files, bytes: most, types, saveTo, mostLeaseSeconds } = command;
  return {
    title,
    isOnce: command.once,
    ...(command.door && { door: true }),
    ...(command.doorName !== undefined && { doorName: command.doorName }),
    ...(message !== undefined && { message }),
    ...typedEnd(command),
    ...(files !== undefined && { files }),
    ...(most !== undefined && { bytes: most }),
    ...(types !== undefined && { types }),
    ...(command.encrypt !== undefined && { encrypt: command.encrypt }),
    ...(mostLeaseSeconds !== undefined && { mostLeaseSeconds }),
    ...(saveTo !== undefined && { saveTo }),
    ...chosen,
  };
};

/** Prints the link. Raises `connection-unknown`, and what requesting raises. */
export async function runRequest(command: RequestCommand, serving: Serving): Promise<number> {
  const { app, terminal } = serving;
  const { connectionName, saveTo } = command;
  if (command.qr) columnsForCode(terminal);
  const nearby = command.nearby ? await openNearby(app) : undefined;
  const known = connectionNamed(connectionName, app);
  const choice = nearby ?? (known && { kind: 'known' as const, connectionId: known.id });
  if (command.noServe && choice === undefined) refuseFirstBucket(app);
  const chosen = choice === undefined ? {} : { connection: choice };
  const made = command.standing
    ? await app.standingRequest({ ...chosen, ...(saveTo !== undefined && { saveTo }) })
    : await app.requestFiles(optionsOf(command, chosen));
  const { request, url, expiresAtMs, endUntold, keptByStorage, doorId, doorFailure } = made;
  if (command.json) {
    terminal.print(
      jsonLine({
        id: request.id,
        url,
        ...(doorId !== undefined && { door: doorId }),
        expiresAt: iso(expiresAtMs),
        limitedBy: request.limitedBy,
        ...(endUntold && { endUntold }),
        way: toldWay(request),
        slots: request.files,
        limits: { files: request.files, bytes: request.bytes, types: request.types },
        ...(request.recipient !== undefined && { encrypted: true }),
        leaseSeconds: request.mostLeaseSeconds,
        keptByStorage,
      }),
    );
  } else {
    terminal.printExactly(url);
    if (request.limitedBy !== 'requested') terminal.say(endHint({ ...request, expiresAtMs }, serving.clock()));
    for (const hint of untoldHint([made])) terminal.say(hint);
    terminal.say(`mayfly: ${keptByStorage.includes('size') ? hints.keepsLimits : hints.checksSize}`);
    if (request.recipient !== undefined) terminal.say(`mayfly: ${hints.requestEncrypted}`);
    if (toldWay(request) === 'ask') terminal.say(`mayfly: ${hints.largeFilesAsk}`);
    if (command.doorName !== undefined) terminal.say(`mayfly: ${hints.doorGuessable}`);
    if (reachOfUrl(url) === 'loopback') terminal.say(`mayfly: ${words.terminal.onNetwork.opensHere}`);
  }
  if (doorFailure !== undefined) app.tell({ kind: 'failure', failure: doorFailure });
  let exitCode = sayNotices({ ...command, quiet: false }, app, terminal);
  if (command.nearby) sayNearby(command, app, terminal);
  const drawsCode = command.qr || (command.nearby && terminal.interactive && !command.json);
  if (drawsCode) {
    const drawn = await drawCodes([url], serving);
    exitCode ||= drawn;
  }
  const stays = app.servesBucket() || staysNearby(command, app);
  return exitCode === 0 && stays ? serveRequest(expiresAtMs, command.json, serving) : exitCode;
}

const arrivalJson = (arrival: Arrival) => {
  const { name, folder, folderLost, sizeBytes, sha256, sender, note, arrivedAtMs, state, refusal, path } = arrival;
  return {
    name,
    ...(folder !== undefined && { folder }),
    ...(folderLost === true && { folderLost }),
    sizeBytes,
    ...(sha256 !== undefined && { sha256 }),
    ...(sender !== undefined && { sender }),
    ...(note !== undefined && { note }),
    arrivedAt: iso(arrivedAtMs),
    state,
    ...(isDamaged(arrival) && { damaged: true }),
    ...(refusal !== undefined && { refusal }),
    ...(path !== undefined && { path }),
  };
};

const requestJson = ({ request, state, arrivals, isReplaced }: FoundFileRequest) => ({
  id: request.id,
  title: request.title,
  state,
  ...(isReplaced === true && { replaced: true }),
  arrived: arrivals.filter(wasAccepted).length,
  createdAt: iso(request.createdAtMs),
  expiresAt: iso(request.expiresAtMs),
  way: toldWay(request),
  limits: { files: request.files, bytes: request.bytes, types: request.types },
  ...(request.recipient !== undefined && { encrypted: true }),
  leaseSeconds: request.mostLeaseSeconds,
  ...(request.saveTo !== undefined && { saveTo: request.saveTo }),
});

const stateWords = ({ request, state, isReplaced }: FoundFileRequest, nowMs: number): string =>
  isReplaced === true
    ? w.replaced
    : state === 'open'
      ? w.open({ duration: timeLeft((request.expiresAtMs - nowMs) / 1_000) })
      : w[state];

/** Prints all requests, or one with its files. Raises as `requestMeant`. */
export function listRequests(
  { id, json }: FileRequestCommand & { kind: 'requests' },
  { app, terminal, clock }: Serving,
): number {
  const found = id === undefined ? app.fileRequests() : [requestMeant(id, app)];
  if (json) {
    for (const one of found) {
      const files = id === undefined ? {} : { files: one.arrivals.map(arrivalJson) };
      terminal.print(jsonLine({ ...requestJson(one), ...files }));
    }
    return 0;
  }
  if (found.length === 0) {
    terminal.say(`mayfly: ${hints.noRequests}`);
    return 0;
  }
  const rows = found.map((one) => {
    const arrived = one.arrivals.filter(wasAccepted).length;
    const { request } = one;
    return [request.id, stateWords(one, clock()), w.arrivedOf({ arrived, files: request.files }), request.title];
  });
  terminal.print(table([[c.id, c.state, c.arrived, c.name], ...rows]));
  const files = id === undefined ? [] : found.flatMap(({ arrivals }) => arrivals);
  if (files.length > 0) {
    const lines = files.map((arrival) => {
      const { state, sizeBytes, sender = '', folderLost } = arrival;
      const name = arrivalPath(arrival);
      const shown = folderLost === true ? w.bareFile({ name }) : name;
      return [w.files[isDamaged(arrival) ? 'damaged' : state], bytes(sizeBytes), sender, shown];
    });
    terminal.print(['', ...table([[c.state, c.size, w.from, c.file], ...lines])]);
  }
  if (found.some(({ state }) => state === 'open')) terminal.say(`mayfly: ${hints.requestsAsSeen}`);
  return 0;
}

/** Raises as `requestMeant`, and what closing raises. */
export async function closeRequest(
  { id, json }: { readonly id: string } & Common,
  { app, terminal, clock }: Serving,
): Promise<number> {
  const { request } = requestMeant(id, app);
  const door = app.doorTo(request.id);
  const { worksUntilMs } = await app.closeFileRequest(request.id);
  const until = { clock: clockWords(worksUntilMs, clock()) };
  terminal.print(
    json
      ? jsonLine({ id: request.id, closed: true, worksUntil: iso(worksUntilMs) })
      : worksUntilMs > clock()
        ? w.closedUntil(until)
        : w.closedNow,
  );
  if (!json && door !== undefined) terminal.print(w.closedDoor({ address: door.address }));
  const connection = app.store.get().connections.find((one) => one.id === request.connectionId);
  const isByIntake = connection !== undefined && isSignedByIntake(connection, request.folder);
  if (!json && isByIntake && worksUntilMs > clock()) terminal.print(w.closedByIntake);
  return 0;
}

// File requests as the window sees them: without keys, ETags and links.
import { dirname } from 'node:path';
import type { DoorView } from '../../preload/views/door-view';
import type {
  ArrivalView,
  FileRequestDetailsView,
  FileRequestView,
  RequestWayView,
} from '../../preload/views/file-request-views';
import { endpointHost, type Connection } from '../core/model/connection';
import { shownConnectionName } from '../core/model/connection-name';
import { Failure } from '../core/model/failure';
import { naturalOrder } from '../core/model/file-name';
import {
  arrivalPath,
  fileRequestState,
  isDamaged,
  type Arrival,
  type FileRequestRow,
  type FoundFileRequest,
  type SavingArrivals,
} from '../core/model/requests/file-request';
import { refusalFor } from '../core/model/policy/organisation-rule';
import { visibleLine, visibleText } from '../core/model/visible-text';
import { keptFor, wayOf } from '../core/model/requests/request-way';
import { isSafeToOpen } from '../core/model/requests/safe-to-open';
import type { AppState } from '../core/state/rules/app-state';
import { reachOfRow } from '../core/model/nearby/row-reach';
import { nearbyView } from './reach-view';
import { failureView } from './failure-view';
import { longestExpiry } from './longest-expiry';
import { omitUndefined } from './omit-undefined';

export function requestWayView(connection: Connection): RequestWayView {
  const refusal = refusalFor(connection, 'fileRequests');
  if (refusal !== undefined) return { kind: 'none', failure: failureView(refusal) };
  const found = wayOf(connection);
  if (found.way !== undefined) return { kind: found.way, asks: found.asks, keptByStorage: found.keptByStorage };
  if (found.why === 'unexamined') return { kind: 'unexamined' };
  const connectionName = shownConnectionName(connection);
  return { kind: 'none', failure: failureView(new Failure('request-unsafe', { connectionName })) };
}

interface RequestFacts {
  /** Unix ms on the server's clock. */
  readonly nowMs: number;
  /** Server's clock minus this computer's clock, ms. */
  readonly clockOffsetMs: number;
}

const savingView = ({ files, savedFiles, bytes, savedBytes }: SavingArrivals) => ({
  files,
  savedFiles,
  bytes,
  savedBytes,
});

export function fileRequestView(
  { request, counts, isReplaced }: FileRequestRow,
  connection: Connection | undefined,
  saving: SavingArrivals | undefined,
  { nowMs, clockOffsetMs }: RequestFacts,
  reach: AppState['reach'],
  doorAddress?: string,
): FileRequestView {
  const { id, title, folder, files, bytes, types, isOnce, message, saveTo, closedAtMs } = request;
  const proven = connection === undefined ? undefined : wayOf(connection, folder);
  return {
    id,
    title: visibleLine(title),
    ...(message !== undefined && { message: visibleText(message) }),
    state: fileRequestState(request, counts.accepted, nowMs),
    asks: request.asks,
    keptByStorage:
      connection === undefined || proven?.way === undefined ? [] : keptFor(connection, proven.keptByStorage, bytes),
    files,
    bytes,
    types,
    isOnce,
    isEncrypted: request.recipient !== undefined,
    mostLeaseSeconds: request.mostLeaseSeconds,
    ...(doorAddress !== undefined && { doorAddress }),
    ...(isReplaced === true && { isReplaced }),
    ...(saveTo !== undefined && { folder: visibleLine(saveTo) }),
    createdAtMs: request.createdAtMs - clockOffsetMs,
    expiresAtMs: request.expiresAtMs - clockOffsetMs,
    ...longestExpiry(request, connection),
    ...(closedAtMs !== undefined && { closedAtMs: closedAtMs - clockOffsetMs }),
    slotsEndAtMs: request.leaseEndsAtMs - clockOffsetMs,
    connectionName: connection === undefined ? '' : shownConnectionName(connection),
    reach: reachOfRow(request, connection, reach),
    ...nearbyView(request, connection, reach),
    arrived: counts.accepted,
    waiting: counts.waiting,
    saved: counts.saved,
    refused: counts.refused,
    arrivedBytes: counts.bytes,
    ...(saving !== undefined && { saving: savingView(saving) }),
  };
}

function arrivalView(arrival: Arrival, clockOffsetMs: number): ArrivalView {
  const { slot, sizeBytes, state, refusal, sender, note, sha256, path } = arrival;
  // Before it is saved the row has the name that it is to get.
  const isHere = path !== undefined && (state === 'saved' || state === 'deleted');
  return {
    slot,
    name: visibleLine(arrivalPath(arrival)),
    ...(arrival.folderLost === true && { folderLost: true }),
    sizeBytes,
    state,
    arrivedAtMs: arrival.arrivedAtMs - clockOffsetMs,
    ...omitUndefined({ refusal, sha256: isHere ? sha256 : undefined }),
    ...(sender !== undefined && { sender: visibleLine(sender) }),
    ...(note !== undefined && { note: visibleText(note) }),
    ...(isHere && { path: visibleLine(dirname(path)) }),
    isDamaged: isDamaged(arrival),
    canOpen: isHere && isSafeToOpen(path),
  };
}

export const fileRequestDetailsView = (
  { request, arrivals }: FoundFileRequest,
  clockOffsetMs: number,
  door: DoorView | undefined,
): FileRequestDetailsView => ({
  host: endpointHost(request.endpoint),
  bucket: request.bucket,
  ...(door !== undefined && { door }),
  arrivals: arrivals.map((arrival) => arrivalView(arrival, clockOffsetMs)).toSorted(newestFirst),
});

const minuteOf = ({ arrivedAtMs }: ArrivalView): number => Math.floor(arrivedAtMs / 60_000);

/** By the minutes that the list shows: a guest's browser sends several files at once, and people look for them by name. */
const newestFirst = (a: ArrivalView, b: ArrivalView): number =>
  minuteOf(b) - minuteOf(a) || naturalOrder(a.name, b.name) || b.slot - a.slot;

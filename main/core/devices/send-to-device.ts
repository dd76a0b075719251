// Sends files to a device: found by its name or typed by its address, known by its certificate, asked first, two files at a time.
import { setTimeout as wait } from 'node:timers/promises';
import { createThrottle } from '../async/throttle';
import type { Device, DevicePlace } from '../model/devices/device';
import { mostOfferedFiles } from '../model/devices/device';
import { eachOnce } from '../model/given-file';
import { bytesOf, type SendingFiles } from '../model/devices/nearby';
import { asFailure, Failure } from '../model/failure';
import { checkOffer } from '../model/policy/policy';
import type { DeviceConnection } from '../ports/localsend';
import type { FoundFile } from '../ports/files';
import { mostNearbyRows, sendingForgotten, sendingIs } from '../state/state';
import type { DevicesContext, Sending } from './devices-context';
import { paths } from './discovery';
import { offerFailure } from './rules/device-answers';
import { named, ownInfo, reach, remember } from './reach-device';
import { offerOf } from './rules/own-info';
import { sendFiles, type FileToSend } from './send-files';

export interface SendOptions {
  /** Of the device, as the state has it, or where it was typed. */
  readonly to: Device | Omit<DevicePlace, 'scheme'>;
  /** Absolute. */
  readonly paths: readonly string[];
  readonly pin?: string;
  readonly signal?: AbortSignal;
}

export interface SentToDevice {
  readonly alias: string;
  readonly fileCount: number;
  /** Fewer where the device did not want all. */
  readonly sentCount: number;
  readonly sizeBytes: number;
}

/** The person there decides; the app waits as long as it takes. */
const decideMs = 10 * 60_000;
const cancelMs = 2_000;
const showEveryMs = 200;

/** Raises as `FileSource.find`, `cancelled` for a link that was not to be followed, `bad-request` for too many. */
async function find({ ports }: DevicesContext, given: readonly string[]): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  for (const path of given) {
    const found = await ports.files.find(path);
    const { linkTarget: target } = found;
    if (target !== undefined && !(await ports.mayFollow([{ name: path, target }]))) throw new Failure('cancelled');
    const [refused] = found.refused;
    if (refused !== undefined) throw refused.failure;
    files.push(...found.files);
    if (files.length > mostOfferedFiles)
      throw new Failure('bad-request', { reason: 'a device takes at most 10,000 files at once' });
  }
  return eachOnce(files);
}

const queryOf = (values: Readonly<Record<string, string>>): string => `?${new URLSearchParams(values).toString()}`;

/** Tells the device that nothing more comes. Never raises. */
async function tellCancelled(connection: DeviceConnection, sessionId: string | undefined): Promise<void> {
  const query = sessionId === undefined ? '' : queryOf({ sessionId });
  await connection.ask(`${paths.cancel}${query}`, undefined, { timeoutMs: cancelMs }).catch(() => undefined);
}

/**
 * Sends the files of these paths; a row of the state has the progress, and keeps a failure. Raises `device-*`, `cancelled`, `set-by-organisation`, `policy-unreadable`, and what reading the files
 * raises.
 */
export async function sendToDevice(context: DevicesContext, options: SendOptions): Promise<SentToDevice> {
  const { store, ports } = context;
  checkOffer(ports.policy.now(), 'network');
  const id = ports.newId();
  const end = new AbortController();
  const given = options.signal;
  const stop = () => end.abort();
  given?.addEventListener('abort', stop, { once: true });
  if (given?.aborted === true) stop();
  const sending: Sending = { end, host: options.to.host };
  context.sending.set(id, sending);
  context.sentBefore.set(id, { to: options.to, paths: options.paths });
  const [oldest] = context.sentBefore.keys();
  if (context.sentBefore.size > mostNearbyRows && oldest !== undefined) context.sentBefore.delete(oldest);
  let row: SendingFiles = { ...emptyRow, id, alias: 'alias' in options.to ? options.to.alias : options.to.host };
  const throttle = createThrottle(showEveryMs, () => store.apply(sendingIs(row)));
  const change = (part: Partial<SendingFiles>, isNow = false) => {
    row = { ...row, ...part };
    if (isNow) throttle.cancel();
    if (isNow) store.apply(sendingIs(row));
    else throttle.request();
  };
  try {
    const found = await find(context, options.paths);
    const [first, second] = found;
    const name = second === undefined ? first?.name : undefined;
    const facts = { fileCount: found.length, sizeBytes: bytesOf(found.map(({ snapshot }) => snapshot)) };
    change({ ...facts, ...(name !== undefined && { name }) }, true);
    const sentCount = await offerAndSend(context, { ...options, signal: end.signal }, found, sending, change);
    change({ phase: 'sent', sentCount, bytesPerSecond: 0 }, true);
    return { alias: row.alias, fileCount: row.fileCount, sentCount, sizeBytes: row.sizeBytes };
  } catch (error) {
    const raised = named(asFailure(error), { deviceName: row.alias });
    const failure = sending.cutOff === true ? new Failure('device-cut-off', { deviceName: row.alias }) : raised;
    throttle.cancel();
    if (failure.code === 'cancelled') store.apply(sendingForgotten(id));
    else change({ phase: 'failed', failure, bytesPerSecond: 0 }, true);
    throw failure;
  } finally {
    throttle.cancel();
    given?.removeEventListener('abort', stop);
    context.sending.delete(id);
  }
}

const emptyRow = {
  phase: 'reaching',
  isPlain: false,
  fileCount: 0,
  sentCount: 0,
  sizeBytes: 0,
  sentBytes: 0,
  bytesPerSecond: 0,
} as const;

type Change = (part: Partial<SendingFiles>, isNow?: boolean) => void;

async function offerAndSend(
  context: DevicesContext,
  options: SendOptions,
  found: readonly FoundFile[],
  sending: Sending,
  change: Change,
): Promise<number> {
  const { ports } = context;
  const { pin } = options;
  const { signal } = sending.end;
  const own = await ownInfo(context);
  const { alias, fingerprint, scheme, connection } = await reach(context, { ...options, signal }, own);
  change({ alias, isPlain: scheme === 'http' }, true);
  const files = found.map((file, index): FileToSend => {
    const type = ports.contentTypeOf(file.name);
    return { ...file, id: `f${index}`, ...(type !== undefined && { type }) };
  });
  let sessionId: string | undefined;
  try {
    const offered = files.map(({ id, name, snapshot, type }) => ({
      id,
      name,
      path: name,
      folders: [],
      sizeBytes: snapshot.sizeBytes,
      ...(type !== undefined && { type }),
    }));
    const query = pin === undefined ? '' : queryOf({ pin });
    const limits = { signal, timeoutMs: decideMs, onReached: () => change({ phase: 'asking' }, true) };
    const answer = await connection.ask(`${paths.prepare}${query}`, offerOf(own, offered), limits);
    const failure = offerFailure(answer.status, pin !== undefined, { deviceName: alias });
    if (failure !== undefined) throw failure;
    remember(context, { alias, fingerprint, scheme });
    if (answer.status === 204) return 0;
    const { readAccepted } = await import('./rules/device-json');
    const accepted = readAccepted(answer.text);
    if (accepted === undefined) throw new Failure('device-failed', { deviceName: alias });
    ({ sessionId } = accepted);
    sending.sessionId = sessionId;
    change({ phase: 'sending' }, true);
    const wanted = files.filter(({ id }) => Object.hasOwn(accepted.tokens, id));
    await sendFiles(context, connection, wanted, accepted, { signal, alias }, change);
    return wanted.length;
  } catch (error) {
    if (signal.aborted || sessionId !== undefined)
      await Promise.race([tellCancelled(connection, sessionId), wait(cancelMs)]);
    throw error;
  } finally {
    connection.close();
  }
}

/** Sends what a row was about, in a row of its own. Raises `offer-gone` where nobody knows any more, and as `sendToDevice`. */
export async function sendAgain(
  context: DevicesContext,
  id: string,
  { pin }: Pick<SendOptions, 'pin'> = {},
): Promise<SentToDevice> {
  const before = context.sentBefore.get(id);
  if (before === undefined) throw new Failure('offer-gone');
  forgetSending(context, id);
  return sendToDevice(context, { ...before, ...(pin !== undefined && { pin }) });
}

function forgetSending({ store, sentBefore }: DevicesContext, id: string): void {
  sentBefore.delete(id);
  store.apply(sendingForgotten(id));
}

/** Ends what is being sent; a row that has ended is forgotten. */
export function cancelSending(context: DevicesContext, id: string): void {
  const running = context.sending.get(id);
  if (running === undefined) forgetSending(context, id);
  else running.end.abort();
}

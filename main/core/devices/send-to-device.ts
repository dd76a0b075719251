// Sends files to a device: found by its name or typed by its address, known by its certificate, asked first, two files at a time.
import { setTimeout as wait } from 'node:timers/promises';
import { createThrottle } from '../async/throttle';
import type { Device, DevicePlace } from '../model/devices/device';
import { mostOfferedFiles } from '../model/devices/device';
import { bytesOf, type SendingFiles } from '../model/devices/nearby';
import { asFailure, Failure, type FailureDetail } from '../model/failure';
import type { DeviceConnection } from '../ports/localsend';
import type { FoundFile } from '../ports/files';
import { sendingForgotten, sendingIs } from '../state/state';
import type { DevicesContext, Sending } from './devices-context';
import { paths } from './discovery';
import { ownIdentity } from './own-identity';
import { offerFailure } from './rules/device-answers';
import { isChanged, readRemembered, remembered, rememberedText } from './rules/known-devices';
import { offerOf, registrationOf, type OwnInfo } from './rules/own-info';
import { localSendPort } from '../model/devices/device';
import { sendFiles, type FileToSend } from './send-files';

export interface SendWish {
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

/** In the ledger: the devices that files went to. */
const rememberedValue = 'nearby-devices';
/** The person there decides; the app waits as long as it takes. */
const decideMs = 10 * 60_000;
const registerMs = 5_000;
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
  return files;
}

/** Who answers at a typed address: by https, else by http. Its certificate is that of all requests that follow. */
async function meet(
  context: DevicesContext,
  { host, port }: Omit<DevicePlace, 'scheme'>,
  own: OwnInfo,
  signal?: AbortSignal,
) {
  const { readInfo } = await import('./rules/device-json');
  let failure: Failure | undefined;
  for (const scheme of ['https', 'http'] as const) {
    const connection = await context.ports.localSend.connect({ host, port, scheme }, await ownIdentity(context));
    try {
      const limits = { timeoutMs: registerMs, ...(signal && { signal }) };
      const { status, text } = await connection.ask(paths.register, registrationOf(own), limits);
      const info = status === 200 ? readInfo(text) : undefined;
      if (info !== undefined)
        return { alias: info.alias, fingerprint: connection.shown() ?? info.fingerprint, connection };
      failure ??= new Failure('device-unreachable');
    } catch (error) {
      failure ??= asFailure(error);
    }
    connection.close();
    if (failure.code === 'cancelled') break;
  }
  throw named(failure ?? new Failure('device-unreachable'), { deviceName: host });
}

const named = ({ code, detail, cause }: Failure, more: FailureDetail): Failure =>
  new Failure(code, { ...more, ...detail }, cause);

/** Raises `device-changed` for one that has the name of a device that files went to, and another certificate. A typed address is trusted. */
async function reach(context: DevicesContext, { to, signal }: SendWish, own: OwnInfo) {
  const { ports } = context;
  if (!('fingerprint' in to)) return meet(context, to, own, signal);
  const { alias, fingerprint, scheme } = to;
  if (scheme === 'https' && isChanged(readRemembered(ports.ledger.value(rememberedValue)), to)) {
    throw new Failure('device-changed', { deviceName: alias });
  }
  const connection = await ports.localSend.connect(
    to,
    await ownIdentity(context),
    scheme === 'https' ? fingerprint : undefined,
  );
  return { alias, fingerprint, connection };
}

function remember(
  { ports: { ledger } }: DevicesContext,
  device: { readonly alias: string; readonly fingerprint: string },
): void {
  ledger.saveValue(rememberedValue, rememberedText(remembered(readRemembered(ledger.value(rememberedValue)), device)));
}

/** The name of this computer, also while no device finds it: the port is one where nobody answers then. */
async function ownInfo(context: DevicesContext): Promise<OwnInfo> {
  const { now, ports } = context;
  if (now.running !== undefined) return now.running.own;
  const { fingerprint } = await ownIdentity(context);
  return {
    alias: ports.localSend.ownName() || 'Mayfly',
    kind: 'desktop',
    fingerprint,
    port: localSendPort,
    scheme: 'https',
  };
}

const queryOf = (values: Readonly<Record<string, string>>): string => `?${new URLSearchParams(values).toString()}`;

/** Tells the device that nothing more comes. Never raises. */
async function tellCancelled(connection: DeviceConnection, sessionId: string | undefined): Promise<void> {
  const query = sessionId === undefined ? '' : queryOf({ sessionId });
  await connection.ask(`${paths.cancel}${query}`, undefined, { timeoutMs: cancelMs }).catch(() => undefined);
}

/**
 * Sends the files of these paths; a row of the state has the progress, and keeps a failure. Raises `device-*`, `cancelled`, and what reading the files
 * raises.
 */
export async function sendToDevice(context: DevicesContext, wish: SendWish): Promise<SentToDevice> {
  const { store, ports } = context;
  const id = ports.newId();
  const end = new AbortController();
  const given = wish.signal;
  const stop = () => end.abort();
  given?.addEventListener('abort', stop, { once: true });
  if (given?.aborted === true) stop();
  const sending: Sending = { end, host: wish.to.host };
  context.sending.set(id, sending);
  let row: SendingFiles = { ...emptyRow, id, alias: 'alias' in wish.to ? wish.to.alias : wish.to.host };
  const throttle = createThrottle(showEveryMs, () => store.apply(sendingIs(row)));
  const change = (part: Partial<SendingFiles>, isNow = false) => {
    row = { ...row, ...part };
    if (isNow) throttle.cancel();
    if (isNow) store.apply(sendingIs(row));
    else throttle.request();
  };
  try {
    const found = await find(context, wish.paths);
    const [first, second] = found;
    const name = second === undefined ? first?.name : undefined;
    const facts = { fileCount: found.length, sizeBytes: bytesOf(found.map(({ snapshot }) => snapshot)) };
    change({ ...facts, ...(name !== undefined && { name }) }, true);
    const sentCount = await offerAndSend(context, { ...wish, signal: end.signal }, found, sending, change);
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
  phase: 'asking',
  fileCount: 0,
  sentCount: 0,
  sizeBytes: 0,
  sentBytes: 0,
  bytesPerSecond: 0,
} as const;

type Change = (part: Partial<SendingFiles>, isNow?: boolean) => void;

async function offerAndSend(
  context: DevicesContext,
  wish: SendWish,
  found: readonly FoundFile[],
  sending: Sending,
  change: Change,
): Promise<number> {
  const { ports } = context;
  const { pin } = wish;
  const { signal } = sending.end;
  const own = await ownInfo(context);
  const { alias, fingerprint, connection } = await reach(context, { ...wish, signal }, own);
  change({ alias }, true);
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
    const limits = { signal, timeoutMs: decideMs };
    const answer = await connection.ask(`${paths.prepare}${query}`, offerOf(own, offered), limits);
    const failure = offerFailure(answer.status, pin !== undefined, { deviceName: alias });
    if (failure !== undefined) throw failure;
    remember(context, { alias, fingerprint });
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

/** Ends what is being sent; a row that has ended is forgotten. */
export function cancelSending({ sending, store }: DevicesContext, id: string): void {
  const running = sending.get(id);
  if (running === undefined) store.apply(sendingForgotten(id));
  else running.end.abort();
}

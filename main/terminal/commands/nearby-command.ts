// `mayfly nearby`: this computer is found by LocalSend's apps and receives from them, until it is interrupted; or it shows who is near.
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { words } from '../../../resources/words/messages';
import { hostOf } from '../../core/model/devices/plain-address';
import type { Device, Offer } from '../../core/model/devices/device';
import type { ReceivedFile, ReceivedFromDevice } from '../../core/model/devices/nearby';
import { Failure } from '../../core/model/failure';
import type { NearbyCommand } from '../arguments/nearby-command';
import { ask } from '../output/ask';
import { bytes, clockWords, table } from '../output/format';
import { iso, jsonLine, type Terminal } from '../output/output';
import { readPin } from '../output/read-secret-lines';
import type { Serving } from './serve-links';

const w = words.terminal.nearby;

/** Devices answer the three announcements of 2.6 seconds. */
const listMs = 4_000;
const namesShown = 5;

export interface Nearby extends Pick<Serving, 'app' | 'terminal' | 'signal' | 'clock'> {
  /** The user's home folder, absolute. */
  readonly home: string;
}

const fileJson = ({ name, path, sizeBytes, sha256 }: ReceivedFile, sender: string): string =>
  jsonLine({ name, sizeBytes, sha256, sender, path });

const deviceJson = ({ alias: name, host: address, port, scheme, kind, model, version, fingerprint }: Device) => ({
  name,
  address,
  port,
  protocol: scheme,
  kind,
  ...(model !== undefined && { model }),
  version,
  fingerprint,
});

/** `192.168.0.7`, and with its port where that is another than usual. */
const addressOf = ({ host, port }: Device): string => (port === 53_317 ? host : `${hostOf(host)}:${port}`);

/** Raises `nearby-unavailable`. */
async function listDevices(
  { json, addresses }: NearbyCommand,
  { app, terminal, signal, home }: Nearby,
): Promise<number> {
  await app.startDevices({
    folder: home,
    accepts: 'none',
    ...(addresses !== undefined && { addresses }),
  });
  await Promise.race([app.findDevices(listMs), aborted(signal)]);
  if (signal.aborted) return 130;
  const { devices } = app.store.get().nearby;
  if (json) terminal.print(jsonLine(devices.map(deviceJson)));
  else if (devices.length === 0) terminal.say(`mayfly: ${w.nobody}`);
  else {
    const rows = devices.map((device) => [device.alias, addressOf(device), device.model ?? device.kind]);
    terminal.print(table([[w.columns.name, w.columns.address, w.columns.kind], ...rows]));
  }
  return 0;
}

/** Prints the list of what devices sent, as this computer remembers it. */
async function listReceived({ json }: NearbyCommand, { app, terminal, clock }: Nearby): Promise<number> {
  const sessions = await app.receivedSessions();
  if (json) {
    for (const { id, alias: sender, atMs, folder, missingCount: missing } of sessions) {
      const files = await app.receivedFiles(id);
      terminal.print(jsonLine({ id, sender, receivedAt: iso(atMs), folder, missing, files }));
    }
  } else if (sessions.length === 0) terminal.say(`mayfly: ${w.nothingReceived}`);
  else {
    const { received, from, files, size, folder } = w.columns;
    const rows = sessions.map((one) => [
      clockWords(one.atMs, clock()),
      one.alias,
      one.name ?? w.fileCount({ count: one.fileCount }),
      bytes(one.sizeBytes),
      one.folder,
    ]);
    terminal.print(table([[received, from, files, size, folder], ...rows]));
  }
  return 0;
}

const aborted = (signal: AbortSignal): Promise<unknown> =>
  wait(2 ** 31 - 1, undefined, { signal, ref: false }).catch(() => undefined);

function offerLine({ sender: { alias }, from, files, text, sizeBytes }: Offer): string {
  const facts = { alias, address: from, size: bytes(sizeBytes) };
  if (text !== undefined) return w.offeredText(facts);
  const some = files.slice(0, namesShown).map(({ folders, name }) => [...folders, name].join('/'));
  const names = some.join(', ');
  const more = files.length - some.length;
  return w.offered({ ...facts, count: files.length, names: more === 0 ? names : w.more({ names, count: more }) });
}

/** Asks about each offer in turn. Gives the function that ends it. */
function askAboutOffers({ app, terminal }: Pick<Nearby, 'app' | 'terminal'>): () => void {
  let asked: string | undefined;
  const askAbout = async (offer: Offer) => {
    terminal.say(offerLine(offer));
    const isTaken = (await ask(`${w.ask} `)).toLowerCase() === 'yes';
    await (isTaken ? app.acceptOffer(offer.id) : app.declineOffer(offer.id)).catch((error: unknown) => {
      // Its sender has gone, or the time is over.
      if (!(error instanceof Failure && error.code === 'offer-gone')) throw error;
    });
  };
  return app.store.subscribe(['nearby'], ({ nearby: { offer } }) => {
    if (offer === undefined || offer.id === asked) return;
    asked = offer.id;
    void askAbout(offer);
  });
}

function sayEnded({ alias, files, missingCount }: ReceivedFromDevice, terminal: Terminal): void {
  if (files.length > 0) terminal.say(`mayfly: ${w.received({ count: files.length, alias })}`);
  if (missingCount > 0) terminal.say(`mayfly: ${w.missing({ count: missingCount, alias })}`);
}

/** Prints a line for each file once it is in the folder; gives the exit code. Raises `nearby-unavailable`, `bad-request`. */
export async function runNearby(command: NearbyCommand, run: Nearby): Promise<number> {
  if (command.list) return listDevices(command, run);
  if (command.received) return listReceived(command, run);
  const { app, terminal, signal, home } = run;
  const { json, accept, alias } = command;
  const mayAsk = process.stdin.isTTY && !json && !command.pinFromInput;
  if (!accept && !mayAsk)
    throw new Failure('bad-request', { reason: 'nobody can be asked here: pass --accept, or run it in a terminal' });
  const pin = command.pinFromInput ? await readPin(terminal) : command.pin;
  const folder = resolve(command.folder ?? join(home, 'Downloads', 'Mayfly'));
  await app.startDevices({
    folder,
    ...(command.addresses !== undefined && { addresses: command.addresses }),
    accepts: accept ? 'all' : 'ask',
    ...(alias !== undefined && { alias }),
    ...(pin !== undefined && { pin }),
    onSaved: (file, sender) => terminal.print(json ? fileJson(file, sender) : file.path),
    onEnded: (received) => {
      if (!json) sayEnded(received, terminal);
    },
  });
  const { serving } = app.store.get().nearby;
  if (serving !== undefined) {
    const { alias: name, addresses, port, isHeard } = serving;
    const said = w.found({ alias: name, addresses: addresses.join(', '), port: String(port), folder });
    terminal.say(json ? jsonLine({ nearby: { name, addresses, port, folder } }) : `mayfly: ${said}`);
    if (!isHeard && !json) terminal.say(`mayfly: ${w.notHeard}`);
  }
  const endAsking = accept ? () => undefined : askAboutOffers(run);
  await aborted(AbortSignal.any([signal, terminal.lost]));
  endAsking();
  await app.stopDevices();
  return 130;
}

// `mayfly share FILE --to DEVICE`: sends files to a device nearby by LocalSend; no link is made.
import { resolve } from 'node:path';
import { words } from '../../../resources/words/messages';
import { createThrottle } from '../../core/async/throttle';
import { readAddress } from '../../core/model/devices/plain-address';
import { asFailure, type Failure } from '../../core/model/failure';
import type { SendingFiles } from '../../core/model/devices/nearby';
import { secondsLeft } from '../../core/uploads/rules/progress';
import type { ShareToCommand } from '../arguments/nearby-command';
import { bytes, duration } from '../output/format';
import { jsonLine } from '../output/output';
import { readPin } from '../output/read-secret-lines';
import type { Nearby } from './nearby-command';

const w = words.terminal.nearby;
const p = words.terminal.progress;
const findMs = 6_000;
const progressEveryMs = 100;
/** As a device counts them. */
const pinTries = 3;

function progressLine({ name, fileCount, sizeBytes, sentBytes, bytesPerSecond }: SendingFiles): string {
  const left = secondsLeft(sizeBytes, sentBytes, bytesPerSecond);
  const what = name ?? p.files({ count: fileCount });
  const percent = sizeBytes === 0 ? 0 : Math.floor((100 * sentBytes) / sizeBytes);
  return [
    p.done({ what, percent, size: bytes(sizeBytes) }),
    ...(bytesPerSecond > 0 ? [p.rate({ bytes: bytes(bytesPerSecond) })] : []),
    ...(left === undefined ? [] : [p.left({ duration: duration(left) })]),
  ].join(', ');
}

/** Gives the function that ends it. */
function showProgress({ app, terminal }: Pick<Nearby, 'app' | 'terminal'>): () => void {
  let isAsked = false;
  const show = () => {
    const [row] = app.store.get().nearby.sending;
    if (row?.phase === 'sending') terminal.progress(progressLine(row));
  };
  const throttle = createThrottle(progressEveryMs, show);
  const unsubscribe = app.store.subscribe(['nearby'], ({ nearby: { sending } }) => {
    const [row] = sending;
    if (row?.phase === 'asking' && !isAsked) {
      isAsked = true;
      if (row.isPlain) terminal.say(`mayfly: ${w.plain({ alias: row.alias })}`);
      terminal.say(`mayfly: ${w.waits({ alias: row.alias })}`);
    }
    throttle.request();
  });
  return () => {
    unsubscribe();
    throttle.cancel();
    terminal.progress('');
  };
}

const wantsPin = ({ code }: Failure): boolean => code === 'device-pin-needed' || code === 'device-pin-wrong';

/** Raises `device-*`, `nearby-unavailable`, `cancelled`, and what reading the files raises. */
export async function shareTo(command: ShareToCommand, run: Nearby): Promise<number> {
  const { app, terminal, signal, home } = run;
  const { to: typed, json, quiet } = command;
  let pin = command.pinFromInput ? await readPin(terminal) : undefined;
  const address = readAddress(typed);
  if (address === undefined) {
    const { addresses } = command;
    await app.startDevices({ folder: home, accepts: 'none', ...(addresses !== undefined && { addresses }) });
  }
  const to = address ?? (await app.findDeviceNamed(typed, findMs));
  const paths = command.paths.map((path) => resolve(path));
  const endProgress = json || quiet ? () => undefined : showProgress(run);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const options = { to, paths, signal, ...(pin !== undefined && { pin }) };
      try {
        const { alias, fileCount, sentCount, sizeBytes } = await app.sendToDevice(options);
        if (json) terminal.print(jsonLine({ device: alias, files: fileCount, sent: sentCount, sizeBytes }));
        else if (!quiet) {
          terminal.say(`mayfly: ${w.sent({ count: sentCount, size: bytes(sizeBytes), alias })}`);
          const unwanted = fileCount - sentCount;
          if (unwanted > 0) terminal.say(`mayfly: ${w.unwanted({ count: unwanted, alias })}`);
        }
        return 0;
      } catch (error) {
        const mayAsk = process.stdin.isTTY && !json && attempt < pinTries;
        if (!mayAsk || !wantsPin(asFailure(error))) throw error;
        pin = await readPin(terminal);
      }
    }
  } finally {
    endProgress();
  }
}

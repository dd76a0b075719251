// The files of an accepted offer, two at a time; the first that fails ends the others.
import { forEachLimited } from '../async/for-each-limited';
import type { SendingFiles } from '../model/devices/nearby';
import { givenOf } from '../model/given-file';
import { Failure } from '../model/failure';
import type { FoundFile } from '../ports/files';
import type { DeviceConnection } from '../ports/localsend';
import { advance, noProgress } from '../uploads/rules/progress';
import type { DevicesContext } from './devices-context';
import { paths } from './discovery';
import { uploadFailure } from './rules/device-answers';
import type { Accepted } from './rules/device-json';

export interface FileToSend extends FoundFile {
  /** Letters and digits. */
  readonly id: string;
  readonly type?: string;
}

/** As the app sends. */
const atOnce = 2;

/** Raises `device-cut-off`, `device-failed`, `device-unreachable`, `cancelled`, and what opening and reading a file raises. */
export async function sendFiles(
  { ports: { files: source, clock } }: Pick<DevicesContext, 'ports'>,
  connection: DeviceConnection,
  files: readonly FileToSend[],
  { sessionId, tokens }: Accepted,
  { signal, alias }: { readonly signal: AbortSignal; readonly alias: string },
  change: (part: Partial<SendingFiles>) => void,
): Promise<void> {
  let sentCount = 0;
  let sentBytes = 0;
  let progress = noProgress(clock());
  const onBytes = (bytes: number) => {
    sentBytes += bytes;
    progress = advance(progress, sentBytes, clock());
    change({ sentBytes, bytesPerSecond: progress.bytesPerSecond });
  };
  await forEachLimited(
    files,
    atOnce,
    async (file) => {
      const { id, path, type = 'application/octet-stream' } = file;
      if (signal.aborted) throw new Failure('cancelled');
      const opened = await source.open(path, givenOf(file));
      try {
        const { sizeBytes } = file.snapshot;
        const query = new URLSearchParams({ sessionId, fileId: id, token: tokens[id] ?? '' }).toString();
        const read = (position: number, target: Uint8Array) => opened.read(position, target);
        const status = await connection.send(`${paths.upload}?${query}`, { type, sizeBytes, read, onBytes, signal });
        const failure = uploadFailure(status, { deviceName: alias, fileName: file.name });
        if (failure !== undefined) throw failure;
        sentCount += 1;
        change({ sentCount });
      } finally {
        await opened.close();
      }
    },
    (first) => first === undefined,
  );
}

// Plans an upload per file. An interrupted upload of the same file is resumed.
import { basename } from 'node:path';
import type { Transliterate } from '../model/file-name';
import { givenOf } from '../model/given-file';
import { objectKey } from '../model/keys/object-key';
import type { CollectedFile } from './collect-files';
import type { Ports } from '../ports/ports';
import { isOfSession } from '../model/share';
import type { UnfinishedUpload, UploadIntent } from '../model/upload';

/** Where the files of one request go, and with which options. */
export interface UploadOptions {
  readonly connectionId: string;
  readonly bucket: string;
  readonly prefix: string;
  /** The connection's own template of object keys, if it has one. */
  readonly keyTemplate: string | undefined;
  /** `undefined`: the names are of ASCII alone. */
  readonly toAscii: Transliterate | undefined;
  readonly intent: UploadIntent;
  /** Resume interrupted uploads of the same files. */
  readonly goesOn: boolean;
}

export type PlanPorts = Pick<Ports, 'ledger' | 'pid' | 'isAlive' | 'newId' | 'randomBytes' | 'clock'>;

/** An upload for each file, in their order; `chosenName` replaces the name of the only file. Writes nothing. */
export function planUploads(
  files: readonly CollectedFile[],
  chosenName: string | undefined,
  options: UploadOptions,
  ports: PlanPorts,
): readonly UnfinishedUpload[] {
  const interrupted = options.goesOn ? interruptedTo(options, ports) : [];
  // At once: a call for each of a thousand keys takes as long as saving a third of their rows.
  const random = ports.randomBytes(keyBytes * files.length);
  return files.map((file, index) => {
    const name = chosenName ?? basename(file.name);
    // A file named twice in one command becomes two links: the second upload begins anew.
    const at = interrupted.findIndex(({ path }) => path === file.path);
    const [again] = at < 0 ? [] : interrupted.splice(at, 1);
    // The key names the process with which its link ends: an upload that was planned for another process gets a new key.
    if (again !== undefined && isOfSession(again.key, options.prefix))
      return { ...again, name, ownerPid: ports.pid, state: 'active', intent: options.intent, given: givenOf(file) };
    const key = keyOf(name, options, ports, random.subarray(keyBytes * index, keyBytes * (index + 1)));
    const anew = newUpload(file, { name, key, intent: options.intent }, options, ports);
    return again === undefined ? anew : { ...anew, id: again.id, startedAtMs: again.startedAtMs };
  });
}

/** Of randomness in an object key. */
const keyBytes = 16;

export const keyOf = (
  name: string,
  { prefix, keyTemplate, toAscii }: Pick<UploadOptions, 'prefix' | 'keyTemplate' | 'toAscii'>,
  ports: PlanPorts,
  random: Uint8Array = ports.randomBytes(keyBytes),
) => objectKey(prefix, random, name, { template: keyTemplate, nowMs: ports.clock(), toAscii });

/** An upload of `file`; of an interrupted one it keeps the id, the start and the record. */
export const newUpload = (
  file: CollectedFile,
  facts: Pick<UnfinishedUpload, 'name' | 'key' | 'intent'>,
  { connectionId, bucket }: Pick<UploadOptions, 'connectionId' | 'bucket'>,
  ports: PlanPorts,
  earlier?: UnfinishedUpload,
): UnfinishedUpload => ({
  id: earlier?.id ?? ports.newId(),
  connectionId,
  bucket,
  path: file.path,
  sizeBytes: file.snapshot.sizeBytes,
  startedAtMs: earlier?.startedAtMs ?? ports.clock(),
  ownerPid: ports.pid,
  state: 'active',
  given: givenOf(file),
  // Last: see docs/performance.md, "Many small files".
  ...facts,
  ...(earlier?.record !== undefined && { record: earlier.record }),
});

/** Not a path that any file has. */
const streamPath = '-';

/**
 * An upload of a stream under `name`. Nobody can resume it, so it counts as cancelled from its start: while this process lives nobody else
 * touches it, and the next start after that removes what it stored.
 */
export const planStream = (
  name: string,
  { connectionId, bucket, ...options }: UploadOptions,
  ports: PlanPorts,
): UnfinishedUpload => ({
  id: ports.newId(),
  name,
  key: keyOf(name, options, ports),
  intent: options.intent,
  connectionId,
  bucket,
  path: streamPath,
  given: { within: streamPath },
  sizeBytes: 0,
  startedAtMs: ports.clock(),
  ownerPid: ports.pid,
  state: 'abandoned',
});

/** Uploads to this place by processes that have ended; an upload of a page is resumed with its page. */
export const interruptedTo = (
  { connectionId }: UploadOptions,
  { ledger, pid, isAlive }: PlanPorts,
): UnfinishedUpload[] =>
  ledger
    .unfinishedUploads()
    .filter(
      (row) =>
        row.connectionId === connectionId &&
        row.intent.page === undefined &&
        row.state !== 'abandoned' &&
        row.ownerPid !== pid &&
        !isAlive(row.ownerPid),
    );

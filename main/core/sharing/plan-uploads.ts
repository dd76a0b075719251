// Files that get a link each become uploads; one that an earlier process began goes on where it stopped.
import { givenOf } from '../model/given-file';
import { objectKey } from '../storage/rules/object-key';
import type { CollectedFile } from './collect-files';
import type { Ports } from '../ports/ports';
import type { UnfinishedUpload, UploadIntent } from '../model/upload';

/** Where the files of one gesture go, and what is wanted with them. */
export interface UploadWish {
  readonly connectionId: string;
  readonly bucket: string;
  readonly prefix: string;
  /** How the connection names its objects, if in a way of its own. */
  readonly keyTemplate: string | undefined;
  readonly intent: UploadIntent;
  /** What earlier processes left of the same files is taken up. */
  readonly goesOn: boolean;
}

type BeginPorts = Pick<Ports, 'ledger' | 'pid' | 'isAlive' | 'newId' | 'randomBytes' | 'clock'>;

/** An upload for each file, in their order. Writes nothing. */
export function beginUploads(
  files: readonly CollectedFile[],
  nameOf: (file: CollectedFile) => string,
  wish: UploadWish,
  ports: BeginPorts,
): readonly UnfinishedUpload[] {
  const interrupted = wish.goesOn ? interruptedTo(wish, ports) : [];
  return files.map((file) => {
    const name = nameOf(file);
    // Named twice in one command, the file becomes two links: the second begins anew.
    const at = interrupted.findIndex(({ path }) => path === file.path);
    const [again] = at < 0 ? [] : interrupted.splice(at, 1);
    if (again !== undefined)
      return { ...again, name, ownerPid: ports.pid, state: 'active', intent: wish.intent, given: givenOf(file) };
    return {
      id: ports.newId(),
      connectionId: wish.connectionId,
      bucket: wish.bucket,
      key: objectKey(wish.prefix, ports.randomBytes(16), name, {
        template: wish.keyTemplate,
        nowMs: ports.clock(),
      }),
      path: file.path,
      name,
      sizeBytes: file.snapshot.sizeBytes,
      startedAtMs: ports.clock(),
      ownerPid: ports.pid,
      state: 'active',
      intent: wish.intent,
      given: givenOf(file),
    };
  });
}

/** Uploads to this place, begun by processes that are gone; files of pages belong to their pages. */
const interruptedTo = ({ connectionId }: UploadWish, { ledger, pid, isAlive }: BeginPorts): UnfinishedUpload[] =>
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

// File requests of a bucket whose keys are in the memory of one process: only that process can receive, and what they hold ends with it.
import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import { sessionPid } from '../model/share';

/** A guest is told "received", so the file needs a place that stays. `prefix`: of the connection as it serves now. Raises `request-needs-folder`. */
export function refuseUnsaved({ prefix }: Pick<Connection, 'prefix'>, saveTo: string | undefined): void {
  if (saveTo === undefined && sessionPid(prefix) !== undefined) throw new Failure('request-needs-folder');
}

/** Of this process, and still there. */
export const isOwnSession = ({ key, removedAtMs }: FileRequest, pid: number): boolean =>
  removedAtMs === undefined && sessionPid(key) === pid;

/** Nothing of it is anywhere any more: the process with its keys has ended. */
export const hasEndedWithProcess = ({ key, removedAtMs }: FileRequest): boolean =>
  removedAtMs !== undefined && sessionPid(key) !== undefined;

/** Raises `request-elsewhere` for a request of another process that is running. */
export function refuseElsewhere({ key, saveTo }: FileRequest, pid: number): void {
  const owner = sessionPid(key);
  if (owner !== undefined && owner !== pid) {
    throw new Failure('request-elsewhere', saveTo === undefined ? {} : { fileName: saveTo });
  }
}

// Whether a link is given before its files: where that is wanted, and possible for these.
import { showsPages } from '../model/capabilities';
import type { Connection } from '../model/connection';
import type { UnfinishedUpload } from '../model/upload';
import type { LinkFirst } from '../pages/pages';
import { secondsLeft, steadySeconds } from '../uploads/rules/progress';
import { isStoredAlready } from '../uploads/uploads';
import type { CollectedFile } from './collect-files';
import { interruptedPage } from './plan-page';
import { interruptedTo } from './plan-uploads';
import { takesLong } from './rules/takes-long';
import type { Batch, SharingContext } from './sharing-context';

const connectionOf = ({ store }: SharingContext, { choice }: Batch): Connection | undefined =>
  choice.kind === 'known' ? store.get().connections.find(({ id }) => id === choice.connectionId) : undefined;

/** How the page is given before its files; `undefined`: it is given after them. */
export function linkFirst(
  context: SharingContext,
  batch: Batch,
  uploads: readonly Pick<UnfinishedUpload, 'sizeBytes'>[],
): LinkFirst | undefined {
  const { choice, request, options, forwards } = batch;
  const { linkFirst: wished = 'never', onLink } = request;
  if (wished === 'never' || choice.kind !== 'known' || options.plainPage) return undefined;
  const bytesPerSecond = context.speedOf(choice.connectionId);
  const connection = connectionOf(context, batch);
  const isLong = connection !== undefined && takesLong(uploads, connection, bytesPerSecond);
  if (!isLong && wished !== 'always' && forwards !== true) return undefined;
  const sizeBytes = uploads.reduce((sum, upload) => sum + upload.sizeBytes, 0);
  const left = secondsLeft(sizeBytes, 0, bytesPerSecond ?? 0);
  return { onLink, ...(left !== undefined && { leftSeconds: steadySeconds(left) }) };
}

/**
 * Whether a file that gets a link of its own is given by a page until it is stored: where its upload takes long, or began so. One that goes on without
 * a page, or that the server can copy, is not.
 */
export function isGivenByPage(
  context: SharingContext,
  connection: Connection,
  { choice, request: { linkFirst: wished = 'never' }, options, wish }: Batch,
  { path, snapshot }: CollectedFile,
): boolean {
  const { ports, speedOf } = context;
  if (wished === 'never' || choice.kind !== 'known' || options.habit !== 'several' || !showsPages(connection))
    return false;
  if (interruptedPage([{ path }], { ...wish, hasMark: false, forwards: true }, false, ports) !== undefined) return true;
  if (interruptedTo(wish, ports).some((upload) => upload.path === path)) return false;
  if (wished === 'always') return true;
  if (!takesLong([snapshot], connection, speedOf(connection.id))) return false;
  return !isStoredAlready(path, snapshot, connection, ports);
}

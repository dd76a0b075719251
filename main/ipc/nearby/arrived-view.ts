// The view of the list of what devices sent.
import { basename, relative } from 'node:path';
import type { ArrivedFilesView, ArrivedView } from '../../../preload/views/nearby-view';
import type { ListedSession, ReceivedFile } from '../../core/model/devices/nearby';
import { visibleLine } from '../../core/model/visible-text';
import { omitUndefined } from '../omit-undefined';

/** Nobody reads thousands of names. */
const filesShown = 200;

export const arrivedView = ({
  id,
  alias: sender,
  atMs,
  missingCount,
  fileCount,
  sizeBytes,
  name,
}: ListedSession): ArrivedView => ({
  id,
  sender,
  atMs,
  missingCount,
  fileCount,
  sizeBytes,
  ...omitUndefined({ name }),
});

/** By the folder, which may be reached by a link: a file that is elsewhere has its name alone. */
function pathBelow(folder: string, path: string): string {
  const below = relative(folder, path);
  return visibleLine(below.startsWith('..') ? basename(path) : below.replaceAll('\\', '/'));
}

export const arrivedFilesView = (folder: string, files: readonly ReceivedFile[]): ArrivedFilesView => ({
  folder: visibleLine(folder),
  files: files.slice(0, filesShown).map(({ path, sizeBytes }) => ({ path: pathBelow(folder, path), sizeBytes })),
  fileCount: files.length,
});

// Chooses the folder for what arrives by a file request. Two requests share a folder only where somebody chose it for both: files that came by
// one link do not lie among those of another.
import { basename, dirname, join } from 'node:path';
import { Failure } from '../model/failure';
import type { Arrival, FileRequest } from '../model/requests/file-request';
import type { Ports } from '../ports/ports';
import { folderName, isSameName } from '../model/requests/arrival-folder';

const ownFolder = 'Mayfly';
const mostFolders = 10_000;

/** Names are compared, not paths: the folder of downloads may be a link, and rows hold real paths. */
const isSameFolder = (one: string, other: string): boolean =>
  isSameName(basename(one), basename(other)) && isSameName(basename(dirname(one)), basename(dirname(other)));

/** The folder of the request where the file was saved, below which it has its own. */
function rootOf({ path, folder }: Pick<Arrival, 'path' | 'folder'>): string | undefined {
  const up = folder?.split('/').map(() => '..') ?? [];
  return path && join(dirname(path), ...up);
}

export function createUsualFolders({ ledger, arrivalFiles }: Pick<Ports, 'ledger' | 'arrivalFiles'>) {
  const foldersOf = ({ id, saveTo }: FileRequest): readonly string[] => [
    ...(saveTo === undefined ? [] : [saveTo]),
    ...ledger.arrivals(id).flatMap((arrival) => rootOf(arrival) ?? []),
  ];
  const choose = async (downloads: string, title: string, requestId?: string): Promise<string> => {
    const name = folderName(title);
    const isOwn = ({ id }: FileRequest) => id === requestId;
    const requests = ledger.fileRequests();
    const own = requests.filter(isOwn).flatMap(foldersOf);
    const taken = requests.filter((request) => !isOwn(request)).flatMap(foldersOf);
    for (let number = 1; number <= mostFolders; number += 1) {
      const folder = join(downloads, ownFolder, number === 1 ? name : `${name} (${number})`);
      const isTaken = taken.some((other) => isSameFolder(folder, other));
      if (!isTaken && own.some((one) => isSameFolder(folder, one))) return folder;
      if (!isTaken && (await arrivalFiles.isFree(folder))) return folder;
    }
    throw new Failure('folder-unusable', { fileName: name });
  };
  return {
    /**
     * `<downloads>/Mayfly/<title>`; with ` (2)` and so on where it is that of another request, or something lies in it. Makes nothing. `requestId`:
     * of the request that is to have it, where there is one already. Raises `folder-unusable`.
     */
    usualFolder: choose,
    /**
     * The folder of this request: the one that it was given, else the one where its files were saved, else its usual one. Raises
     * `request-not-found`, `folder-unusable`.
     */
    async folderOfRequest(downloads: string, requestId: string): Promise<string> {
      const request = ledger.fileRequest(requestId);
      if (request === undefined) throw new Failure('request-not-found');
      return foldersOf(request).at(0) ?? choose(downloads, request.title);
    },
  };
}

export type UsualFolders = ReturnType<typeof createUsualFolders>;

// A file that a thread opened; the descriptor is that of the process.
import type { FileSnapshot } from '../../core/model/given-file';
import type { OpenFile } from '../../core/ports/files';
import { openFile } from '../files/files';
import type { Thread } from './thread';

export class FileOfThread implements OpenFile {
  /** The state after the last answer to its bytes, until it is asked for. */
  inspected: FileSnapshot | undefined;
  /** The buffer of its bytes may hold those of another body by now. */
  isClosed = false;
  private readonly here: OpenFile;

  constructor(
    private readonly thread: Thread,
    readonly descriptor: number,
    readonly snapshot: FileSnapshot,
    path: string,
  ) {
    this.here = openFile(descriptor, snapshot, path);
  }

  read(positionBytes: number, target: Uint8Array): Promise<number> {
    return this.here.read(positionBytes, target);
  }

  inspect(): Promise<FileSnapshot> {
    const { inspected } = this;
    this.inspected = undefined;
    // Whether it was moved, only the look from here tells.
    if (inspected?.ctimeNs !== this.snapshot.ctimeNs) return this.here.inspect();
    return Promise.resolve(inspected);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.thread.isReady()) this.thread.tell({ type: 'close-file', descriptor: this.descriptor });
    else await this.here.close();
  }
}

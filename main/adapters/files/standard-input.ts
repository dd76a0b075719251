// Standard input as a stream of bytes, through one buffer: chunks of their own would be tens of MiB of garbage for a large stream.
import { fstatSync, read } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import { Failure } from '../../core/model/failure';
import type { ByteStream } from '../../core/ports/files';
import { byteStreamOf } from './byte-stream';

/** Gives the next bytes, valid until the next call; none at the end. */
type NextBytes = () => Promise<Uint8Array>;

/** More than a pipe gives at once. */
const bufferBytes = 262_144;
const none: Uint8Array = new Uint8Array();

/** `fd` is open for reading; `name` is for failures. What is not read yet stays in the pipe. */
export function openByteStream(fd: number, name: string): ByteStream {
  let next: NextBytes | undefined;
  return byteStreamOf(async () => {
    try {
      next ??= readerOf(fd);
      return await next();
    } catch (error) {
      throw new Failure('file-unreadable', { fileName: name }, error);
    }
  });
}

function readerOf(fd: number): NextBytes {
  const info = fstatSync(fd);
  return info.isFIFO() || info.isSocket() ? pipeReader(fd) : fileReader(fd);
}

/** A file or a device gives its bytes at once: the thread that reads does not hold up the end of the process, as it would at a pipe. */
function fileReader(fd: number): NextBytes {
  const buffer = Buffer.allocUnsafeSlow(bufferBytes);
  const readAsync = promisify(read);
  return async () => {
    const { bytesRead } = await readAsync(fd, buffer, 0, buffer.length, null);
    return buffer.subarray(0, bytesRead);
  };
}

function pipeReader(fd: number): NextBytes {
  let came: Uint8Array | undefined;
  let over: { readonly error?: Error } | undefined;
  let wake: () => void = () => undefined;
  const socket = new Socket({
    fd,
    readable: true,
    writable: false,
    onread: {
      buffer: Buffer.allocUnsafeSlow(bufferBytes),
      // False stops the reading until `resume`.
      callback(length, buffer) {
        came = buffer.subarray(0, length);
        wake();
        return false;
      },
    },
  });
  const end = (error?: Error) => {
    over ??= error === undefined ? {} : { error };
    wake();
  };
  socket.on('error', end).on('end', () => end());
  return async () => {
    if (came === undefined && over === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        socket.resume();
      });
    }
    const bytes = came;
    came = undefined;
    if (bytes === undefined && over?.error !== undefined) throw over.error;
    return bytes ?? none;
  };
}

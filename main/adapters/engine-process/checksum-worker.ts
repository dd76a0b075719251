// The checksum of a large part takes as long as sending it: on a thread of its own, the sending goes on meanwhile.
import { Worker } from 'node:worker_threads';
import { crc32Of, crc32Text } from '../../core/model/stored-check';
import type { Checksum } from '../../core/model/system';

/** A smaller body is summed faster than a message to the thread takes. */
const worthwhileBytes = 1_048_576;

/** A string, not a file: it runs from source, from a bundle and from an archive alike. */
const usualProgram = `
  const { parentPort } = require('node:worker_threads');
  const { crc32 } = require('node:zlib');
  parentPort.on('message', (bytes) => parentPort.postMessage(crc32(bytes)));
`;

interface Asked {
  readonly bytes: Uint8Array;
  readonly answer: (crc32: string) => void;
}

/**
 * The thread starts with the first large body. Bytes outside of shared memory, and those of a thread that ended, are
 * summed in place. Never rejects. `program` is for tests.
 */
export function createChecksumThread(program = usualProgram): Checksum {
  let thread: Worker | undefined;
  /** Answers come in the order of the questions. */
  let asked: Asked[] = [];

  const start = (): Worker => {
    const worker = new Worker(program, { eval: true });
    worker.on('message', (crc32: number) => {
      asked.shift()?.answer(crc32Text(crc32));
      if (asked.length === 0) worker.unref();
    });
    // Its end follows.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      thread = undefined;
      for (const { bytes, answer } of asked) answer(crc32Of(bytes));
      asked = [];
    });
    return worker;
  };

  return (bytes) => {
    if (bytes.length < worthwhileBytes || !(bytes.buffer instanceof SharedArrayBuffer)) return crc32Of(bytes);
    const worker = (thread ??= start());
    // The process stays alive for an answer, not for an idle thread.
    worker.ref();
    return new Promise((answer) => {
      asked.push({ bytes, answer });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(bytes);
    });
  };
}

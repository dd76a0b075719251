// Frees the memory of written pieces at once. Left to the garbage collector, pieces of 64 KiB make V8 mark the whole heap every 64 MiB of
// an upload or oftener: 77 times for two PUTs of 1 GiB.

import { MessageChannel } from 'node:worker_threads';

/** A smaller piece costs less to keep than to free. */
const worthBytes = 16 * 1024;

const { port1: nowhere, port2 } = new MessageChannel();
// A closed port detaches what is transferred through it and drops it (HTML Standard, "message port post message steps").
port2.close();
nowhere.unref();

/** Leaves pieces empty, except small ones and those that are a part of their memory. No one may read `pieces` any more. */
export function freePieces(pieces: readonly Uint8Array[]): void {
  const freed = new Set<ArrayBuffer>();
  for (const { buffer, byteLength } of pieces) {
    const isWhole = buffer instanceof ArrayBuffer && byteLength === buffer.byteLength;
    if (isWhole && byteLength >= worthBytes) freed.add(buffer);
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
  if (freed.size > 0) nowhere.postMessage(undefined, [...freed]);
}

// An age file as it comes: the head first, then plain bytes that are sure.
import { readHeader } from './header';
import type { Bytes } from './chunks';
import { nonceBytes, payloadKeyOf } from './keys';
import { createPayloadReader, type PayloadReader } from './payload';
import { Refusal } from './refusal';
import { fileKeyOf, type Unwrap } from './unwrap';

export interface AgeHead {
  /** Header and payload nonce, as stored. */
  readonly head: Uint8Array;
  readonly payloadKey: Uint8Array;
}

/** The head at the beginning of `bytes`; `undefined` when it goes on. Raises a refusal. */
export function openHead(bytes: Uint8Array, unwrap: Unwrap): AgeHead | undefined {
  const header = readHeader(bytes);
  if (header === undefined) return undefined;
  const head = bytes.slice(0, header.length + nonceBytes);
  if (head.length < header.length + nonceBytes) return undefined;
  return { head, payloadKey: payloadKeyOf(fileKeyOf(header, unwrap), head.subarray(header.length)) };
}

/** `onHead` may raise: then nothing of the payload is given out. */
export function createAgeReader(unwrap: Unwrap, onHead: (head: Uint8Array) => void = () => undefined) {
  let waiting = new Uint8Array();
  let payload: PayloadReader | undefined;
  return {
    /** As that of the payload: `bytes` are given away. */
    push(bytes: Bytes) {
      if (payload !== undefined) return payload.push(bytes);
      const together = new Uint8Array(waiting.length + bytes.length);
      together.set(waiting);
      together.set(bytes, waiting.length);
      waiting = together;
      const opened = openHead(waiting, unwrap);
      if (opened === undefined) return [];
      onHead(opened.head);
      payload = createPayloadReader(opened.payloadKey);
      return payload.push(together.subarray(opened.head.length));
    },
    end() {
      if (payload !== undefined) return payload.end();
      // Cut within the head.
      throw new Refusal('header');
    },
  };
}

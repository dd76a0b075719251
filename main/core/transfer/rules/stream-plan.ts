// How a stream of unknown length is cut into parts. A stream gives its bytes once, so each part stays in memory until the server has it.
import { mebibyte, type PartLimits, singlePutBytes } from '../../providers/multipart-limits';

/** Of the parts in flight and the one that fills, together. */
export const streamMemoryBytes = 64 * mebibyte;

/**
 * Up to which share of the provider's part numbers a part has this size, and all of the memory after that. Small parts first: most streams are short, and several parts are in
 * flight at once. From 64 MiB on a part is sent, then the next one read.
 */
const growth: readonly (readonly [upTo: number, bytes: number])[] = [
  [0.04, singlePutBytes],
  [0.08, 16 * mebibyte],
  [0.5, 32 * mebibyte],
];

/** Where all parts must be equal; two fit into the memory. */
const equalBytes = 32 * mebibyte;

/** The length of part `number` (from 1), unless the stream ends in it; `undefined` after the last number. */
export function streamPartBytes(number: number, limits: PartLimits): number | undefined {
  const { maxParts, minPartBytes, maxPartBytes, equalParts } = limits;
  if (number > maxParts) return undefined;
  const grown = growth.find(([upTo]) => number <= upTo * maxParts)?.[1] ?? streamMemoryBytes;
  return Math.min(maxPartBytes, Math.max(minPartBytes, equalParts === true ? equalBytes : grown));
}

/** The most bytes of one stream. */
export function streamMostBytes(limits: PartLimits): number {
  let sum = 0;
  for (let number = 1; number <= limits.maxParts; number += 1) sum += streamPartBytes(number, limits) ?? 0;
  return sum;
}

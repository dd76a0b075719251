// Compares two readers of the same bytes in samples, where no checksum tells whether they are the same.
const blockBytes = 65_536;
const randomBlocks = 6;

export type ReadBlock = (offsetBytes: number, lengthBytes: number) => Promise<Uint8Array>;

/** Whether the first block, the last, and some at random are equal; of less than a block all bytes. `sizeBytes` is that of both. */
export async function equalBlocks(
  sizeBytes: number,
  randomBytes: (count: number) => Uint8Array,
  first: ReadBlock,
  second: ReadBlock,
): Promise<boolean> {
  if (sizeBytes === 0) return true;
  const length = Math.min(blockBytes, sizeBytes);
  const last = sizeBytes - length;
  const anywhere = Array.from({ length: randomBlocks }, () =>
    Math.floor((Buffer.from(randomBytes(4)).readUInt32BE() / 2 ** 32) * last),
  );
  for (const offset of new Set([0, last, ...anywhere])) {
    const [one, other] = [await first(offset, length), await second(offset, length)];
    if (one.length !== length || Buffer.compare(one, other) !== 0) return false;
  }
  return true;
}

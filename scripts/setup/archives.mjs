// Reads the two archive formats set-up meets, with nothing but node:zlib: no unzip or tar program need be installed.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createGunzip, createInflateRaw } from 'node:zlib';

const TAR_BLOCK = 512;

/**
 * Writes the first entry of a .tgz whose name ends in `suffix` to `target`, in one pass over the file.
 * Resolves to the whole archive's `sha512-<base64>`, to be compared before the result is used.
 */
export async function extractFromTarball(tarball, suffix, target, report = () => {}) {
  const hash = createHash('sha512');
  let readBytes = 0;
  const hashing = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      readBytes += chunk.length;
      report(readBytes);
      done(null, chunk);
    },
  });
  const output = createWriteStream(target);
  await pipeline(
    createReadStream(tarball, { highWaterMark: 1 << 20 }),
    hashing,
    createGunzip(),
    (source) => tarEntry(source, suffix),
    output,
  );
  return `sha512-${hash.digest('base64')}`;
}

async function* tarEntry(source, suffix) {
  let pending = Buffer.alloc(0);
  let remaining = 0; // bytes of the current entry still to come, padding included
  let wanted = 0; // bytes of the wanted entry still to come
  let found = false;
  for await (const chunk of source) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      if (remaining === 0) {
        if (pending.length < TAR_BLOCK) break;
        const header = readTarHeader(pending);
        remaining = Math.ceil(header.sizeBytes / TAR_BLOCK) * TAR_BLOCK;
        if (!found && header.name.endsWith(suffix)) {
          found = true;
          wanted = header.sizeBytes;
        }
        pending = pending.subarray(TAR_BLOCK);
      }
      const part = pending.subarray(0, remaining);
      if (wanted > 0) {
        yield part.subarray(0, wanted);
        wanted = Math.max(0, wanted - part.length);
      }
      remaining -= part.length;
      pending = pending.subarray(part.length);
    }
  }
  if (!found || wanted > 0) throw new Error(`the archive holds no complete ${suffix}`);
}

function readTarHeader(block) {
  const text = (from, to) => block.toString('latin1', from, to).replace(/\0.*$/s, '').trim();
  return { name: text(0, 100), sizeBytes: Number.parseInt(text(124, 136) || '0', 8) };
}

/**
 * Unpacks a zip (no Zip64) into `folder`. `place` maps an entry's name to a path below the folder, or undefined to
 * leave it out. Every file is checked against its CRC-32 and gets the mode it was packed with.
 */
export async function unzip(archive, folder, place, report = () => {}) {
  const file = await open(archive);
  try {
    const chosen = (await readZipDirectory(file)).filter(
      ({ name }) => !name.endsWith('/') && place(name) !== undefined,
    );
    const totalBytes = chosen.reduce((sum, entry) => sum + entry.sizeBytes, 0);
    let doneBytes = 0;
    for (const entry of chosen) {
      await unzipOne(archive, file, entry, join(folder, place(entry.name)));
      doneBytes += entry.sizeBytes;
      report(doneBytes / totalBytes);
    }
  } finally {
    await file.close();
  }
}

async function readZipDirectory(file) {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, 22 + 0xffff);
  const end = await readAt(file, size - tailBytes, tailBytes);
  const at = end.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (at < 0) throw new Error('not a zip archive');
  const directory = await readAt(file, end.readUInt32LE(at + 16), end.readUInt32LE(at + 12));
  const entries = [];
  for (let offset = 0; offset < directory.length;) {
    const nameEnd = offset + 46 + directory.readUInt16LE(offset + 28);
    entries.push({
      name: directory.toString('utf8', offset + 46, nameEnd),
      method: directory.readUInt16LE(offset + 10),
      crc: directory.readUInt32LE(offset + 16),
      packedBytes: directory.readUInt32LE(offset + 20),
      sizeBytes: directory.readUInt32LE(offset + 24),
      mode: (directory.readUInt32LE(offset + 38) >>> 16) & 0o777,
      headerAt: directory.readUInt32LE(offset + 42),
    });
    offset = nameEnd + directory.readUInt16LE(offset + 30) + directory.readUInt16LE(offset + 32);
  }
  return entries;
}

async function unzipOne(archive, file, entry, path) {
  if (entry.name.split(/[/\\]/).includes('..')) throw new Error(`unsafe name in archive: ${entry.name}`);
  const local = await readAt(file, entry.headerAt, 30);
  const start = entry.headerAt + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  let crc = 0;
  const checking = new Transform({
    transform(chunk, _encoding, done) {
      crc = crc32(chunk, crc);
      done(null, chunk);
    },
  });
  const packed =
    entry.packedBytes === 0
      ? Readable.from([])
      : createReadStream(archive, { start, end: start + entry.packedBytes - 1, highWaterMark: 1 << 20 });
  await mkdir(dirname(path), { recursive: true });
  const unpacking = entry.method === 8 ? [createInflateRaw({ chunkSize: 1 << 18 })] : [];
  await pipeline(packed, ...unpacking, checking, createWriteStream(path, { mode: entry.mode || 0o644 }));
  if (crc !== entry.crc) throw new Error(`damaged file in archive: ${entry.name}`);
}

async function readAt(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('the archive ends too early');
  return buffer;
}

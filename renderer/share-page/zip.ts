// The records of a ZIP archive whose files are stored as they are: no server of ours could make one. Pure: bytes from numbers.
// Source: PKWARE APPNOTE 6.3.10, sections 4.3 (records), 4.4.4 (flags) and 4.5.3 (zip64); https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

/** One stored file. */
export interface ZipMember {
  /** Relative, `/` between folders. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly crc: number;
  /** Of its local header, from the archive's first byte. */
  readonly offset: number;
}

const largest32 = 0xffff_ffff;
const largest16 = 0xffff;
/** Names are UTF-8 (bit 11). Sizes stand in the headers: a stored file with a data descriptor is one that some readers refuse. */
const flags = 1 << 11;
/** 2.0 for folders, 4.5 for zip64. */
const versionFor = (zip64: boolean) => (zip64 ? 45 : 20);

/** Little-endian fields: `[bytes, value]`. */
type Field = readonly [bytes: 2 | 4 | 8, value: number];

function record(fields: readonly Field[], ...tail: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = fields.reduce((sum, [bytes]) => sum + bytes, 0);
  const made = new Uint8Array(tail.reduce((sum, part) => sum + part.length, length));
  const view = new DataView(made.buffer);
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  for (const part of tail) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

/** Seconds since 1980 in the halves DOS keeps them in, in the reader's time zone: the format knows no other. */
function dosTime(atMs: number): readonly [time: number, date: number] {
  const at = new Date(atMs);
  const years = Math.min(127, Math.max(0, at.getFullYear() - 1980));
  return [
    (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
    (years << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
  ];
}

const zip64Extra = (values: readonly number[]): Uint8Array =>
  values.length === 0
    ? new Uint8Array()
    : record([[2, 1], [2, values.length * 8], ...values.map((value): Field => [8, value])]);

const isLarge = (value: number) => value >= largest32;
const fit32 = (value: number) => Math.min(value, largest32);
const fit16 = (value: number) => Math.min(value, largest16);

/** What both headers of a file say, from the version that is needed to the lengths of its name and of `extra` (4.3.7, 4.3.12). */
function aboutFile({ sizeBytes, crc }: ZipMember, atMs: number, named: Uint8Array, extra: Uint8Array): Field[] {
  const [time, date] = dosTime(atMs);
  return [
    [2, versionFor(extra.length > 0)],
    [2, flags],
    [2, 0],
    [2, time],
    [2, date],
    [4, crc],
    [4, fit32(sizeBytes)],
    [4, fit32(sizeBytes)],
    [2, named.length],
    [2, extra.length],
  ];
}

/** What stands before a file's bytes. Its length depends on name and size only, so room can be kept for it. */
export function localHeader(member: ZipMember, atMs: number): Uint8Array<ArrayBuffer> {
  const { name, sizeBytes } = member;
  const named = new TextEncoder().encode(name);
  const extra = zip64Extra(isLarge(sizeBytes) ? [sizeBytes, sizeBytes] : []);
  return record([[4, 0x0403_4b50], ...aboutFile(member, atMs, named, extra)], named, extra);
}

function centralHeader(member: ZipMember, atMs: number): Uint8Array {
  const { name, sizeBytes, offset } = member;
  const named = new TextEncoder().encode(name);
  const extra = zip64Extra([
    ...(isLarge(sizeBytes) ? [sizeBytes, sizeBytes] : []),
    ...(isLarge(offset) ? [offset] : []),
  ]);
  return record(
    [
      [4, 0x0201_4b50],
      // Made on Unix, so that readers keep to the mode below.
      [2, (3 << 8) | versionFor(extra.length > 0)],
      ...aboutFile(member, atMs, named, extra),
      [2, 0],
      [2, 0],
      [2, 0],
      // A plain file, rw-r--r--: what came from somebody else never starts by itself.
      [4, (0o100644 << 16) >>> 0],
      [4, fit32(offset)],
    ],
    named,
    extra,
  );
}

/** What stands after the last file: the list of all, and where it begins. `offset`: bytes written so far. */
export function zipEnd(members: readonly ZipMember[], offset: number, atMs: number): readonly Uint8Array[] {
  const list = members.map((member) => centralHeader(member, atMs));
  const length = list.reduce((sum, part) => sum + part.length, 0);
  const count = members.length;
  const zip64 = isLarge(offset) || isLarge(length) || count >= largest16;
  const after = offset + length;
  if (zip64) {
    list.push(
      record([
        [4, 0x0606_4b50],
        [8, 44],
        [2, (3 << 8) | 45],
        [2, 45],
        [4, 0],
        [4, 0],
        [8, count],
        [8, count],
        [8, length],
        [8, offset],
      ]),
      record([
        [4, 0x0706_4b50],
        [4, 0],
        [8, after],
        [4, 1],
      ]),
    );
  }
  list.push(
    record([
      [4, 0x0605_4b50],
      [2, 0],
      [2, 0],
      [2, fit16(count)],
      [2, fit16(count)],
      [4, fit32(length)],
      [4, fit32(offset)],
      [2, 0],
    ]),
  );
  return list;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});

/** CRC-32 of what was seen before (`crc`, 0 at first) and `bytes`. */
export function crc32(bytes: Uint8Array, crc: number): number {
  let value = ~crc;
  // Indexed: this runs once for every byte of an archive.
  for (let at = 0; at < bytes.length; at += 1) value = (table[(value ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

// Writes PNGs as the icon formats of Windows (.ico) and macOS (.icns).

/** A Windows .ico of PNG images `{ px, png }`, 256 px at most (Vista and later read PNG entries). */
export function encodeIco(images) {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { px, png }] of images.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(px % 256, at); // 0 stands for 256
    header.writeUInt8(px % 256, at + 1);
    header.writeUInt16LE(1, at + 4); // colour planes
    header.writeUInt16LE(32, at + 6); // bits per pixel
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

// Pixels to the types that hold them: plain ones and, with twice the density, the next smaller point size.
const ICNS_TYPES = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A macOS .icns of PNG images `{ px, png }` in the sizes 16 to 1024. */
export function encodeIcns(images) {
  const chunk = (type, content) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  const entries = images.flatMap(({ px, png }) => ICNS_TYPES[px].map((type) => chunk(type, png)));
  return chunk('icns', Buffer.concat(entries));
}

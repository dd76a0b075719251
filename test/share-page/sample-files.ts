// Small files that are really what they say, made here: a picture, a sound, texts.
import { crc32, deflateSync } from 'node:zlib';
import type { GivenFile } from './published';

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}

/** A PNG of one colour. Source: PNG specification, third edition, 5 and 11. */
export function png(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const pixels = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A WAV of `seconds` of a 440 Hz tone, 8 kHz, 8 bit. Source: RIFF WAVE, PCM. */
function wav(seconds: number): Buffer {
  const rate = 8000;
  const samples = Buffer.from(
    Array.from(
      { length: rate * seconds },
      (_, index) => 128 + Math.round(100 * Math.sin((index * 2 * Math.PI * 440) / rate)),
    ),
  );
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

export const picture: GivenFile = {
  path: 'Beach at dusk.png',
  body: png(320, 200, [240, 160, 80]),
  contentType: 'image/png',
};
export const sound: GivenFile = { path: 'Waves.wav', body: wav(2), contentType: 'audio/wav' };
export const text: GivenFile = {
  path: 'notes/읽어 보세요.txt',
  body: '안녕하세요 & <b>hello</b>\n',
  contentType: 'text/plain',
};
export const report: GivenFile = {
  path: 'notes/old/Report.pdf',
  body: '%PDF-1.4 not really',
  contentType: 'application/pdf',
};
export const nothingInIt: GivenFile = { path: 'empty.txt', body: '', contentType: 'text/plain' };

export const mixed: readonly GivenFile[] = [picture, sound, text, report, nothingInIt];

// The work on bodies on the caller's thread.
import { createHash } from 'node:crypto';
import { crc32Of, judge } from '../model/stored-check';
import type { BodyWork } from '../ports/body-work';

export const bodyWorkInPlace: BodyWork = {
  expect: () => undefined,
  async read(file, positionBytes, target, wantSha256 = false) {
    if (file.sealing !== undefined) {
      const sealed = await file.sealing.seal(positionBytes, target, wantSha256);
      return { ...sealed, crc32: crc32Of(target.subarray(0, sealed.readBytes)) };
    }
    const readBytes = await file.read(positionBytes, target);
    const body = target.subarray(0, readBytes);
    const crc32 = crc32Of(body);
    if (!wantSha256) return { readBytes, crc32 };
    return { readBytes, crc32, sha256: createHash('sha256').update(body).digest('hex') };
  },
  async openWhole(files, path, given, target, wantSha256, encryption) {
    const opened = await files.open(path, given);
    const file = encryption?.ofFile(opened) ?? opened;
    try {
      return { file, ...(await bodyWorkInPlace.read(file, 0, target, wantSha256)) };
    } catch (error) {
      await file.close();
      throw error;
    }
  },
  crc32: async (body) => crc32Of(body),
  judge: async (answer, body, crc32) => judge(answer, body, crc32),
  setPaced: () => undefined,
  close: () => undefined,
};

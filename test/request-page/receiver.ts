// The receiving computer, as far as a guest's page can tell: it answers those who ask for parts, and completes what came. Unlike
// Mayfly's own it can be told to be silent, wrong or away.
import { randomBytes } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { FileRequest } from '../../main/core/model/requests/file-request';
import type { ObjectStore } from '../../main/core/ports/object-store';
import { readManifest, type AskedUpload } from '../../main/core/requests/rules/manifest';
import { haveBits, partTable, sealAnswer, type OfferAnswer } from '../../main/core/requests/rules/offer-answer';
import { heartbeatKey, slotKey } from '../../main/core/model/keys/object-key';
import { cut } from '../../main/core/providers/part-plan';

export interface ReceiverOptions {
  readonly partBytes?: number;
  /** Of the links to parts. */
  readonly lifetimeSeconds?: number;
  /** What it says instead of taking an upload. */
  readonly refuses?: 'too-large' | 'full' | 'closed' | 'kind';
  /** Answers that somebody else's key opens come first. */
  readonly answersWrongly?: boolean;
  /** It beats, and answers nobody. */
  readonly isSilent?: boolean;
}

export interface Receiver {
  /** The numbers of the parts that guests stored, of all uploads under way. */
  readonly stored: () => Promise<readonly number[]>;
  /** The same once its answers say so. A page that is loaded again knows no more: a part that is stored and untold it sends again. */
  readonly told: () => Promise<readonly number[]>;
  /** How many are under way. */
  readonly uploads: () => number;
  readonly turnOff: () => Promise<void>;
  readonly turnOn: () => Promise<void>;
  /** Waits for what it is doing. */
  readonly stop: () => Promise<void>;
}

interface Upload {
  readonly ask: AskedUpload;
  readonly uploadId: string;
  readonly signedAtMs: number;
  written: string;
}

const lookEveryMs = 150;

export async function startReceiver(
  {
    objects,
    client,
    request,
  }: { readonly objects: ObjectStore; readonly client: S3Client; readonly request: FileRequest },
  {
    partBytes = 8_388_608,
    lifetimeSeconds = 3_600,
    refuses,
    answersWrongly = false,
    isSilent = false,
  }: ReceiverOptions = {},
): Promise<Receiver> {
  const { bucket: Bucket, folder } = request;
  const uploads = new Map<number, Upload>();
  const done = new Set<number>();
  let isOn = true;
  let isStopped = false;

  const put = (Key: string, Body: Uint8Array) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/octet-stream' }));
  const answer = (slot: number, key: string, said: OfferAnswer) =>
    put(slotKey(folder, slot, 'answer'), sealAnswer(said, key, slotKey(folder, slot, 'data'), randomBytes(12)));

  const begin = async (slot: number, ask: AskedUpload) => {
    const dataKey = slotKey(folder, slot, 'data');
    if (refuses !== undefined) {
      done.add(slot);
      await answer(slot, ask.key, { v: 1, state: 'refused', reason: refuses });
      return;
    }
    if (answersWrongly) {
      await answer(slot, randomBytes(32).toString('base64url'), { v: 1, state: 'received', sizeBytes: ask.sizeBytes });
      await new Promise((later) => void setTimeout(later, 3_000));
    }
    const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: dataKey }));
    uploads.set(slot, { ask, uploadId: UploadId, signedAtMs: objects.serverNowMs(), written: '' });
  };
  const partsOf = async (slot: number, uploadId: string) => {
    const { Parts = [] } = await client.send(
      new ListPartsCommand({ Bucket, Key: slotKey(folder, slot, 'data'), UploadId: uploadId }),
    );
    return Parts;
  };
  const goOn = async (slot: number, upload: Upload) => {
    const { ask, uploadId } = upload;
    const Key = slotKey(folder, slot, 'data');
    const plan = cut(ask.sizeBytes, partBytes);
    const listed = await partsOf(slot, uploadId);
    const whole = plan.every(({ number, lengthBytes }) =>
      listed.some(({ PartNumber, Size }) => PartNumber === number && Size === lengthBytes),
    );
    if (whole) {
      const Parts = listed.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      await client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId: uploadId, MultipartUpload: { Parts } }),
      );
      const { ContentLength = -1 } = await client.send(new HeadObjectCommand({ Bucket, Key }));
      uploads.delete(slot);
      done.add(slot);
      await answer(slot, ask.key, { v: 1, state: 'received', sizeBytes: ContentLength });
      return;
    }
    const isRenewed = objects.serverNowMs() > upload.signedAtMs + lifetimeSeconds * 500;
    const signedAtMs = isRenewed ? objects.serverNowMs() : upload.signedAtMs;
    const have = haveBits(
      plan.length,
      listed.map(({ PartNumber = 1 }) => PartNumber),
    );
    const is = `${have} ${signedAtMs}`;
    if (is === upload.written) return;
    const urls: string[] = [];
    for (const { number: partNumber, lengthBytes: contentLength } of plan) {
      const part = { key: Key, uploadId, partNumber, contentLength, signedAtMs, lifetimeSeconds };
      urls.push((await objects.signPart(part)).url);
    }
    const expiresAtMs = Math.floor(signedAtMs / 1_000) * 1_000 + lifetimeSeconds * 1_000;
    const said = {
      v: 1,
      state: 'upload',
      partBytes,
      parts: plan.length,
      ...partTable(urls),
      have,
      expiresAtMs,
    } as const;
    await answer(slot, ask.key, said);
    uploads.set(slot, { ...upload, signedAtMs, written: is });
  };
  const look = async () => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: folder }));
    const keys = new Set(Contents.map(({ Key = '' }) => Key));
    for (let slot = 1; slot <= request.files; slot += 1) {
      const isNew = !done.has(slot) && !uploads.has(slot) && !keys.has(slotKey(folder, slot, 'data'));
      if (!isNew || !keys.has(slotKey(folder, slot, 'about'))) continue;
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: slotKey(folder, slot, 'about') }));
      const about = readManifest((await Body?.transformToByteArray()) ?? new Uint8Array());
      if (about?.ask !== undefined) await begin(slot, about.ask);
    }
    for (const [slot, upload] of uploads) await goOn(slot, upload);
  };
  const working = (async () => {
    for (;;) {
      if (isStopped) return;
      if (isOn && !isSilent) await look();
      await new Promise((later) => void setTimeout(later, lookEveryMs));
    }
  })();
  const turnOn = async () => {
    await put(heartbeatKey(folder), new Uint8Array());
    isOn = true;
  };
  await turnOn();
  return {
    turnOn,
    async turnOff() {
      isOn = false;
      // As good as a heartbeat of long ago, which no server lets anybody write.
      await client.send(new DeleteObjectCommand({ Bucket, Key: heartbeatKey(folder) }));
    },
    uploads: () => uploads.size,
    async stored() {
      const lists = await Promise.all(Array.from(uploads, ([slot, { uploadId }]) => partsOf(slot, uploadId)));
      return lists.flat().map(({ PartNumber = 0 }) => PartNumber);
    },
    async told() {
      for (;;) {
        const lists = await Promise.all(
          Array.from(uploads, async ([slot, { ask, uploadId }]) => {
            const numbers = (await partsOf(slot, uploadId)).map(({ PartNumber = 1 }) => PartNumber);
            const have = haveBits(cut(ask.sizeBytes, partBytes).length, numbers);
            return { numbers, isTold: uploads.get(slot)?.written.startsWith(`${have} `) === true };
          }),
        );
        if (lists.every(({ isTold }) => isTold)) return lists.flatMap(({ numbers }) => numbers);
        await new Promise((later) => void setTimeout(later, lookEveryMs));
      }
    },
    async stop() {
      isStopped = true;
      await working;
    },
  };
}

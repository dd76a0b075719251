// One encrypted upload against a bucket in memory that takes small parts; every byte that leaves is compared with what left before it under the
// same key and nonces.
import { randomBytes } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { payloadKeyOf } from '../../../main/adapters/encryption/age-head';
import { encryptFiles } from '../../../main/adapters/encryption/encrypt-files';
import { encryptedBytes, tagBytes } from '../../../main/core/model/age/age-layout';
import type { FileSecretsKeeper } from '../../../main/core/encryption/encryption';
import type { FileSecrets } from '../../../main/core/model/encryption';
import type { UnfinishedUpload } from '../../../main/core/model/upload';
import type { ObjectStore, OpenObjectStore } from '../../../main/core/ports/object-store';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { storeFile } from '../../../main/core/uploads/run-upload';
import { emptyState } from '../../../main/core/state/rules/app-state';
import { transferEncrypted } from '../../../main/core/uploads/transfer-encrypted';
import type { ItemContext } from '../../../main/core/uploads/transfer-file';
import { keep, stored } from '../../fakes/memory-bucket';
import { sampleConnection, sampleCredentials, sampleUnfinished } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';

const path = '/home/film.bin';
export const key = 'f/AAAAAAAAAAAAAAAAAAAAAA/BBBBBBBBBBBBBBBBBBBBBB.bin';
const headers = { contentType: 'application/octet-stream', contentDisposition: 'attachment' };

const nonceBytes = 16;

/** Heads with one file key, and each with another nonce: making and opening them costs no arithmetic on a curve. */
export async function createKeeper() {
  const identity = await generateX25519Identity();
  let fileKey = new Uint8Array();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  encrypter.addRecipient({
    wrapFileKey(given) {
      fileKey = Uint8Array.from(given);
      return [];
    },
  });
  const empty = await encrypter.encrypt(new Uint8Array());
  const header = empty.subarray(0, empty.length - nonceBytes - tagBytes);
  const sealed = new Map<string, FileSecrets>();
  const made: FileSecrets[] = [];
  /** Which secrets the upload has now. */
  let current = '';
  const keeper: FileSecretsKeeper = {
    async create() {
      const nonce = randomBytes(nonceBytes);
      const secrets = { head: Buffer.concat([header, nonce]), payloadKey: payloadKeyOf(fileKey, nonce) };
      made.push(secrets);
      current = `sealed-${made.length}`;
      sealed.set(current, secrets);
      return { secrets, sealed: current };
    },
    async open(_shareId, text) {
      const secrets = sealed.get(text);
      if (secrets === undefined) throw new Error('nobody sealed that');
      current = text;
      return secrets;
    },
  };
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  const open = async (file: Uint8Array): Promise<Buffer> => Buffer.from(await decrypter.decrypt(file));
  const headBytes = header.length + nonceBytes;
  const sizeOf = (plainBytes: number) => encryptedBytes({ headBytes, plainBytes });
  return { keeper, made, open, headBytes, sizeOf, current: () => current };
}

export type Keeper = Awaited<ReturnType<typeof createKeeper>>;

type Change = Partial<ItemContext>;

export function encryptedUpload(keeper: Keeper, content: Uint8Array) {
  const made = createTestPorts();
  const { server, objects: twin, files, ledgerFile, clock } = made;
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  const bucket = server.createBucket(sampleConnection.bucket);
  const file = files.put(path, content);

  /** By the secrets, then by the place in the age file. */
  const left = new Map<string, Map<number, Buffer>>();
  const conflicts: string[] = [];
  let bodies = 0;
  let onLeave: () => void = () => undefined;
  const leaves = (at: number, body: Uint8Array) => {
    bodies += 1;
    onLeave();
    const places = left.get(keeper.current()) ?? new Map<number, Buffer>();
    left.set(keeper.current(), places);
    for (const [place, earlier] of places) {
      const from = Math.max(at, place);
      const to = Math.min(at + body.length, place + earlier.length);
      if (from < to && earlier.compare(body, from - at, to - at, from - place, to - place) !== 0)
        conflicts.push(`${keeper.current()} at ${from}`);
    }
    places.set(at, Buffer.from(body));
  };
  let partBytes = 0;
  const watched = (store: ObjectStore): ObjectStore => ({
    ...store,
    put(...given) {
      leaves(0, given[1]);
      return store.put(...given);
    },
    putPart(...given) {
      leaves((given[2] - 1) * partBytes, given[3]);
      return store.putPart(...given);
    },
    async completeUpload(_key, uploadId, parts) {
      const upload = bucket.uploads.get(uploadId);
      const bodies = parts.map(({ partNumber }) => upload?.parts.get(partNumber)?.body ?? Buffer.of());
      keep(bucket, key, { ...stored(Buffer.concat(bodies), 'none', undefined), headers });
      bucket.uploads.delete(uploadId);
      return {};
    },
  });
  const openObjectStore: OpenObjectStore = async (...given) => watched(await twin.open(...given));
  const engine = createLocalEngine({
    clock: clock.now,
    files,
    openObjectStore,
    random: () => 0,
    encrypt: encryptFiles,
  });
  const ledger = ledgerFile.open();
  ledger.saveConnection(sampleConnection);
  const upload: UnfinishedUpload = {
    ...sampleUnfinished,
    path,
    key,
    given: { within: path },
    sizeBytes: content.length,
    encryptWith: '',
    intent: { ...sampleUnfinished.intent, page: { id: 's-page', position: 0 } },
  };
  ledger.saveUpload(upload);
  const told: string[] = [];
  const sizes: number[] = [];

  const contextWith = (change: Change) =>
    ({
      ports: { ...made.ports, engine, ledger },
      tell: (content: { readonly kind: string; readonly why?: string }) => void told.push(content.why ?? content.kind),
      onServerClock: () => undefined,
      open: { connection: sampleConnection, credentials: sampleCredentials, ephemeral: false },
      rows: {
        update: (_id: string, { sizeBytes }: { readonly sizeBytes?: number }) =>
          void (sizeBytes !== undefined && sizes.push(sizeBytes)),
        requestsAtOnce: { of: () => undefined, note: () => undefined },
      },
      onRunning: () => undefined,
      onSent: () => undefined,
      goOn: () => undefined,
      fileSecrets: keeper.keeper,
      hasUnusedSecrets: () => false,
      ...change,
      store: { get: () => emptyState },
    }) as unknown as ItemContext;

  return {
    file,
    path,
    bucket,
    twin,
    ledger,
    conflicts,
    told,
    sizes,
    snapshot: () => ({
      sizeBytes: file.content.length,
      mtimeNs: file.mtimeNs,
      ctimeNs: file.mtimeNs,
      inode: file.inode,
      device: 1n,
    }),
    /** Bodies that left. */
    sent: () => bodies,
    onLeave(action: () => void) {
      onLeave = action;
    },
    log: made.log,
    /** The upload as an earlier process began it in parts of that size. */
    async beginInParts(size: number) {
      partBytes = size;
      const { secrets, sealed } = await keeper.keeper.create('s-page');
      const snapshot = encryptFiles(secrets).ofFile(await files.open(path)).snapshot;
      const store = await twin.open(sampleConnection, sampleCredentials);
      const multipartUploadId = await store.createUpload(key, headers);
      const record = { snapshot, partBytes: size, multipartUploadId, parts: [] };
      ledger.saveUpload({ ...upload, encryptWith: sealed, record });
      return Math.ceil(snapshot.sizeBytes / size);
    },
    /** One run, from what the ledger has. */
    run: (change: Change = {}) =>
      transferEncrypted(ledger.unfinishedUpload(upload.id) ?? upload, headers, contextWith(change)),
    /** The same from further up; without encryption where that is said. */
    async store(isEncrypted: boolean) {
      const { encryptWith: _none, ...plain } = upload;
      const objects = await openObjectStore(sampleConnection, sampleCredentials);
      const open = { connection: sampleConnection, credentials: sampleCredentials, ephemeral: false, objects };
      return storeFile(isEncrypted ? upload : plain, contextWith({ open: open as unknown as ItemContext['open'] }));
    },
    opened: async () => keeper.open(bucket.objects.get(key)?.body ?? Buffer.of()),
    stored: () => bucket.objects.get(key)?.body ?? Buffer.of(),
    end: () => engine.close(),
  };
}

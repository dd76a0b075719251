// One plausible value of each kind, so that a test names only what it is about.
import type { ConnectionDraft } from '../../main/core/connections/rules/connection-draft';
import type { AgentAction } from '../../main/core/model/agents/agents';
import { placeOf, type Connection, type Credentials } from '../../main/core/model/connection';
import { emptyExamination, finding, withFinding, type Examination } from '../../main/core/model/examination';
import type { ShownCode } from '../../main/core/model/qr';
import type { Door } from '../../main/core/model/door';
import type { Arrival, FileRequest } from '../../main/core/model/requests/file-request';
import type { Share, ShareItem } from '../../main/core/model/share';
import type { UnfinishedUpload, Upload } from '../../main/core/model/upload';

/** 2026-01-01T00:00:00Z in Unix ms. */
export const newYearMs = Date.UTC(2026, 0, 1);

export const sampleConnection: Connection = {
  id: 'c-work',
  name: 'Work',
  kind: 's3',
  provider: 'other',
  endpoint: 'https://s3.example.com',
  region: 'us-east-1',
  bucket: 'files',
  addressing: 'path',
  prefix: '',
  whenExpired: 'delete',
};

/** Frozen: the S3 client of the SDK writes into credentials that it is given, and every suite has these. */
export const sampleCredentials: Credentials = Object.freeze({
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
});

/** Of a new connection to the place of `sampleConnection`. */
export const sampleDraft: ConnectionDraft = {
  name: 'Home',
  provider: 'other',
  endpoint: 'https://s3.example.com',
  bucket: 'files',
  region: '',
  addressing: 'automatic',
  ...sampleCredentials,
};

export const sampleShare: Share = {
  id: 's-report',
  connectionId: sampleConnection.id,
  ...placeOf(sampleConnection),
  kind: 'file',
  origin: 'uploaded',
  key: 'ABAgMEBQYHCAkKCwwNDg8A/report.pdf',
  name: 'report.pdf',
  sizeBytes: 1_234,
  fileCount: 1,
  contentType: 'application/pdf',
  disposition: 'attachment',
  createdAtMs: newYearMs,
  expiresAtMs: newYearMs + 86_400_000,
  limitedBy: 'requested',
  verified: true,
  storedCheck: 'crc32',
};

export const sampleDoor: Door = {
  id: 'd-report',
  connectionId: sampleConnection.id,
  ...placeOf(sampleConnection),
  bucket: 'doors',
  key: 'd/k7QmX2aB9cD4eF6g',
  address: 'https://go.example.com/d/k7QmX2aB9cD4eF6g',
  targetKind: 'share',
  targetId: sampleShare.id,
  createdAtMs: newYearMs,
  writtenAtMs: newYearMs,
  leaseEndsAtMs: newYearMs + 86_400_000,
  untilMs: newYearMs + 86_400_000,
};

export const sampleFileRequest: FileRequest = {
  id: 'r-photos',
  connectionId: sampleConnection.id,
  ...placeOf(sampleConnection),
  way: 'forms',
  asks: false,
  folder: 'in/ABAgMEBQYHCAkKCwwNDg8A/',
  key: 'p/AAAgMEBQYHCAkKCwwNDg8A/index.html',
  title: 'Photos of the party',
  files: 100,
  bytes: 5_000_000_000,
  types: 'pictures',
  isOnce: false,
  mostLeaseSeconds: 86_400,
  saveTo: '/home/me/Downloads/Mayfly/Photos',
  createdAtMs: newYearMs,
  signedAtMs: newYearMs,
  expiresAtMs: newYearMs + 604_800_000,
  limitedBy: 'requested',
  writtenAtMs: newYearMs,
  leaseEndsAtMs: newYearMs + 86_400_000,
};

export const sampleArrival: Arrival = {
  requestId: sampleFileRequest.id,
  slot: 1,
  key: 'in/ABAgMEBQYHCAkKCwwNDg8A/0001/data',
  etag: 'e1',
  name: 'cake.jpg',
  sizeBytes: 2_000,
  sha256: 'ab'.repeat(32),
  batch: 'b1',
  sender: 'Mina',
  note: 'the best one',
  arrivedAtMs: newYearMs + 60_000,
  state: 'saved',
  path: '/home/me/Downloads/Mayfly/Photos/cake.jpg',
};

export const sampleItem: ShareItem = {
  shareId: 's-trip',
  role: 'file',
  key: 'f/ABAgMEBQYHCAkKCwwNDg8A/0/a.txt',
  path: 'day 1/a.txt',
  sizeBytes: 3,
  contentType: 'text/plain',
  storedCheck: 'crc32',
};

export const sampleUpload: Upload = {
  id: 'u-report',
  name: 'report.pdf',
  sizeBytes: 1_234,
  sentBytes: 0,
  bytesPerSecond: 0,
  phase: { kind: 'waiting' },
  connectionId: sampleConnection.id,
  startedAtMs: newYearMs,
};

export const sampleUnfinished: UnfinishedUpload = {
  id: 'u-report',
  connectionId: sampleConnection.id,
  bucket: sampleConnection.bucket,
  key: sampleShare.key,
  path: '/files/report.pdf',
  name: 'report.pdf',
  sizeBytes: 1_234,
  startedAtMs: newYearMs,
  ownerPid: 4_194_304,
  state: 'active',
  intent: { lifetimeSeconds: 86_400, disposition: 'attachment', copy: true, batchId: 'b-one' },
  given: {
    within: '/files',
    snapshot: {
      sizeBytes: 1_234,
      mtimeNs: 1_767_225_600_123_456_789n,
      ctimeNs: 1_767_225_600_987_654_321n,
      birthtimeNs: 1_767_225_600_123_456_788n,
      inode: 18_446_744_073_709_551_615n,
      device: 66_306n,
    },
  },
};

/** Of a connection that works; `change` for what a test is about. */
export const sampleExamination = (change: Partial<Examination> = {}): Examination => ({
  ...[finding('reach', 'reached', { host: 's3.example.com' }), finding('write', 'write-allowed')].reduce(
    withFinding,
    emptyExamination(sampleConnection, newYearMs),
  ),
  endedAtMs: newYearMs + 1_200,
  requests: 13,
  facts: { writes: true, reads: true },
  ...change,
});

/** A code of a link that this network opens. */
export const sampleCode: ShownCode = {
  png: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
  name: 'report.pdf',
  expiresAtMs: 3_600_000,
  reach: 'private',
  wifi: 'Wren & Sons',
};

/** What an agent asks for: one small file by a link of a minute. */
export const sampleAgentAction: AgentAction = {
  kind: 'share',
  files: [{ path: '/home/kim/work/a.txt', sizeBytes: 5 }],
  fileCount: 1,
  sizeBytes: 5,
  connectionName: 'Work',
  host: 's3.example.com',
  lifetimeSeconds: 60,
  encrypted: false,
};

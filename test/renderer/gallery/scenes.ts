// Why this exists: the states of the app worth looking at, by name; the gallery shows them and the documentation is drawn from them.
import type { AppView, UploadView } from '../../../preload/views';
import { failedExamination, runningExamination } from '../examinations';
import {
  connection,
  dayMs,
  embedded,
  emptyView,
  failure,
  hourMs,
  keychainFailure,
  minuteMs,
  share,
  upload,
} from '../views';

const connections = [
  connection({ isDefault: true, colour: 'purple', defaultExpirySeconds: 3_600 }),
  embedded({ isDefault: false }),
  connection({
    id: 'c-nas',
    name: 'Attic NAS',
    provider: 'minio',
    providerLabel: 'MinIO',
    colour: 'green',
    bandwidthBytesPerSecond: 2_000_000,
    host: 'nas.home:9000',
    endpoint: 'http://nas.home:9000',
    bucket: 'drop',
    secret: 'missing',
    insecure: true,
  }),
  connection({
    id: 'c-field',
    name: 'Field team',
    provider: 'aws',
    providerLabel: 'AWS S3',
    host: 's3.eu-central-1.amazonaws.com',
    bucket: 'field-footage',
    secret: 'profile',
    profile: 'studio-admin',
  }),
  connection({
    id: 'c-loan',
    name: 'Loan',
    bucket: 'loan',
    keysEndAtMs: 1,
  }),
];

const uploads: readonly UploadView[] = [
  upload({
    id: 'u-1',
    name: 'Mara & Jonas — wedding film, final cut 4K.mov',
    sizeBytes: 4_812_000_000,
    sentBytes: 1_973_000_000,
    bytesPerSecond: 38_400_000,
    secondsLeft: 74,
    connectionName: 'Studio',
  }),
  upload({ id: 'u-2', name: 'contact-sheet.pdf', sizeBytes: 18_400_000, sentBytes: 18_400_000, phase: 'proving' }),
  upload({
    id: 'u-4',
    name: 'interview-take-4.wav',
    sizeBytes: 96_100_000,
    sentBytes: 41_000_000,
    phase: 'paused',
  }),
  upload({ id: 'u-3', name: 'raw-2026-11-21.zip', sizeBytes: 912_000_000, sentBytes: 0, phase: 'waiting' }),
];

const shares = (nowMs: number): AppView['shares'] => [
  share(nowMs, {
    id: 's-0',
    kind: 'page',
    name: 'Lisbon, October',
    contentType: 'text/html',
    sizeBytes: 184_300_000,
    fileCount: 12,
    createdAtMs: nowMs - 5 * minuteMs,
    expiresAtMs: nowMs + 6 * dayMs + 23 * hourMs,
    keepUntilMs: nowMs + 217 * dayMs,
    canReveal: true,
  }),
  share(nowMs, {
    id: 's-1',
    name: 'Quarterly report.pdf',
    expiresAtMs: nowMs + 23 * hourMs + 59 * minuteMs,
    createdAtMs: nowMs,
  }),
  share(nowMs, {
    id: 's-2',
    name: 'team-offsite-2026-group-photo-edited-for-print.jpeg',
    contentType: 'image/jpeg',
    sizeBytes: 8_912_331,
    createdAtMs: nowMs - 3 * dayMs,
    expiresAtMs: nowMs + 3 * dayMs + 4 * hourMs,
  }),
  share(nowMs, {
    id: 's-3',
    name: 'interview-take-3.wav',
    contentType: 'audio/wav',
    sizeBytes: 92_400_000,
    createdAtMs: nowMs - 18 * minuteMs,
    expiresAtMs: nowMs + 42 * minuteMs + 10_000,
    connectionName: 'This computer',
    reach: 'loopback',
  }),
  share(nowMs, {
    id: 's-4',
    name: 'build.tar.gz',
    contentType: 'application/gzip',
    sizeBytes: 271_000_000,
    createdAtMs: nowMs - 12 * minuteMs,
    expiresAtMs: nowMs + 2 * minuteMs + 41_000,
    verified: false,
  }),
  share(nowMs, {
    id: 's-5',
    name: 'notes.md',
    contentType: 'text/markdown',
    sizeBytes: 1843,
    createdAtMs: nowMs - 2 * hourMs,
    expiresAtMs: nowMs + 5 * hourMs,
    connectionName: 'This computer',
    reach: 'loopback',
    endsWithApp: true,
  }),
  share(nowMs, {
    id: 's-6',
    name: 'invoice\u{202E}fdp.exe',
    contentType: 'application/octet-stream',
    sizeBytes: 64_000,
    expiresAtMs: nowMs + 6 * dayMs,
    createdAtMs: nowMs - dayMs,
    limitedBy: 'credentials',
  }),
  share(nowMs, {
    id: 's-7',
    name: 'budget 2027.xlsx',
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    sizeBytes: 44_120,
    createdAtMs: nowMs - 2 * dayMs,
    expiresAtMs: nowMs - dayMs,
    state: 'expired',
  }),
  share(nowMs, {
    id: 's-8',
    name: 'draft-contract.docx',
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    sizeBytes: 88_000,
    state: 'revoked',
  }),
];

export type SceneName = keyof typeof scenes;

/** Each scene at a moment (Unix ms), so that what is left is what the picture says. */
export const scenes = {
  'first-run': () => emptyView({ firstRun: true, connections: [], keychain: 'unknown' }),
  empty: () => emptyView({ connections: [connection({ isDefault: true }), embedded({ isDefault: false })] }),
  busy: (nowMs: number) =>
    emptyView({
      connections,
      uploads,
      shares: shares(nowMs).slice(0, 2),
    }),
  shares: (nowMs: number) => emptyView({ connections, shares: shares(nowMs) }),
  copied: (nowMs: number) =>
    emptyView({
      connections,
      shares: shares(nowMs).slice(0, 4),
      notices: [
        {
          id: 'n-1',
          kind: 'copied',
          count: 1,
          name: 'Quarterly report.pdf',
          expiresAtMs: nowMs + 23 * hourMs + 59 * minuteMs,
          reach: 'public',
        },
      ],
    }),
  failed: (nowMs: number) =>
    emptyView({
      connections,
      uploads: [
        upload({ id: 'u-3', name: 'site-photos.zip', phase: 'offline', failure: failure() }),
        upload({
          id: 'u-4',
          name: 'rehearsal.mov',
          phase: 'lapsed',
          failure: failure({
            code: 'token-expired',
            message: 'The session token has expired.',
            next: 'Enter new temporary credentials.',
          }),
        }),
        upload({
          id: 'u-1',
          name: 'Mara & Jonas — wedding film, final cut 4K.mov',
          phase: 'failed',
          failure: failure(),
        }),
        upload({
          id: 'u-2',
          name: 'contact-sheet.pdf',
          phase: 'failed',
          canRetry: false,
          failure: failure({
            code: 'file-changed',
            message: '“contact-sheet.pdf” changed while it was uploaded.',
            next: 'Share it again once it is saved.',
          }),
        }),
      ],
      shares: shares(nowMs).slice(0, 3),
      notices: [{ id: 'n-1', kind: 'failure', failure: keychainFailure() }],
    }),
  many: (nowMs: number) =>
    emptyView({
      connections,
      uploads: Array.from({ length: 400 }, (_, i) =>
        upload({ id: `u-${i}`, name: `scan-${i + 1}.tiff`, ...(i < 4 ? {} : { phase: 'waiting', sentBytes: 0 }) }),
      ),
      shares: Array.from({ length: 600 }, (_, i) => share(nowMs, { id: `s-${i}`, name: `page-${i + 1}.tiff` })),
    }),
  removed: (nowMs: number) =>
    emptyView({
      connections,
      shares: shares(nowMs).slice(0, 4),
      notices: [
        { id: 'n-1', kind: 'renewed', shareId: 's-0', name: 'Lisbon, October', oldEndMs: nowMs + hourMs },
        { id: 'n-2', kind: 'removed', shareId: 's-9', name: 'budget 2027.xlsx', linkLives: true },
      ],
    }),
  history: (nowMs: number) =>
    emptyView({
      connections,
      shares: Array.from({ length: 200 }, (_, i) => share(nowMs, { id: `s-${i}`, name: `page-${i + 1}.tiff` })),
    }),
  'no-connections': () => emptyView({ connections: [] }),
  examined: () =>
    emptyView({
      connections,
      examinations: [runningExamination('c-studio'), failedExamination('c-nas')],
    }),
  'keychain-broken': () => emptyView({ connections, keychain: keychainFailure(), expirySeconds: 5400 }),
} satisfies Record<string, (nowMs: number) => AppView>;

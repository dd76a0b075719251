// A week of somebody's shares, uploads and connections, in the language that main speaks, for the scenes of the gallery.
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { AppView } from '../../../preload/views/views';
import { Failure, type FailureCode, type FailureDetail } from '../../../main/core/model/failure';
import { failureView } from '../../../main/ipc/failure-view';
import { language } from '../../../resources/words/messages';
import { connection, dayMs, embedded, hourMs, minuteMs, share, upload } from '../views';
import type { FailureView } from '../../../preload/views/failure-view';

/** What somebody who uses Mayfly in that language would have typed. */
export const say = (english: string, korean: string): string => (language() === 'ko' ? korean : english);

export const refused = (code: FailureCode, detail: FailureDetail = {}): FailureView =>
  failureView(new Failure(code, detail));

const here = () => embedded({ isDefault: false, name: say('This computer', '이 컴퓨터') });
const studio = (change: Partial<ConnectionView>) =>
  connection({ isDefault: true, name: say('Studio', '스튜디오'), ...change });

const mine = (nowMs: number, change: Partial<AppView['shares'][number]>) =>
  share(nowMs, { connectionName: say('Studio', '스튜디오'), ...change });

export const connections = (): AppView['connections'] => [
  studio({ colour: 'purple', defaultExpirySeconds: 3_600 }),
  here(),
  connection({
    id: 'c-nas',
    name: say('Attic NAS', '다락방 NAS'),
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
    name: say('Field team', '현장 팀'),
    provider: 'aws',
    providerLabel: 'AWS S3',
    host: 's3.eu-central-1.amazonaws.com',
    bucket: 'field-footage',
    secret: 'profile',
    profile: 'studio-admin',
  }),
  connection({
    id: 'c-loan',
    name: say('Loan', '빌려 쓰는 저장소'),
    bucket: 'loan',
    keysEndAtMs: 1,
  }),
];

export const uploads = (): AppView['uploads'] => [
  upload({
    id: 'u-1',
    name: say('Mara & Jonas — wedding film, final cut 4K.mov', '민아와 준호 — 결혼식 영상, 최종본 4K.mov'),
    sizeBytes: 4_812_000_000,
    sentBytes: 1_973_000_000,
    bytesPerSecond: 38_400_000,
    secondsLeft: 74,
    connectionName: 'Studio',
  }),
  upload({
    id: 'u-2',
    name: say('contact-sheet.pdf', '밀착 인화.pdf'),
    sizeBytes: 18_400_000,
    sentBytes: 18_400_000,
    phase: 'verifying',
  }),
  upload({
    id: 'u-4',
    name: say('interview-take-4.wav', '인터뷰 네 번째 녹음.wav'),
    sizeBytes: 96_100_000,
    sentBytes: 41_000_000,
    phase: 'paused',
  }),
  upload({ id: 'u-3', name: 'raw-2026-11-21.zip', sizeBytes: 912_000_000, sentBytes: 0, phase: 'waiting' }),
];

export const shares = (nowMs: number): AppView['shares'] => [
  mine(nowMs, {
    id: 's-0',
    kind: 'page',
    name: say('Lisbon, October', '10월, 리스본'),
    contentType: 'text/html',
    sizeBytes: 184_300_000,
    fileCount: 12,
    createdAtMs: nowMs - 5 * minuteMs,
    expiresAtMs: nowMs + 6 * dayMs + 23 * hourMs,
    keepUntilMs: nowMs + 217 * dayMs,
    canReveal: true,
  }),
  mine(nowMs, {
    id: 's-1',
    name: say('Quarterly report.pdf', '3분기 보고서.pdf'),
    expiresAtMs: nowMs + 23 * hourMs + 59 * minuteMs,
    createdAtMs: nowMs,
  }),
  mine(nowMs, {
    id: 's-2',
    name: say('team-offsite-2026-group-photo-edited-for-print.jpeg', '2026 워크숍 단체 사진 인쇄용 보정본.jpeg'),
    contentType: 'image/jpeg',
    canReveal: true,
    sizeBytes: 8_912_331,
    createdAtMs: nowMs - 3 * dayMs,
    expiresAtMs: nowMs + 3 * dayMs + 4 * hourMs,
  }),
  mine(nowMs, {
    id: 's-3',
    name: say('interview-take-3.wav', '인터뷰 세 번째 녹음.wav'),
    contentType: 'audio/wav',
    sizeBytes: 92_400_000,
    createdAtMs: nowMs - 18 * minuteMs,
    expiresAtMs: nowMs + 42 * minuteMs + 10_000,
    connectionName: say('This computer', '이 컴퓨터'),
    reach: 'loopback',
  }),
  mine(nowMs, {
    id: 's-4',
    name: 'build.tar.gz',
    contentType: 'application/gzip',
    sizeBytes: 271_000_000,
    createdAtMs: nowMs - 12 * minuteMs,
    expiresAtMs: nowMs + 2 * minuteMs + 41_000,
    verified: false,
  }),
  mine(nowMs, {
    id: 's-5',
    name: 'notes.md',
    contentType: 'text/markdown',
    sizeBytes: 1843,
    createdAtMs: nowMs - 2 * hourMs,
    expiresAtMs: nowMs + 5 * hourMs,
    connectionName: say('This computer', '이 컴퓨터'),
    reach: 'loopback',
    endsWithApp: true,
  }),
  mine(nowMs, {
    id: 's-6',
    name: 'invoice\u{202E}fdp.exe',
    contentType: 'application/octet-stream',
    sizeBytes: 64_000,
    expiresAtMs: nowMs + 6 * dayMs,
    createdAtMs: nowMs - dayMs,
    limitedBy: 'credentials',
  }),
  mine(nowMs, {
    id: 's-7',
    name: say('budget 2027.xlsx', '2027년 예산.xlsx'),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    sizeBytes: 44_120,
    createdAtMs: nowMs - 2 * dayMs,
    expiresAtMs: nowMs - dayMs,
    state: 'expired',
  }),
  mine(nowMs, {
    id: 's-8',
    name: say('draft-contract.docx', '계약서 초안.docx'),
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    sizeBytes: 88_000,
    state: 'revoked',
  }),
];

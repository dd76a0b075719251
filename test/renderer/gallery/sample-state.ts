// A week of somebody's shares, uploads and connections, in the language that main speaks, for the scenes of the gallery.
import type { ConnectionView } from '../../../preload/views/connection-views';
import type { AppView } from '../../../preload/views/views';
import { Failure, type FailureCode, type FailureDetail } from '../../../main/core/model/failure';
import { failureView } from '../../../main/ipc/failure-view';
import { language } from '../../../resources/words/messages';
import { arrival, connection, dayMs, embedded, fileRequest, hourMs, minuteMs, share, upload } from '../views';
import type { ArrivalView } from '../../../preload/views/file-request-views';
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
  studio({
    colour: 'purple',
    defaultExpirySeconds: 3_600,
    doors: { bucket: 'studio-doors', prefix: '', address: 'https://go.studio.example', isUsual: true, state: 'proven' },
  }),
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
    encryption: 'demanded',
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
    encryption: 'password',
    doorAddress: 'https://go.studio.example/k7QmX2aB9cD4eF6g',
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
    receipts: { opened: 0, saved: 1, lastAtMs: nowMs - 1_200_000, isExact: true },
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
    keysIn: 'memory',
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

const folder = () => say('/home/me/Downloads/Mayfly/Photos of the party', '/home/me/Downloads/Mayfly/파티 사진');

export const fileRequests = (nowMs: number): AppView['fileRequests'] => [
  fileRequest(nowMs, {
    title: say('Photos of the party', '파티 사진'),
    message: say(
      'Please send everything you took on Saturday, blurry ones too!',
      '토요일에 찍은 사진을 모두 보내 줘. 흔들린 것도 좋아!',
    ),
    connectionName: say('Studio', '스튜디오'),
    types: 'pictures',
    folder: folder(),
    doorAddress: 'https://go.studio.example/Tz4nW8sLq2Vb7RkC',
    arrived: 6,
    saved: 4,
    waiting: 2,
    refused: 2,
    arrivedBytes: 48_300_000,
  }),
  fileRequest(nowMs, {
    id: 'r-2',
    title: say('Interview recordings', '인터뷰 녹음'),
    connectionName: say('Studio', '스튜디오'),
    createdAtMs: nowMs - 2 * dayMs,
    expiresAtMs: nowMs + 9 * hourMs,
    arrived: 14,
    saved: 5,
    waiting: 9,
    arrivedBytes: 2_940_000_000,
    saving: { files: 12, savedFiles: 3, bytes: 2_600_000_000, savedBytes: 1_130_000_000 },
  }),
  fileRequest(nowMs, {
    id: 'r-3',
    title: say('Your signed contract', '서명한 계약서'),
    connectionName: say('This computer', '이 컴퓨터'),
    reach: 'loopback',
    state: 'full',
    isOnce: true,
    mostLeaseSeconds: 86_400,
    types: 'documents',
    files: 3,
    arrived: 1,
    saved: 1,
    arrivedBytes: 412_000,
  }),
  fileRequest(nowMs, {
    id: 'r-6',
    title: say('Send to my computer', '내 컴퓨터로 보내기'),
    connectionName: say('Studio', '스튜디오'),
    doorAddress: 'https://go.studio.example/Qm3xZ81vYtKp5LdW',
    files: 1_000,
    arrived: 12,
    saved: 12,
    arrivedBytes: 39_000_000,
  }),
  fileRequest(nowMs, {
    id: 'r-7',
    title: say('Send to my computer', '내 컴퓨터로 보내기'),
    connectionName: say('Studio', '스튜디오'),
    isReplaced: true,
    files: 1_000,
    arrived: 504,
    saved: 504,
    arrivedBytes: 1_620_000_000,
  }),
  fileRequest(nowMs, {
    id: 'r-4',
    title: say('Logo drafts', '로고 시안'),
    connectionName: say('Studio', '스튜디오'),
    state: 'closed',
    closedAtMs: nowMs - hourMs,
    slotsEndAtMs: nowMs + 5 * hourMs,
    arrived: 2,
    saved: 2,
    arrivedBytes: 8_100_000,
  }),
  fileRequest(nowMs, {
    id: 'r-5',
    title: say('Receipts for September', '9월 영수증'),
    connectionName: say('Attic NAS', '다락방 NAS'),
    state: 'ended',
    createdAtMs: nowMs - 9 * dayMs,
    expiresAtMs: nowMs - 2 * dayMs,
    slotsEndAtMs: nowMs - 2 * dayMs,
  }),
];

export const arrivals = (nowMs: number): readonly ArrivalView[] =>
  [
    arrival(nowMs, {
      slot: 8,
      name: 'IMG_4127.heic',
      state: 'arrived',
      sizeBytes: 2_900_000,
      arrivedAtMs: nowMs - 2 * minuteMs,
      sender: say('Jonas', '준호'),
      note: say('The one with the sparklers. More tonight.', '불꽃놀이 사진이야. 나머지는 오늘 밤에 보낼게.'),
    }),
    arrival(nowMs, { slot: 7, name: say('cake.jpg', '케이크.jpg'), sender: say('Mina', '민아'), path: folder() }),
    arrival(nowMs, {
      slot: 6,
      name: say(
        'a very long name that somebody gave to the film of the whole evening, second half.mov',
        '저녁 내내 찍은 영상에 누군가 붙인 아주 긴 이름, 두 번째 부분.mov',
      ),
      sizeBytes: 38_000_000,
      sender: say('Mina', '민아'),
      path: folder(),
    }),
    arrival(nowMs, {
      slot: 5,
      name: 'setup\u202egpj.exe',
      state: 'refused',
      refusal: 'kind',
      sender: '\u202eanonymous',
      sizeBytes: 1_200_000,
    }),
    arrival(nowMs, {
      slot: 4,
      name: 'raw-scan.tiff',
      state: 'refused',
      refusal: 'too-large',
      sizeBytes: 6_200_000_000,
    }),
    arrival(nowMs, { slot: 3, name: say('draft.jpg', '초안.jpg'), state: 'deleted', sizeBytes: 940_000 }),
  ].map(({ sha256, path, ...rest }) => ({
    ...rest,
    canOpen: rest.state === 'saved' && path !== undefined,
    ...(rest.state === 'saved' && sha256 !== undefined && { sha256 }),
    ...(rest.state === 'saved' && path !== undefined && { path }),
  }));

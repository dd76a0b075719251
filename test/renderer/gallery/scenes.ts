// The states of the app worth looking at, by name; the gallery shows them and the documentation is drawn from them.
import type { NearbyView, OfferView } from '../../../preload/views/nearby-view';
import type { AppView } from '../../../preload/views/views';
import { failedExamination, runningExamination } from '../examinations';
import { connection, embedded, emptyView, hourMs, minuteMs, share, upload } from '../views';
import { connections, fileRequests, refused, say, shares, uploads } from './sample-state';

export type SceneName = keyof typeof scenes;

const network = (nearby: Partial<NearbyView>): AppView['network'] => ({
  isOn: true,
  address: '192.168.1.5:20001',
  addresses: [],
  nearby: { devices: [], sending: [], received: [], ...nearby },
});
const nearbyOffer = (): OfferView => ({
  id: 'o-1',
  sender: 'Pixel 9',
  address: '192.168.1.7',
  files: [
    { path: say('Summer/Beach at noon.jpg', '여름/한낮의 바다.jpg'), sizeBytes: 4_200_000 },
    { path: say('Summer/The long way home.mp4', '여름/돌아오는 길.mp4'), sizeBytes: 88_000_000 },
    { path: say('Tickets.pdf', '승차권.pdf'), sizeBytes: 310_000 },
  ],
  fileCount: 3,
  sizeBytes: 92_510_000,
});
const toDevice = { device: 'Pixel 9', fileCount: 3, sizeBytes: 12_000_000 };
const firewall = { kind: 'firewall', firewall: 'ufw', command: 'sudo ufw allow 24817/tcp' } as const;
const places = [
  { key: 'wlan0', interfaceName: 'wlan0', addresses: ['192.168.1.5', 'fd00::1c2b'], kind: 'network', isOn: true },
  { key: 'docker0', interfaceName: 'docker0', addresses: ['172.17.0.1'], kind: 'inside', isOn: false },
  { key: '203.0.113.9', interfaceName: 'wwan0', addresses: ['203.0.113.9'], kind: 'public', isOn: false },
] as const;
const openNetwork = {
  isOn: true,
  address: '192.168.1.5:24817',
  addresses: places,
  asksPin: true,
  obstacle: firewall,
} as const;

/** Each scene at a moment (Unix ms), so that what is left is what the picture says. */
export const scenes = {
  'first-run': () => emptyView({ firstRun: true, connections: [], keychain: 'unknown', pointsToStorage: true }),
  demanded: (nowMs: number) =>
    emptyView({
      connections: connections().map((one) => ({ ...one, isDefault: one.id === 'c-field' })),
      shares: shares(nowMs),
    }),
  'first-links': (nowMs: number) => emptyView({ shares: shares(nowMs).slice(1, 3), pointsToStorage: true }),
  network: (nowMs: number) =>
    emptyView({
      connections: [
        embedded({ name: say('This computer', '이 컴퓨터'), reach: 'private', encryption: 'usual' }),
        connection(),
      ],
      network: openNetwork,
      shares: shares(nowMs)
        .slice(0, 3)
        .map((one, i) => ({
          ...one,
          connectionName: say('This computer', '이 컴퓨터'),
          ...(i === 2
            ? { reach: 'loopback' as const, isMoved: true as const }
            : { reach: 'private' as const, nearby: i === 1 ? { obstacle: firewall } : {} }),
        })),
    }),
  empty: () => emptyView({ connections: connections().slice(0, 2) }),
  busy: (nowMs: number) =>
    emptyView({
      connections: connections(),
      uploads: uploads(),
      shares: shares(nowMs).slice(0, 2),
    }),
  shares: (nowMs: number) => emptyView({ connections: connections(), shares: shares(nowMs) }),
  /** A link whose file is still sent, a folder that its page follows, and one that it does not any more. */
  sending: (nowMs: number) => {
    const [page, report] = shares(nowMs);
    const film = say('Wedding film.mp4', '결혼식 영상.mp4');
    const folder = { canReveal: true, folder: { isKept: true, inStepAtMs: nowMs - 2 * minuteMs } };
    return emptyView({
      connections: connections(),
      uploads: [{ ...uploads()[0]!, id: 's-film', name: film }],
      shares: [
        { ...report!, id: 's-film', kind: 'page', name: film, contentType: 'text/html', isSending: true },
        { ...page!, ...folder, id: 's-folder', name: say('Tiles', '타일') },
        {
          ...page!,
          canReveal: true,
          id: 's-away',
          folder: {
            isKept: true,
            failure: refused('folder-out-of-step', { fileName: page!.name, reason: 'the folder is not there now' }),
          },
        },
        report!,
      ],
      notices: [
        {
          id: 'n-1',
          kind: 'copied',
          count: 1,
          name: film,
          expiresAtMs: nowMs + 23 * hourMs + 59 * minuteMs,
          reach: 'public',
          isSending: true,
          leftSeconds: 180,
        },
      ],
    });
  },
  compact: (nowMs: number) =>
    emptyView({
      connections: connections(),
      uploads: uploads().slice(0, 2),
      shares: shares(nowMs),
      density: 'compact',
    }),
  copied: (nowMs: number) =>
    emptyView({
      connections: connections(),
      shares: shares(nowMs).slice(0, 4),
      notices: [
        {
          id: 'n-1',
          kind: 'copied',
          count: 1,
          name: say('Quarterly report.pdf', '3분기 보고서.pdf'),
          expiresAtMs: nowMs + 23 * hourMs + 59 * minuteMs,
          reach: 'public',
        },
      ],
    }),
  cancelled: (nowMs: number) =>
    emptyView({
      connections: connections(),
      shares: shares(nowMs).slice(0, 4),
      notices: [{ id: 'n-1', kind: 'cancelled', count: 3 }],
    }),
  failed: (nowMs: number) =>
    emptyView({
      connections: connections(),
      uploads: [
        upload({
          id: 'u-3',
          name: say('site-photos.zip', '현장 사진.zip'),
          phase: 'offline',
          failure: refused('endpoint-unreachable', { host: 's3.example.com' }),
        }),
        upload({
          id: 'u-4',
          name: say('rehearsal.mov', '리허설.mov'),
          phase: 'awaiting-credentials',
          failure: refused('token-expired'),
        }),
        upload({
          id: 'u-1',
          name: say('Mara & Jonas — wedding film, final cut 4K.mov', '민아와 준호 — 결혼식 영상, 최종본 4K.mov'),
          phase: 'failed',
          failure: refused('endpoint-unreachable', { host: 's3.example.com' }),
        }),
        upload({
          id: 'u-2',
          name: say('contact-sheet.pdf', '밀착 인화.pdf'),
          phase: 'failed',
          canRetry: false,
          failure: refused('file-changed', { fileName: say('contact-sheet.pdf', '밀착 인화.pdf') }),
        }),
      ],
      shares: shares(nowMs).slice(0, 3),
      notices: [{ id: 'n-1', kind: 'failure', failure: refused('keychain-no-service') }],
    }),
  many: (nowMs: number) =>
    emptyView({
      connections: connections(),
      uploads: Array.from({ length: 400 }, (_, i) =>
        upload({ id: `u-${i}`, name: `scan-${i + 1}.tiff`, ...(i < 4 ? {} : { phase: 'waiting', sentBytes: 0 }) }),
      ),
      shares: Array.from({ length: 600 }, (_, i) => share(nowMs, { id: `s-${i}`, name: `page-${i + 1}.tiff` })),
    }),
  removed: (nowMs: number) =>
    emptyView({
      connections: connections(),
      shares: shares(nowMs).slice(0, 4),
      notices: [
        {
          id: 'n-1',
          kind: 'renewed',
          shareId: 's-0',
          name: say('Lisbon, October', '10월, 리스본'),
          oldEndMs: nowMs + hourMs,
        },
        {
          id: 'n-2',
          kind: 'removed',
          shareId: 's-9',
          name: say('budget 2027.xlsx', '2027년 예산.xlsx'),
          linkLives: true,
        },
      ],
    }),
  history: (nowMs: number) =>
    emptyView({
      connections: connections(),
      shares: Array.from({ length: 200 }, (_, i) => share(nowMs, { id: `s-${i}`, name: `page-${i + 1}.tiff` })),
    }),
  'no-connections': () => emptyView({ connections: [] }),
  examined: () =>
    emptyView({
      connections: connections(),
      examinations: [runningExamination('c-studio'), failedExamination('c-nas')],
    }),
  'keychain-broken': () =>
    emptyView({ connections: connections(), keychain: refused('keychain-no-service'), expirySeconds: 5400 }),
  update: () =>
    emptyView({
      connections: connections(),
      notices: [{ id: 'n-1', kind: 'update', version: '0.2.0' }],
      update: {
        kind: 'offered',
        version: '0.2.0',
        notes: 'Pages upload faster.\nThe shelf remembers its place.',
        waitsForUploads: false,
      },
    }),
  requests: (nowMs: number) => emptyView({ connections: connections(), fileRequests: fileRequests(nowMs) }),
  'no-requests': () =>
    emptyView({
      connections: [
        connection({
          isDefault: true,
          fileRequests: {
            kind: 'none',
            failure: refused('request-unsafe', { connectionName: say('Studio', '스튜디오') }),
          },
        }),
      ],
    }),
  proposal: (nowMs: number) =>
    emptyView({
      connections: connections(),
      shares: shares(nowMs),
      proposal: { id: 'p-1', from: 'link', what: 'paths', names: ['render-final.mp4', 'cover.png'], count: 2 },
    }),
  'nearby-offer': () => emptyView({ connections: connections(), network: network({ offer: nearbyOffer() }) }),
  nearby: (nowMs: number) =>
    emptyView({
      connections: connections(),
      shares: shares(nowMs).slice(0, 2),
      network: network({
        devices: [
          { id: 'F1', name: 'Pixel 9' },
          { id: 'F2', name: say('Ann’s iPad', '지우의 iPad') },
        ],
        receiving: {
          sender: 'Pixel 9',
          fileCount: 12,
          savedCount: 4,
          sizeBytes: 48_000_000,
          receivedBytes: 17_000_000,
        },
        sending: [
          { ...toDevice, id: 's-1', phase: 'asking', name: say('Plan.pdf', '계획.pdf'), fileCount: 1, sentBytes: 0 },
          {
            ...toDevice,
            id: 's-2',
            phase: 'failed',
            sentBytes: 0,
            failure: refused('device-pin-needed'),
            wantsPin: true,
          },
        ],
        received: [{ id: 'r-1', sender: 'Pixel 9', fileCount: 3, sizeBytes: 9_400_000, atMs: nowMs - 2 * minuteMs }],
      }),
    }),
  'shelf-busy': () =>
    emptyView({ connections: connections(), uploads: uploads(), shelf: { uploadIds: ['u-1', 'u-2', 'u-4'] } }),
  'shelf-copied': (nowMs: number) =>
    emptyView({
      connections: connections(),
      shelf: {
        uploadIds: [],
        notice: {
          id: 'n-1',
          kind: 'copied',
          count: 1,
          name: say('Quarterly report.pdf', '3분기 보고서.pdf'),
          expiresAtMs: nowMs + 23 * hourMs + 59 * minuteMs,
          reach: 'public',
        },
      },
    }),
  'shelf-failed': () =>
    emptyView({
      connections: connections(),
      shelf: { uploadIds: [], notice: { id: 'n-1', kind: 'failure', failure: refused('clipboard-empty') } },
    }),
} satisfies Record<string, (nowMs: number) => AppView>;

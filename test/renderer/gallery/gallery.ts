// Shows the real window over a scripted state, `?scene=shares&theme=dark`, so that it can be looked at and measured.
import './without-eval';
import { languageOf, type Language } from '../../../resources/words/languages';
import { setLanguage } from '../../../resources/words/messages';
import { encode } from 'uqr';
import { doorsPolicy } from '../../../main/core/providers/policies/doors-policy';
import { policyText } from '../../../main/core/providers/policies/least-privilege';
import { doorsPlaceAt } from '../../../main/core/wording/finding-words';
import { Failure } from '../../../main/core/model/failure';
import { doorsSetUpView } from '../../../main/ipc/examination-view';
import { sampleConnection } from '../../fakes/samples';
import { limitedExamination } from '../examinations';
import type { AppView } from '../../../preload/views/views';
import { createFakeBridge, refused } from '../fake-bridge';
import { arrivals, refused as refusal, say } from './sample-state';
import { scenes, type SceneName } from './scenes';

const query = new URLSearchParams(location.search);
const asked = query.get('scene') ?? 'shares';
const isScene = (name: string): name is SceneName => Object.hasOwn(scenes, name);
if (!isScene(asked)) throw new Error(`no such scene: ${asked}`);
const theme = query.get('theme');
// What main says is in this language from the beginning; the window follows when it is told.
setLanguage(languageOf([query.get('says') ?? 'en']));

const view: AppView = {
  ...scenes[asked](Date.now()),
  theme: theme === 'light' || theme === 'dark' ? theme : 'system',
};
const fake = createFakeBridge(view);
const code = (text: string): string => {
  const { data, size } = encode(text, { border: 4 });
  const dots = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="320"><path fill="#fff" d="M0 0h99v99H0z"/><path d="${dots}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
};
fake.answer('connections:save', refused(refusal('keychain-no-service')));
fake.answer('file-requests:standing', refused(refusal('no-doors')));
fake.answer('connections:test', { ok: true, value: limitedExamination('draft:') });
fake.answer('credentials:profiles', {
  ok: true,
  value: [
    { name: 'default', kind: 'keys', region: 'eu-central-1' },
    {
      name: 'studio-admin',
      kind: 'role',
      detail: 'StudioAdmin, 123456789012',
      source: 'default',
      region: 'eu-central-1',
      endpoint: 'https://s3.studio.example.com',
    },
  ],
});
fake.answer('credentials:paste', {
  ok: true,
  value: {
    pasteId: 'p-1',
    others: 1,
    keyId: 'ASIA…MPLE',
    hasSecret: true,
    hasToken: true,
    expiresAtMs: Date.now() + 3_600_000,
    region: 'eu-central-1',
    endpoint: 'https://s3.studio.example.com',
  },
});
const minuteMs = 60_000;
const arrived = { missingCount: 0, atMs: Date.now() - 3 * minuteMs };
fake.answer('nearby:arrivals', {
  ok: true,
  value: [
    { ...arrived, id: 'n-1', sender: 'Pixel 9', fileCount: 3, sizeBytes: 9_400_000 },
    {
      ...arrived,
      id: 'n-2',
      sender: say('Ann’s iPad', '지우의 iPad'),
      name: say('Invoice August with a name that is longer than its place.pdf', '8월 청구서.pdf'),
      fileCount: 1,
      sizeBytes: 212_000,
      atMs: Date.now() - 26 * 60 * minuteMs,
    },
    {
      ...arrived,
      id: 'n-3',
      sender: 'Pixel 9',
      fileCount: 41,
      sizeBytes: 188_000_000,
      missingCount: 2,
      atMs: Date.now() - 75 * 60 * minuteMs,
    },
  ],
});
fake.answer('nearby:pin', { ok: true, value: { pin: '482913', isKept: true } });
fake.answer('nearby:arrived-files', {
  ok: true,
  value: {
    folder: '/home/ann/Downloads/Mayfly',
    files: Array.from({ length: 3 }, (_, i) => ({
      path: `${say('beach', '바다')}/PXL_20260${i + 1}12.jpg`,
      sizeBytes: 3_100_000 + i * 20_000,
    })),
    fileCount: 3,
  },
});
const photo = (sky: string, sea: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><path fill="${sky}" d="M0 0h300v130H0z"/><circle cx="170" cy="112" r="34" fill="#ffd27a"/><path fill="${sea}" d="M0 120h300v80H0z"/></svg>`)}`;
fake.answer('region:picture', { ok: true, value: { picture: photo('#f7dcc4', '#5b7f95') } });
fake.answer('shares:thumbnail', { ok: true, value: { picture: photo('#f2a65a', '#33658a') } });
fake.answer('shares:details', {
  ok: true,
  value: {
    host: 'd41d8cd9.r2.cloudflarestorage.com',
    bucket: 'studio-handoff',
    message: say('The pictures of our week. Take what you like!', '우리 여행 사진이야. 마음에 드는 건 다 가져가!'),
    files: Array.from({ length: 12 }, (_, i) => ({
      path: `${say('day', '여행')} ${1 + (i >> 2)}/IMG_${4021 + i * 7}.jpeg`,
      sizeBytes: 9_200_000 + i * 311_000,
      contentType: 'image/jpeg',
    })),
  },
});
const studioDoors = { bucket: 'studio-doors', prefix: '', address: 'https://go.studio.example' };
fake.answer('connections:doors-guide', () =>
  Promise.resolve({
    ok: true,
    value: {
      where: doorsPlaceAt('aws'),
      isPossible: true,
      bucket: 'studio-handoff-go',
      address: 'https://studio-handoff-go.s3.eu-central-1.amazonaws.com',
      policy: policyText(doorsPolicy({ endpoint: 'https://s3.eu-central-1.amazonaws.com', region: '' }, studioDoors)),
    },
  }),
);
fake.answer('connections:set-up-doors', () =>
  Promise.resolve({
    ok: true,
    value: doorsSetUpView({
      server: sampleConnection,
      place: studioDoors,
      isProven: false,
      steps: [{ code: 'bucket-made' }, { code: 'policy-refused', failure: new Failure('access-denied') }],
    }),
  }),
);
fake.answer('connections:bucket-rule', {
  ok: true,
  value: {
    bucket: 'studio-handoff',
    prefix: 'mayfly/',
    expireAfterDays: 8,
    abortUploadsAfterDays: 7,
    change: 'new',
    others: 2,
    wantedLonger: 1,
  },
});
fake.answer('proxies:read', {
  ok: true,
  value: [{ host: 'proxy.studio.example:3128' }, { host: '[2001:db8::1]:8080', user: 'jiyoon' }],
});
const scanned = {
  expiresAtMs: Date.now() + 3_600_000,
  reach: 'private',
  wifi: say('Wren & Sons', '와이파이 2층'),
} as const;
fake.answer('shares:qr', {
  ok: true,
  value: {
    picture: code(
      `http://192.168.178.24:21734/mayfly/2Fq0rC7yQpKc5mXW0bT1dA/report.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=${'5e'.repeat(32)}`,
    ),
    name: say('annual-report-2026.pdf', '연간 보고서 2026.pdf'),
    ...scanned,
  },
});
fake.answer('file-requests:qr', {
  ok: true,
  value: { picture: code('http://192.168.178.24:21734/mayfly/d/2Fq0rC7y'), name: say('Files', '파일'), ...scanned },
});
fake.answer('file-requests:usual-folder', {
  ok: true,
  value: { path: say('/home/me/Downloads/Mayfly/Files', '/home/me/Downloads/Mayfly/파일') },
});
fake.answer('file-requests:details', {
  ok: true,
  value: {
    host: 'd41d8cd9.r2.cloudflarestorage.com',
    bucket: 'studio-handoff',
    door: { state: 'open', untilMs: Date.now() + 604_800_000, renewByMs: Date.now() + 302_400_000 },
    arrivals: scenes[asked](Date.now()).fileRequests.length === 0 ? [] : arrivals(Date.now()),
  },
});
fake.answer('settings:example', {
  ok: true,
  value: {
    text: say(
      'report.pdf, 2.1 MB, until Fri 27 Nov 14:00: https://storage.example/…',
      '보고서.pdf, 2.1MB, 11월 27일 (금) 14:00까지: https://storage.example/…',
    ),
  },
});
fake.answer('shares:find', {
  ok: true,
  value: { total: 104_382, shares: scenes[asked](Date.now()).shares.slice(0, 100) },
});
Object.defineProperty(window, 'mayfly', { value: fake.bridge });
// For scripts that tell the window more, one state after the other.
const show = (resolvedLanguage: Language, theme: AppView['theme']) => fake.push({ ...view, resolvedLanguage, theme });
Object.defineProperty(window, 'gallery', { value: { ...fake, show } });

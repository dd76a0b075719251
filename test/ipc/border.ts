// Why this exists: the whole border over a fake App, wired as the desktop wires it, for every test of this folder.
import type { Channel } from '../../preload/contract';
import { createHandlers } from '../../main/ipc/handlers';
import { answer } from '../../main/ipc/gate';
import { createViewSource } from '../../main/ipc/view-source';
import type { Failure } from '../../main/domain/failure';
import { createFakeApp } from '../fakes/fake-app';
import type { AppState } from '../../main/domain/app-state';

export function createBorder(initial: Partial<AppState> = {}, chosen: readonly string[] = []) {
  const app = createFakeApp(initial);
  const reported: Failure[] = [];
  const view = createViewSource(app, '1.2.3', () => 1_000_000);
  const handlers = createHandlers(app, view, async () => chosen);
  const ask = (channel: Channel, ...args: readonly unknown[]) =>
    answer(channel, handlers, args, (failure) => reported.push(failure));
  return { app, view, ask, reported };
}

export const draft = {
  name: 'Work',
  provider: 'other',
  endpoint: 'https://s3.example.com',
  bucket: 'files',
  region: '',
  addressing: 'automatic',
  accessKeyId: 'AK',
  secretAccessKey: 'CANARY-secret',
} as const;

/** One good payload for every channel: a channel without one does not compile. */
export const goodPayloads = {
  'state:get': undefined,
  'files:share': { paths: ['/tmp/a.txt'], inline: false },
  'files:choose': { inline: false },
  'clipboard:share': { inline: false },
  'uploads:cancel': { uploadId: 'u1' },
  'uploads:retry': { uploadId: 'u1' },
  'uploads:dismiss': { uploadId: 'u1' },
  'uploads:pause': { uploadId: 'u1' },
  'uploads:resume': { uploadId: 'u1' },
  'uploads:all': { action: 'pause' },
  'uploads:move': { uploadId: 'u1', beforeId: 'u2' },
  'shares:copy-link': { shareId: 's1' },
  'shares:revoke': { shareId: 's1' },
  'shares:find': { text: 'a', states: ['live'], sort: 'newest', offset: 0, limit: 50 },
  'shares:files': { shareId: 's1' },
  'shares:remove': { shareId: 's1' },
  'connections:try-embedded': undefined,
  'connections:save': { draft, forSessionOnly: false },
  'connections:test': { draft },
  'connections:remove': { connectionId: 'c1' },
  'connections:set-default': { connectionId: 'c1' },
  'keychain:retry': undefined,
  'settings:save': { theme: 'dark' },
  'notices:dismiss': { noticeId: 'n1' },
} as const satisfies Record<Channel, unknown>;

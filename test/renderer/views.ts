// Pictures of the app's state, small ones for tests to build on.
import type { ConnectionView } from '../../preload/views/connection-views';
import type { ArrivalView, FileRequestView } from '../../preload/views/file-request-views';
import type { AppView, ShareView, UploadView } from '../../preload/views/views';
import type { FailureView } from '../../preload/views/failure-view';

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** An app that was used before, with nothing in it. */
export function emptyView(change: Partial<AppView> = {}): AppView {
  return {
    connections: [embedded()],
    uploads: [],
    shares: [],
    shareChanges: 0,
    fileRequests: [],
    requestChanges: 0,
    notices: [],
    examinations: [],
    expirySeconds: 86_400,
    theme: 'system',
    density: 'comfortable',
    language: 'system',
    resolvedLanguage: 'en',
    bandwidthBytesPerSecond: 0,
    parallel: 32,
    pages: 'several',
    opensInBrowser: false,
    countsOpenings: true,
    linkForm: 'link',
    linkTemplate: '{name}, {size}, until {end}: {link}',
    askerName: '',
    network: { isOn: false, addresses: [] },
    desktop: {
      startAtLogin: false,
      startHidden: true,
      staysInTray: true,
      shortcut: 'CommandOrControl+Shift+U',
      shortcutState: 'works',
      shelfAtEdge: false,
      canStandAtEdge: true,
      deepLinks: false,
      fileManagers: false,
      canJoinFileManagers: true,
      hasTray: true,
    },
    firstRun: false,
    pointsToStorage: false,
    keychain: 'ok',
    version: '0.1.0',
    update: { kind: 'unknown', waitsForUploads: false },
    ...change,
  };
}

export const embedded = (change: Partial<ConnectionView> = {}): ConnectionView =>
  connection({
    id: 'c-here',
    name: 'This computer',
    kind: 'embedded',
    provider: 'embedded',
    providerLabel: 'Other S3',
    host: '127.0.0.1:41873',
    endpoint: 'http://127.0.0.1:41873',
    region: 'us-east-1',
    bucket: 'mayfly',
    isDefault: true,
    ...change,
  });

export function connection(change: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: 'c-studio',
    name: 'Studio',
    kind: 's3',
    provider: 'r2',
    providerLabel: 'Cloudflare R2',
    host: 'd41d8cd9.r2.cloudflarestorage.com',
    endpoint: 'https://d41d8cd9.r2.cloudflarestorage.com',
    region: 'auto',
    bucket: 'studio-handoff',
    prefix: '',
    addressing: 'path',
    isDefault: false,
    secret: 'keychain',
    insecure: false,
    showsPages: true,
    fileRequests: { kind: 'forms', asks: false, keptByStorage: ['count', 'size', 'type'] },
    whenExpired: 'delete',
    ...change,
  };
}

export function upload(change: Partial<UploadView> = {}): UploadView {
  return {
    id: 'u-1',
    name: 'report.pdf',
    sizeBytes: 48_000_000,
    sentBytes: 12_000_000,
    bytesPerSecond: 3_000_000,
    secondsLeft: 12,
    phase: 'uploading',
    connectionId: 'c-embedded',
    canRetry: true,
    ...change,
  };
}

export function share(nowMs: number, change: Partial<ShareView> = {}): ShareView {
  return {
    id: 's-1',
    kind: 'file',
    origin: 'uploaded',
    name: 'report.pdf',
    sizeBytes: 2_400_000,
    fileCount: 1,
    contentType: 'application/pdf',
    createdAtMs: nowMs - hourMs,
    expiresAtMs: nowMs + 23 * hourMs,
    limitedBy: 'requested',
    state: 'live',
    verified: true,
    connectionName: 'Studio',
    reach: 'public',
    canReveal: false,
    ...change,
  };
}

export function fileRequest(nowMs: number, change: Partial<FileRequestView> = {}): FileRequestView {
  return {
    id: 'r-1',
    title: 'Photos of the party',
    state: 'open',
    asks: false,
    keptByStorage: ['count', 'size', 'type'],
    files: 100,
    bytes: 5_000_000_000,
    types: 'any',
    isOnce: false,
    isEncrypted: false,
    mostLeaseSeconds: 86_400,
    folder: '/home/me/Downloads/Mayfly/Photos of the party',
    createdAtMs: nowMs - dayMs,
    expiresAtMs: nowMs + 6 * dayMs,
    slotsEndAtMs: nowMs + 20 * hourMs,
    connectionName: 'Studio',
    reach: 'public',
    arrived: 0,
    waiting: 0,
    saved: 0,
    refused: 0,
    arrivedBytes: 0,
    ...change,
  };
}

export function arrival(nowMs: number, change: Partial<ArrivalView> = {}): ArrivalView {
  return {
    slot: 1,
    name: 'cake.jpg',
    sizeBytes: 3_400_000,
    state: 'saved',
    sender: 'Mina',
    arrivedAtMs: nowMs - 5 * minuteMs,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    path: '/home/me/Downloads/Mayfly/Photos of the party',
    isDamaged: false,
    canOpen: true,
    ...change,
  };
}

export function failure(change: Partial<FailureView> = {}): FailureView {
  return {
    code: 'endpoint-unreachable',
    message: 'The server s3.example.com cannot be reached.',
    safety: 'Your files are safe on this computer; nothing new was shared.',
    next: 'Check the network and the endpoint, then try again.',
    keychain: false,
    ...change,
  };
}

export function keychainFailure(): FailureView {
  return failure({
    code: 'keychain-no-service',
    message: 'No keychain service is running on this computer.',
    next: 'Install and start one, such as gnome-keyring or KWallet. Try again once that is done.',
    keychain: true,
  });
}

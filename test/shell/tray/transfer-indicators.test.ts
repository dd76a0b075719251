// What running uploads mean for taskbar, sleep and quitting is a table.
import { describe, expect, test } from 'vitest';
import { nobodyNearby } from '../../../main/core/model/devices/nearby';
import { Failure } from '../../../main/core/model/failure';
import { interruptedByQuit, totals, transferSigns } from '../../../main/shell/tray/transfer-indicators';
import { sampleUpload } from '../../fakes/samples';
import type { Upload, UploadPhase } from '../../../main/core/model/upload';

const upload = (kind: UploadPhase['kind'], sentBytes = 0, bytesPerSecond = 0): Upload => ({
  ...sampleUpload,
  id: `${kind}-${sentBytes}`,
  sizeBytes: 100,
  sentBytes,
  bytesPerSecond,
  phase:
    kind === 'failed' || kind === 'offline' || kind === 'awaiting-credentials'
      ? { kind, failure: new Failure('endpoint-unreachable') }
      : { kind },
});

describe('signs', () => {
  test.each<[string, readonly Upload[], ReturnType<typeof transferSigns>]>([
    ['nothing', [], { mode: 'normal', count: 0, keepAwake: false }],
    ['only a failure', [upload('failed', 40)], { mode: 'normal', count: 0, keepAwake: false }],
    ['one half sent', [upload('uploading', 50)], { fraction: 0.5, mode: 'normal', count: 1, keepAwake: true }],
    [
      'two, one waiting',
      [upload('uploading', 50), upload('waiting')],
      { fraction: 0.25, mode: 'normal', count: 2, keepAwake: true },
    ],
    ['paused by the user', [upload('paused', 20)], { fraction: 0.2, mode: 'paused', count: 1, keepAwake: false }],
    ['waiting for the network', [upload('offline', 20)], { fraction: 0.2, mode: 'paused', count: 1, keepAwake: false }],
    [
      'waiting for credentials',
      [upload('awaiting-credentials', 20)],
      { fraction: 0.2, mode: 'paused', count: 1, keepAwake: false },
    ],
    [
      'a failure does not slow the bar',
      [upload('failed'), upload('uploading', 80)],
      { fraction: 0.8, mode: 'normal', count: 1, keepAwake: true },
    ],
    [
      'an empty file',
      [{ ...upload('uploading'), sizeBytes: 0 }],
      { fraction: 0, mode: 'normal', count: 1, keepAwake: true },
    ],
  ])('%s', (_name, uploads, signs) => {
    expect(transferSigns({ uploads, pages: [], nearby: nobodyNearby })).toEqual(signs);
  });
});

test('files that come from a device nearby keep the computer awake', () => {
  const receiving = { id: 'r', alias: 'Phone', fileCount: 1, savedCount: 0, sizeBytes: 10, receivedBytes: 0 };
  expect(transferSigns({ uploads: [], pages: [], nearby: { ...nobodyNearby, receiving } }).keepAwake).toBe(true);
});

test('quitting interrupts what moves or waits for the network, not what the user paused or what failed', () => {
  const uploads = (['uploading', 'waiting', 'verifying', 'offline', 'paused', 'failed'] as const).map((kind) =>
    upload(kind),
  );
  expect(interruptedByQuit({ uploads, pages: [] }).length).toBe(4);
});

test('totals add up, and time is left only when something moves', () => {
  expect(totals([upload('uploading', 40, 10), upload('waiting')])).toEqual({
    sizeBytes: 200,
    sentBytes: 40,
    bytesPerSecond: 10,
    secondsLeft: 16,
  });
  expect(totals([upload('waiting')])).toEqual({ sizeBytes: 100, sentBytes: 0, bytesPerSecond: 0 });
});

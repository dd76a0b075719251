// The question before quitting, by what is under way.
import { expect, test } from 'vitest';
import {
  nobodyNearby,
  type NearbyState,
  type SendingFiles,
  type SendingPhase,
} from '../../../main/core/model/devices/nearby';
import type { Upload } from '../../../main/core/model/upload';
import { quitQuestion } from '../../../main/shell/dialogs/quit-question';
import { sampleConnection, sampleShare, sampleUpload } from '../../fakes/samples';

const page = (id: string) => ({
  id,
  title: `${id}.zip`,
  connectionId: sampleConnection.id,
  startedAtMs: 0,
  storedCount: 0,
  storedBytes: 0,
  bytesPerSecond: 0,
});
const upload = (id: string, change: Partial<Upload> = {}): Upload => ({
  ...sampleUpload,
  id,
  phase: { kind: 'uploading' },
  ...change,
});
const here = { ...sampleConnection, id: 'here', kind: 'embedded' as const };

interface Under {
  readonly uploads?: readonly Upload[];
  /** IDs of pages, and which of them are shares already. */
  readonly pages?: readonly string[];
  readonly given?: readonly string[];
  readonly connectionIds?: readonly string[];
  readonly nearby?: Partial<NearbyState>;
}

const sending = (id: string, phase: SendingPhase): SendingFiles => ({
  id,
  alias: `device of ${id}`,
  phase,
  isPlain: false,
  fileCount: 1,
  sentCount: 0,
  sizeBytes: 10,
  sentBytes: 0,
  bytesPerSecond: 0,
});
const receiving = { id: 'r', alias: 'their phone', fileCount: 1, savedCount: 0, sizeBytes: 10, receivedBytes: 0 };
const endsToo = 'What has not arrived whole does not arrive, and is not sent again by itself.';

const asked = ({ uploads = [], pages = [], given = [], connectionIds = [], nearby = {} }: Under) =>
  quitQuestion({
    nearby: { ...nobodyNearby, ...nearby },
    uploads: [...uploads, ...pages.map((id) => upload(`of ${id}`, { pageId: id }))],
    pages: pages.map(page),
    shares: given.map((id, at) => ({ ...sampleShare, id, connectionId: connectionIds[at] ?? sampleConnection.id })),
    connections: [sampleConnection, here],
  });

test.each<[string, Under, readonly string[] | undefined]>([
  ['nothing', {}, undefined],
  ['a paused one', { uploads: [upload('a', { phase: { kind: 'paused' } })] }, undefined],
  ['an upload', { uploads: [upload('a')] }, ['An upload is running.', 'It is paused, and goes on at the next start.']],
  [
    'a page that nobody has the link of',
    { pages: ['a'] },
    ['An upload is running.', 'It is paused, and goes on at the next start.'],
  ],
  [
    'a share that was given',
    { pages: ['a'], given: ['a'] },
    [
      'People with the link are waiting for “a.zip”.',
      'Its upload is paused: the page says so, offers what is stored, and goes on at the next start.',
    ],
  ],
  [
    'one of the bucket on this computer',
    { pages: ['a'], given: ['a'], connectionIds: ['here'] },
    [
      'People with the link are waiting for “a.zip”.',
      'Its upload is paused, and its link opens for nobody until the next start.',
    ],
  ],
  [
    'two shares and an upload',
    { pages: ['a', 'b'], given: ['a', 'b'], uploads: [upload('c')] },
    [
      'People with the links are waiting for 2 shares.',
      'Their uploads are paused: the pages say so, offer what is stored, and go on at the next start.\nAnother upload is paused, and goes on at the next start.',
    ],
  ],
  [
    'one share in each place',
    { pages: ['a', 'b'], given: ['a', 'b'], connectionIds: ['here'] },
    ['People with the links are waiting for 2 shares.', 'They are paused, and go on at the next start.'],
  ],
  ['files that went to a device', { nearby: { sending: [sending('a', 'sent'), sending('b', 'failed')] } }, undefined],
  [
    'files that a device is asked about',
    { nearby: { sending: [sending('a', 'asking')] } },
    ['Files are being exchanged with device of a.', endsToo],
  ],
  [
    'files that go to one device and come from another',
    { nearby: { sending: [sending('a', 'sending')], receiving } },
    ['Files are being exchanged with 2 devices.', endsToo],
  ],
  [
    'an upload and files that come',
    { uploads: [upload('a')], nearby: { receiving } },
    [
      'An upload is running.',
      `It is paused, and goes on at the next start.\nFiles are being exchanged with their phone. ${endsToo}`,
    ],
  ],
])('%s', (_what, under, expected) => {
  const question = asked(under);
  expect(question && [question.message, question.detail]).toEqual(expected);
});

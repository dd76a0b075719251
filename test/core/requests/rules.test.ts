// The rules of file requests: names that guests gave, what their manifests say, and which slots are free.
import { resolve } from 'node:path';
import { array, assert, constantFrom, oneof, property, string, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fileRequestState,
  mostAskedBytes,
  mostManifestBytes,
  type Arrival,
  type FileRequest,
  type Offer,
} from '../../../main/core/model/requests/file-request';
import { displayName } from '../../../main/core/model/file-name';
import { arrivalFolder } from '../../../main/core/model/requests/arrival-folder';
import { arrivalName, numberedName } from '../../../main/core/model/requests/arrival-name';
import { nameOfKind } from '../../../main/core/requests/rules/file-kind';
import { readManifest } from '../../../main/core/requests/rules/manifest';
import { batchesToTell, isPageStale, isSettled, nextLookAtMs } from '../../../main/core/requests/rules/request-times';
import {
  isAbandoned,
  isAnswerDue,
  isBusy,
  isHeartbeatDue,
  offerRefusal,
} from '../../../main/core/requests/rules/offer-times';
import { freeSlots, leaseSeconds, renewLeaseAtMs } from '../../../main/core/requests/rules/slots';
import { slotKey, slotOf } from '../../../main/core/model/keys/object-key';
import { keepsFolders, manifestOf } from '../../../renderer/guest/manifest';
import { kindVector, latin, zip } from './kind-vector';
import { anyCharacter } from '../../any-character';

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../.ssh/authorized_keys', 'authorized_keys'],
  ['C:\\Windows\\system32\\evil.dll', 'evil.dll'],
  ['.bashrc', 'bashrc'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['COM1 .txt', '_COM1 .txt'],
  ['LPT9.txt', '_LPT9.txt'],
  ['context.txt', 'context.txt'],
  ['falcon', 'falcon'],
  ['a<b>:"|?*c', 'a_b______c'],
  ['name. . .', 'name'],
  ['gnp.\u202eexe', 'gnp._exe'],
  ['a\u0000b\nc', 'a_b_c'],
  ['Bank.LNK', 'Bank.LNK.download'],
  ['x.url. .', 'x.url.download'],
  ['share.library-ms', 'share.library-ms.download'],
  ['a.{20D04FE0-3AEA-1069-A2D8-08002B30309D}', 'a.{20D04FE0-3AEA-1069-A2D8-08002B30309D}.download'],
  ['Desktop.ini', '_Desktop.ini'],
  ['desktop.ini. .', '_desktop.ini'],
  ['desktop.ini.txt', 'desktop.ini.txt'],
  ['my desktop.ini', 'my desktop.ini'],
  ['a.url.txt', 'a.url.txt'],
  [`${'a'.repeat(250)} .  .${'e'.repeat(300)}`, 'a'.repeat(250)],
  [`${'a'.repeat(251)}.scf${'x'.repeat(40)}`, `${'a'.repeat(246)}.download`],
  ['', 'file'],
  ['...', 'file'],
  ['한글 이름.hwp', '한글 이름.hwp'],
])('a guest’s %j is saved as %j', (said, saved) => {
  expect(arrivalName(said)).toBe(saved);
});

test('any name that a guest says is one plain name that every disk takes', () => {
  assert(
    property(string({ unit: anyCharacter, maxLength: 300 }), (said) => {
      const name = arrivalName(said);
      expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}]|^[\s.]|[\s.]$/u);
      expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:$|\.)/i);
      expect([displayName(name), name === '']).toEqual([name, false]);
    }),
  );
});

test.each([
  ['a.txt', undefined],
  ['trip/a.txt', 'trip'],
  ['trip/day 1/a', 'trip/day 1'],
  ['사진/한글 /a', '사진/한글'],
  ['.ssh/keys/a', 'ssh/keys'],
  ['con/desktop.ini/x.lnk/a', '_con/_desktop.ini/x.lnk.download'],
  ['a\\..\\b/c', 'a_.._b'],
  ['..', undefined],
  ['../a', undefined],
  ['trip/../../a', undefined],
  ['trip/./a', undefined],
  ['trip/ . /a', undefined],
  ['trip//a', undefined],
  ['/etc/passwd', undefined],
  ['C:/Windows/a', undefined],
  ['c:stream/a', undefined],
  [`${'d/'.repeat(16)}a`, 'd/'.repeat(16).slice(0, -1)],
  [`${'d/'.repeat(17)}a`, undefined],
  [`${'x'.repeat(100)}/a`, 'x'.repeat(60)],
])('a guest’s %j is saved in %j', (said, folder) => {
  expect(arrivalFolder(said)).toBe(folder);
  const manifest = { name: said, batch: 'b', count: 1, nonce: '' };
  const read = readManifest(Buffer.from(JSON.stringify(manifest)));
  expect(read?.folder).toBe(folder);
  expect(read?.folderLost).toBe(folder === undefined && said.includes('/') ? true : undefined);
});

test('what a guest leaves out of a path that is too long is told to the receiver', () => {
  const about = { type: '', batch: 'b', count: 1, sender: '', note: '' };
  const read = (name: string) => readManifest(Buffer.from(manifestOf({ ...about, name }, 1, '')));
  expect(read(`${'long folder/'.repeat(30)}a.txt`)).toMatchObject({ name: 'a.txt', folderLost: true });
  expect(read('C:\\Windows\\a.txt')).toMatchObject({ name: 'a.txt', folderLost: true });
  expect(read('trip/a.txt')).not.toHaveProperty('folderLost');
  expect(read(`${'x'.repeat(300)}.txt`)).not.toHaveProperty('folderLost');
});

test('any folders that a guest says are plain names, and lead down; those that a guest is told of are kept', () => {
  const step = oneof(
    string({ unit: anyCharacter, maxLength: 80 }),
    constantFrom('..', '.', '', ' ', 'a', 'con', '.x', 'C:'),
  );
  assert(
    property(array(step, { maxLength: 20 }), (steps) => {
      const path = steps.join('/');
      const folder = arrivalFolder(path);
      for (const name of folder?.split('/') ?? []) {
        expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}]|^[\s.]|[\s.]$/u);
        expect([displayName(name), name === '']).toEqual([name, false]);
      }
      expect(resolve('/in', folder ?? '').startsWith(resolve('/in'))).toBe(true);
      const isPlain = steps.length > 1 && steps.slice(0, -1).every((name) => /^[^\s./:][^/:]*$/.test(name));
      expect(isPlain && keepsFolders(path) && folder === undefined).toBe(false);
    }),
  );
});

test.each([
  ['a.txt', 1, 'a.txt'],
  ['a.txt', 2, 'a (2).txt'],
  ['a.tar.gz', 3, 'a.tar (3).gz'],
  ['no extension', 2, 'no extension (2)'],
  ['.hidden', 2, '.hidden (2)'],
  [`a.${'x'.repeat(31)}`, 2, `a (2).${'x'.repeat(31)}`],
  [`a.${'x'.repeat(32)}`, 2, `a.${'x'.repeat(32)} (2)`],
  [`${'한'.repeat(84)}.hwp`, 10, `${'한'.repeat(82)} (10).hwp`],
])('%s for the time %i is %s', (name, number, numbered) => {
  expect(numberedName(name, number)).toBe(numbered);
  expect(Buffer.byteLength(numberedName(name, number))).toBeLessThanOrEqual(255);
});

test.each(kindVector)('%s is told by its first bytes', (_what, bytes, kinds) => {
  expect((['pictures', 'documents'] as const).filter((kind) => nameOfKind(kind, 'a', bytes) !== undefined)).toEqual(
    kinds,
  );
});

test.each<[kind: 'pictures' | 'documents', said: string, bytes: Buffer, saved: string]>([
  ['pictures', 'cat.JPG', latin('\u00ff\u00d8\u00ff\u00e0'), 'cat.JPG'],
  ['pictures', 'scan', latin('\u00ff\u00d8\u00ff\u00e0'), 'scan.jpg'],
  ['pictures', 'cat.html', latin('GIF89a=0;/*'), 'cat.html.gif'],
  ['pictures', 'cat.png.exe', latin('\u0089PNG\r\n\u001a\n'), 'cat.png.exe.png'],
  ['pictures', 'DSC_1.NEF', latin('MM\0*'), 'DSC_1.NEF'],
  ['pictures', 'file', latin('\u0000\u0000\u0000\u0018ftypheic'), 'file.heic'],
  ['documents', 'run.bat', Buffer.from('del /s'), 'run.bat.txt'],
  ['documents', 'a.svg', latin('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg.txt'],
  ['documents', 'setup.msi', latin('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'), 'setup.msi.doc'],
  ['documents', '보고서.hwp', latin('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'), '보고서.hwp'],
  ['documents', 'app.appx', zip('[Content_Types].xml'), 'app.appx.docx'],
  ['documents', `${'a'.repeat(251)}.hta`, Buffer.from('x'), `${'a'.repeat(251)}.txt`],
])('among %s %s is saved under a name of its kind', (kind, said, bytes, saved) => {
  expect(nameOfKind(kind, said, bytes)).toBe(saved);
});

test.each<[kind: 'pictures' | 'documents', bytes: Buffer, extension: string]>([
  ['pictures', latin('GIF87a'), 'gif'],
  ['pictures', latin('RIFF\0\0\0\0WEBP'), 'webp'],
  ['pictures', latin('II*\0'), 'tif'],
  ['pictures', latin('MM\0*'), 'tif'],
  ['pictures', latin('BM\0\0\0\0\0\0\0\0'), 'bmp'],
  ['pictures', latin('\0\0\0\u0018ftypmif1'), 'heic'],
  ['pictures', latin('\0\0\0\u0018ftypavis'), 'avif'],
  ['documents', latin('%PDF-'), 'pdf'],
  ['documents', latin('{\\rtf'), 'rtf'],
  ['documents', latin('HWP Document File'), 'hwp'],
])('among %s, %j without a name of its kind gets the extension %3$s', (kind, bytes, extension) => {
  expect(nameOfKind(kind, 'a', bytes)).toBe(`a.${extension}`);
});

test.each([
  [
    'pictures',
    'jpg jpeg jpe jfif png apng gif webp tif tiff dng nef nrw cr2 arw srw pef 3fr bmp dib heic heif hif avif JPG',
    'jpx pngx xpng html svg heix exe',
    latin('GIF89a'),
  ],
  [
    'documents',
    'pdf rtf doc docx docm dot dotx xls xlsx xlsm xlsb xlt xltx ppt pptx pptm pps ppsx ppsm odt ods odp odg ott ots otp ' +
      'epub hwp hwpx txt text md markdown csv tsv log json yaml yml tex bib srt vtt ics vcf eml PDF',
    'docz dotm xlsz xltm ppa odx hwpz html svg bat exe',
    latin('%PDF-'),
  ],
] as const)('%s keep the extensions by which no system runs a file', (kind, kept, others, bytes) => {
  const named = (extensions: string) =>
    extensions.split(' ').map((extension) => nameOfKind(kind, `a.${extension}`, bytes));
  expect(named(kept)).toEqual(kept.split(' ').map((extension) => `a.${extension}`));
  const own = kind === 'pictures' ? 'gif' : 'pdf';
  expect(named(others)).toEqual(others.split(' ').map((extension) => `a.${extension}.${own}`));
});

describe('the upkeep', () => {
  const at = (arrivedAtMs: number, change: Partial<Arrival> = {}) =>
    ({ slot: 1, batch: 'b', state: 'arrived', arrivedAtMs, ...change }) as Arrival;
  const page = {
    writtenAtMs: 10_000,
    leaseEndsAtMs: 110_000,
    expiresAtMs: 500_000,
    mostLeaseSeconds: 86_400,
  } as FileRequest;

  test('looks seldom, oftener while something comes, and at the bucket here at once', () => {
    const nothing = { arrivals: [], underWay: 0, offers: [] };
    const moved = (state: Offer['state'], movedAtMs: number) => ({
      ...nothing,
      offers: [{ state, movedAtMs } as Offer],
    });
    expect([
      nextLookAtMs(nothing, false, 0),
      nextLookAtMs({ ...nothing, underWay: 1 }, false, 0),
      nextLookAtMs({ ...nothing, arrivals: [at(0)] }, false, 599_999),
      nextLookAtMs({ ...nothing, arrivals: [at(0)] }, false, 600_000),
      nextLookAtMs(nothing, true, 0),
      nextLookAtMs(moved('open', 0), false, 599_999),
      nextLookAtMs(moved('open', 0), false, 600_000),
      nextLookAtMs(moved('over', 0), false, 0),
    ]).toEqual([60_000, 10_000, 609_999, 660_000, 2_000, 602_999, 660_000, 60_000]);
  });

  test.each([
    ['half way through its slots', page, [], 60_000, true],
    ['before that', page, [], 59_999, false],
    ['when something came since', page, [at(10_000)], 20_000, true],
    ['when all that came is on it', page, [at(9_999)], 20_000, false],
    ['after the end', page, [at(10_000)], 500_000, false],
    ['while it is closed and does not say so', { ...page, closedAtMs: 10_000 }, [], 20_000, true],
    ['once it says so', { ...page, closedAtMs: 9_999 }, [at(20_000)], 90_000, false],
  ])('writes the page %s', (_when, request, arrivals, nowMs, stale) => {
    expect(isPageStale(request, arrivals, 'slots', nowMs)).toBe(stale);
  });

  test('writes a page without slots again for the answers to guests alone, at half of its lease', () => {
    const lapsed = { ...page, leaseEndsAtMs: page.writtenAtMs, expiresAtMs: 604_800_000 };
    const halfDayMs = page.writtenAtMs + 43_200_000;
    expect([
      isPageStale(lapsed, [], 'none', halfDayMs * 9),
      isPageStale(lapsed, [], 'answers', halfDayMs - 1),
      isPageStale(lapsed, [], 'answers', halfDayMs),
      isPageStale({ ...lapsed, mostLeaseSeconds: 3_600 }, [], 'answers', page.writtenAtMs + 1_800_000),
    ]).toEqual([false, false, true, true]);
  });

  test('tells of a batch when it is whole, or when nothing more of it came for a while', () => {
    const two = [at(0), at(5_000, { slot: 2, sender: 'Kim' })];
    const expected = { announced: new Map([['b', 3]]), underWay: new Map<string, number>() };
    expect([batchesToTell(two, expected, 34_999), isSettled(two, expected, 34_999)]).toEqual([[], false]);
    expect(batchesToTell(two, expected, 35_000)).toEqual([{ sender: 'Kim', accepted: two, refused: [] }]);
    const three = [...two, at(6_000, { slot: 3, state: 'refused' })];
    expect(batchesToTell(three, expected, 6_000)).toEqual([{ sender: 'Kim', accepted: two, refused: [three[2]] }]);
    expect(isSettled(three, expected, 6_000)).toBe(true);
    expect(
      batchesToTell(
        three.map((one) => ({ ...one, toldAtMs: 1 })),
        expected,
        99_000,
      ),
    ).toEqual([]);
    expect(
      isSettled(
        three.map((one) => ({ ...one, state: 'saved' as const })),
        expected,
        99_000,
      ),
    ).toBe(false);
  });

  const minute = 60_000;
  test.each<[what: string, came: readonly number[], underWay: Record<string, number>, nowMs: number, over: boolean]>([
    ['none of its files is on the way, after half a minute', [0, 5_000], {}, 35_000, true],
    ['one that was begun with the first is still on the way', [0], { b: 0 }, 5 * minute, false],
    ['one was begun after the last', [0], { b: 9 * minute }, 18 * minute, false],
    ['one came while another is on the way', [0, 9 * minute], { b: 0 }, 18 * minute, false],
    ['its guest left in the middle of a file', [0], { b: minute }, 11 * minute, true],
    ['its guest left just not', [0], { b: minute }, 11 * minute - 1, false],
    ['all its files are there, whatever is on the way', [0, 1, 2], { b: 2 }, 2, true],
    ['a file of another guest is on the way', [0], { other: 29_000 }, 30_000, true],
  ])('expects no more of a batch when %s: %j %j at %i is %s', (_what, came, underWay, nowMs, over) => {
    const arrivals = came.map((arrivedAtMs, index) => at(arrivedAtMs, { slot: index + 1 }));
    const expected = { announced: new Map([['b', 3]]), underWay: new Map(Object.entries(underWay)) };
    const told = batchesToTell(arrivals, expected, nowMs).length > 0;
    expect([told, isSettled(arrivals, expected, nowMs)]).toEqual([over, over]);
  });
});

describe('a manifest', () => {
  const whole = {
    name: 'a.txt',
    type: 'text/plain',
    batch: 'b1',
    count: 2,
    sender: ' Kim ',
    note: 'x\r\ny',
    nonce: 'n',
  };
  const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
  const ask = { sizeBytes: 6_000_000_000, key: 'k'.repeat(43) };

  test('may ask for links to parts', () => {
    expect(readManifest(bytes({ ...whole, ask: { ...ask, modifiedAtMs: 1 } }))?.ask).toEqual(ask);
  });

  test('says name, sender and note as plain text', () => {
    expect(readManifest(bytes({ ...whole, extra: 1 }))).toEqual({
      name: 'a.txt',
      type: 'text/plain',
      batch: 'b1',
      count: 2,
      sender: 'Kim',
      note: 'x\ny',
    });
    const { type: _type, sender: _sender, note: _note, ...least } = whole;
    for (const nothing of [least, { ...whole, type: '', sender: '', note: ' ' }])
      expect(readManifest(bytes(nothing))).toStrictEqual({ name: 'a.txt', batch: 'b1', count: 2 });
    expect(readManifest(Buffer.from(JSON.stringify(whole).padEnd(mostManifestBytes)))?.name).toBe('a.txt');
  });

  test('says what is as long as it may be, in one line but for the note, and the hash of an encrypted file’s head', () => {
    const longest = {
      ...whole,
      name: 'x'.repeat(1_024),
      type: 'a\nb'.padEnd(200, 'x'),
      batch: 'b'.repeat(40),
      count: 1_000,
      sender: 'a\nb'.padEnd(100, 'x'),
      note: 'x'.repeat(1_000),
      head: 'h'.repeat(43),
    };
    expect(readManifest(bytes(longest))).toEqual({
      name: 'x'.repeat(255),
      type: 'a\ufffdb'.padEnd(200, 'x'),
      batch: longest.batch,
      count: 1_000,
      sender: 'a\ufffdb'.padEnd(100, 'x'),
      note: longest.note,
      head: longest.head,
    });
  });

  test.each([
    ['no JSON', Buffer.from('{')],
    ['no UTF-8', Buffer.concat([bytes({ ...whole, name: 'x' }).subarray(0, -1), latin(',"name":"\u00ff"}')])],
    ['more than a slot takes', Buffer.from(JSON.stringify(whole).padEnd(mostManifestBytes + 1))],
    ['no object', bytes([])],
    ['no name', bytes({ ...whole, name: undefined })],
    ['a name that is no text', bytes({ ...whole, name: 7 })],
    ['a batch with a slash', bytes({ ...whole, batch: '../x' })],
    ['a count of none', bytes({ ...whole, count: 0 })],
    ['a request for parts of no bytes', bytes({ ...whole, ask: { ...ask, sizeBytes: 0 } })],
    ['a request for parts of more than 5 TiB', bytes({ ...whole, ask: { ...ask, sizeBytes: mostAskedBytes + 1 } })],
    ['a request for parts with a short key', bytes({ ...whole, ask: { ...ask, key: 'x'.repeat(42) } })],
    ['a count that nobody sends', bytes({ ...whole, count: 1_001 })],
    ['no nonce', bytes({ ...whole, nonce: undefined })],
    ['a batch that is too long', bytes({ ...whole, batch: 'b'.repeat(41) })],
    ['no batch', bytes({ ...whole, batch: '' })],
    ['a request for parts with a long key', bytes({ ...whole, ask: { ...ask, key: 'x'.repeat(44) } })],
    ['a name that is too long', bytes({ ...whole, name: 'x'.repeat(1_025) })],
    ['a type that is too long', bytes({ ...whole, type: 'x'.repeat(201) })],
    ['a sender that is too long', bytes({ ...whole, sender: 'x'.repeat(101) })],
    ['a hash of a head that is too long', bytes({ ...whole, head: 'x'.repeat(44) })],
    ['a note that is too long', bytes({ ...whole, note: 'x'.repeat(1_001) })],
  ])('with %s says nothing', (_what, manifest) => {
    expect(readManifest(manifest)).toBeUndefined();
  });

  test('of any bytes never raises', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (any) => {
        expect(() => readManifest(any)).not.toThrow();
      }),
    );
  });
});

describe('a guest who asks', () => {
  const request = { files: 2, bytes: 100, isOnce: false, expiresAtMs: 1_000 };
  const came = (slot: number, batch = 'b', state: Arrival['state'] = 'arrived') => ({ slot, batch, state }) as Arrival;
  const open = (slot: number, state: Offer['state'] = 'open') => ({ slot, state }) as Offer;

  test.each<[string, string | undefined, object, number, readonly Arrival[], readonly Offer[]]>([
    ['something that fits', undefined, {}, 100, [], []],
    ['too much', 'too-large', {}, 101, [], []],
    ['something that fits once it is encrypted', undefined, { recipient: 'age1x' }, 100 + 184 + 16, [], []],
    ['too much once it is encrypted', 'too-large', { recipient: 'age1x' }, 101 + 184 + 16, [], []],
    ['something after the closing', 'closed', { closedAtMs: 1 }, 101, [], []],
    ['something after the end', 'closed', { expiresAtMs: 5 }, 1, [], []],
    ['the last one', undefined, {}, 1, [came(1)], [open(2, 'over')]],
    ['one too many beside what came', 'full', {}, 1, [came(1), came(2)], []],
    ['one too many beside what comes', 'full', {}, 1, [came(1)], [open(2)]],
    ['another one in its slot', undefined, {}, 1, [came(1)], [open(5)]],
    ['the last one beside one that came by an offer', undefined, {}, 1, [came(1)], [open(1)]],
    ['one in place of a refused one', undefined, {}, 1, [came(1, 'b', 'refused')], [open(2)]],
    ['once, after another guest', 'full', { isOnce: true }, 1, [came(1, 'other')], []],
    ['once, the first', undefined, { isOnce: true }, 1, [], []],
    [
      'once, beside one that sent at the same time',
      undefined,
      { isOnce: true, files: 3 },
      1,
      [came(1, 'x'), came(2)],
      [],
    ],
    ['once, with the other files of this guest', undefined, { isOnce: true }, 1, [came(1)], []],
  ])('for %s: %s', (_what, refusal, change, sizeBytes, arrivals, offers) => {
    const options = { slot: 5, batch: 'b', ask: { sizeBytes } };
    expect(offerRefusal({ ...request, ...change }, options, { arrivals, offers }, false, 5)).toBe(refusal);
  });

  test('goes on when only uploads under way fill the request', () => {
    const contents = { arrivals: [came(1)], offers: [open(2), open(3)] };
    const options = { slot: 2, batch: 'b', ask: { sizeBytes: 1 } };
    expect(offerRefusal(request, options, contents, true, 5)).toBeUndefined();
    expect(offerRefusal(request, options, { ...contents, arrivals: [came(1), came(4)] }, true, 5)).toBe('full');
  });

  test.each([
    ['at first', undefined, 0, 0, true],
    ['not again at once', { storedParts: 1 }, 2, 9_999, false],
    ['not again at once after a later one', { storedParts: 1, writtenAtMs: 9_000 }, 2, 18_999, false],
    ['with more parts, after ten seconds', { storedParts: 1 }, 2, 10_000, true],
    ['not with the same parts', { storedParts: 1 }, 1, 49_999, false],
    ['half way to the end of its links', { storedParts: 1 }, 1, 50_000, true],
    ['not where its links last as long as the request', { storedParts: 1, leaseEndsAtMs: 500_000 }, 1, 400_000, false],
  ])('gets an answer %s', (_when, written, storedParts, nowMs, isDue) => {
    const whole = written && { writtenAtMs: 0, signedAtMs: 0, leaseEndsAtMs: 100_000, ...written };
    expect(isAnswerDue(whole, storedParts, { expiresAtMs: 500_000 }, nowMs)).toBe(isDue);
  });

  test('is busy until no part came for ten minutes', () => {
    const tenMinutes = 600_000;
    const at = (state: Offer['state'], nowMs: number) => isBusy({ state, movedAtMs: 5 }, 5 + nowMs);
    expect([at('open', tenMinutes - 1), at('open', tenMinutes), at('over', 0)]).toEqual([true, false, false]);
  });

  test('is waited for a week', () => {
    const week = 7 * 86_400_000;
    expect([isAbandoned({ movedAtMs: 5 }, week + 5), isAbandoned({ movedAtMs: 5 }, week + 6)]).toEqual([false, true]);
  });

  test('is told at each look at an idle request that Mayfly runs', () => {
    expect([isHeartbeatDue(undefined, 0), isHeartbeatDue(10, 50_009), isHeartbeatDue(10, 50_010)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('slots', () => {
  const arrival = (slot: number, state: Arrival['state'] = 'arrived') => ({ slot, state }) as Arrival;

  test.each<[string, readonly Arrival[], readonly number[]]>([
    ['all of them', [], [1, 2, 3]],
    ['those that no file took', [arrival(2)], [1, 3]],
    ['another one for a refused file, and never its own', [arrival(1, 'refused')], [2, 3, 4]],
    ['none beyond four digits', Array.from({ length: 9_998 }, (_, at) => arrival(at + 1, 'refused')), [9_999]],
    ['none when all files came', [arrival(1), arrival(2, 'saved'), arrival(9, 'deleted')], []],
  ])('%s', (_what, arrivals, free) => {
    expect(freeSlots({ files: 3 }, arrivals)).toEqual(free);
  });

  test('have keys that tell their number, and no other key does', () => {
    const folder = 'pre/in/AAAAAAAAAAAAAAAAAAAAAA/';
    expect(slotOf(folder, slotKey(folder, 12, 'about'))).toEqual({ slot: 12, part: 'about' });
    expect(slotOf(folder, slotKey(folder, 1, 'answer'))).toEqual({ slot: 1, part: 'answer' });
    for (const rest of ['0000/data', '12/data', '0012/other', '0012/data/x', 'x/0012/data'])
      expect(slotOf(folder, folder + rest)).toBeUndefined();
  });

  test('are signed for as long as the request says, or less where it ends before, and again at half of it', () => {
    const [day, hour] = [86_400, 3_600];
    expect([
      leaseSeconds({ expiresAtMs: 9e9, mostLeaseSeconds: day }, 0),
      leaseSeconds({ expiresAtMs: 9e9, mostLeaseSeconds: hour }, 0),
      leaseSeconds({ expiresAtMs: 5_999, mostLeaseSeconds: hour }, 0),
      // A signature of no seconds is none.
      leaseSeconds({ expiresAtMs: 5_999, mostLeaseSeconds: hour }, 9_000),
    ]).toEqual([day, hour, 5, 1]);
    const lease = { writtenAtMs: 0, leaseEndsAtMs: day * 1_000 };
    expect(renewLeaseAtMs({ ...lease, expiresAtMs: 9e9 })).toBe(day * 500);
    expect(renewLeaseAtMs({ ...lease, expiresAtMs: day * 1_000 })).toBe(Number.POSITIVE_INFINITY);
  });
});

test.each([
  ['open', {}, 1],
  ['full', {}, 2],
  ['full', { isOnce: true }, 1],
  ['open', { isOnce: true }, 0],
  ['ended', { expiresAtMs: 5 }, 2],
  ['closed', { closedAtMs: 1, expiresAtMs: 5 }, 0],
])('a request is %s: %j with %i files', (state, change, arrived) => {
  const request = { expiresAtMs: 10, files: 2, isOnce: false, ...change };
  expect(fileRequestState(request, arrived, 5)).toBe(state);
});

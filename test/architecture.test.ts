// Why this exists: who may import whom, read by a machine on every check. The picture is in the README, "How it is built".
import { describe, expect, test } from 'vitest';
import { importsOf, sourceFiles, type Import, type SourceFile } from './source-files';

const main = sourceFiles('main');
const preload = sourceFiles('preload');
const renderer = sourceFiles('renderer');
const words = sourceFiles('resources/words');
const all = [...main, ...preload, ...renderer, ...words];

/** `main/shell/tray.ts` is in the room `shell`; `main/cli.ts` is a room of its own. */
const roomOf = (path: string) => /^main\/([^/.]+)/.exec(path)?.[1] ?? path.split('/')[0] ?? '';

/** Interfaces towards the outside world; what else is in `services` no adapter may know. */
const portFiles = new Set([
  'main/services/aws-profiles',
  'main/services/clipboard',
  'main/services/ports',
  'main/services/engine',
  'main/services/examiner',
  'main/services/local-bucket-host',
  'main/services/screenshots',
  'main/services/object-store',
  'main/services/proxies',
  'main/services/secret-store',
  'main/services/update-source',
]);

type Allowed = (imported: Import, file: SourceFile) => boolean;
const inRooms =
  (...rooms: readonly string[]): Allowed =>
  ({ ours, target }) =>
    ours && rooms.includes(roomOf(target));
const named =
  (...names: readonly string[]): Allowed =>
  ({ target }) =>
    names.includes(target);
/** What people read: the texts, and which languages there are. */
const speech = named(
  'resources/words/en',
  'resources/words/speech',
  'resources/words/languages',
  'resources/words/formats',
  'resources/words/reasons',
);
const builtin: Allowed = ({ target }) => target.startsWith('node:');
/** `file` may import the package `name`. */
const only =
  (file: RegExp, ...names: readonly string[]): Allowed =>
  ({ target }, { path }) =>
    names.includes(target) && file.test(path);

const rooms: Readonly<Record<string, readonly Allowed[]>> = {
  // Hashes and checksums are arithmetic; whatever else Node offers is the outside world.
  domain: [inRooms('domain'), speech, named('node:crypto', 'node:zlib')],
  services: [
    inRooms('domain', 'services'),
    speech,
    named('node:path', 'node:timers/promises', 'node:crypto', 'node:events', 'node:zlib'),
  ],
  adapters: [
    inRooms('domain', 'adapters'),
    ({ target }) => portFiles.has(target),
    named('resources/words/languages', 'resources/words/reasons'),
    builtin,
    only(/\/keychain\.ts$/, 'keytar'),
    only(/\/sqlite\.ts$/, '@photostructure/sqlite'),
    only(/\/s3\//, '@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner', '@smithy/signature-v4'),
    only(/\/aws-profiles\.ts$/, '@smithy/shared-ini-file-loader', '@aws-sdk/credential-provider-ini'),
    only(/\/content-types\.ts$/, 'mime'),
    only(/\/qr-code\.ts$/, 'uqr'),
    only(/\/network\/proxy-agents\.ts$/, 'https-proxy-agent'),
    only(
      /\/updates\.ts$/,
      'electron-updater',
      'electron-updater/out/providers/Provider',
      'electron-updater/out/providers/Provider.js',
    ),
    // What comes from the disk or from another process is read once, by a schema.
    named('zod'),
    only(/\/(secret-service|session-bus)\.ts$/, 'dbus-next'),
    only(
      /\/(system-clipboard|window-focus|notifications|local-bucket-process|engine-process|system-proxy)\.ts$/,
      'electron',
    ),
    (imported, { path }) =>
      path.includes('/local-bucket-') && inRooms('local-bucket')(imported, { path } as SourceFile),
  ],
  ipc: [
    inRooms('domain', 'services', 'ipc'),
    speech,
    named(
      'preload/contract',
      'preload/views',
      'preload/connection-views',
      'preload/desktop-views',
      'preload/exam-views',
      'node:path',
    ),
    only(/\/(serve|push)\.ts$/, 'electron'),
    ({ target, typeOnly }) => target === 'zod' && typeOnly,
  ],
  shell: [
    inRooms('domain', 'services', 'shell'),
    speech,
    named('electron'),
    builtin,
    only(/\/handover\.ts$/, 'zod'),
    only(/\/tray-host\.ts$/, 'dbus-next'),
  ],
  terminal: [inRooms('domain', 'services', 'terminal'), speech, builtin],
  'local-bucket': [inRooms('local-bucket'), builtin],
  compose: [inRooms('domain', 'services')],
  engine: [inRooms('domain', 'services', 'adapters'), builtin],
  cli: [
    inRooms('cli', 'compose', 'domain', 'services', 'adapters', 'local-bucket', 'terminal'),
    speech,
    builtin,
    named('package.json'),
  ],
  'desktop-ports': [inRooms('adapters', 'services', 'domain'), builtin],
  start: [inRooms('index', 'cli', 'shell', 'terminal'), builtin],
  index: [inRooms('adapters', 'desktop', 'services', 'shell'), builtin, named('electron')],
  desktop: [
    inRooms('adapters', 'compose', 'desktop-ports', 'domain', 'services', 'ipc', 'shell'),
    speech,
    builtin,
    named('electron'),
  ],
};

describe('who may import whom', () => {
  test('every room of main has a rule, and every rule a room', () => {
    expect([...new Set(main.map(({ path }) => roomOf(path)))].sort()).toEqual(Object.keys(rooms).sort());
  });

  test.each(Object.keys(rooms))('main: %s', (room) => {
    const wrong = main
      .filter(({ path }) => roomOf(path) === room)
      .flatMap((file) =>
        file.imports
          .filter((imported) => !rooms[room]?.some((allowed) => allowed(imported, file)))
          .map(({ specifier }) => `${file.path} imports ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  test('the preload script knows Electron, and of the contract only types; the contract knows zod', () => {
    const seen = preload.flatMap(({ path, imports }) =>
      imports.map(({ target, typeOnly }) => `${path}: ${target}${typeOnly ? ' (types)' : ''}`),
    );
    expect(seen.sort()).toEqual([
      'preload/bridge.ts: preload/connection-draft (types)',
      'preload/bridge.ts: preload/connection-views (types)',
      'preload/bridge.ts: preload/contract (types)',
      'preload/bridge.ts: preload/exam-views (types)',
      'preload/bridge.ts: preload/views (types)',
      'preload/connection-draft.ts: zod',
      'preload/contract.ts: preload/connection-draft',
      'preload/contract.ts: preload/connection-views (types)',
      'preload/contract.ts: preload/desktop-requests',
      'preload/contract.ts: preload/exam-views (types)',
      'preload/contract.ts: preload/network-requests',
      'preload/contract.ts: preload/request',
      'preload/contract.ts: preload/share-wish',
      'preload/contract.ts: preload/views (types)',
      'preload/contract.ts: resources/words/languages',
      'preload/contract.ts: zod',
      'preload/desktop-requests.ts: preload/connection-draft',
      'preload/desktop-requests.ts: preload/request',
      'preload/desktop-requests.ts: preload/share-wish',
      'preload/desktop-requests.ts: zod',
      'preload/desktop-views.ts: preload/views (types)',
      'preload/exam-views.ts: preload/views (types)',
      'preload/index.ts: electron',
      'preload/index.ts: preload/bridge (types)',
      'preload/index.ts: preload/contract (types)',
      'preload/index.ts: preload/views (types)',
      'preload/network-requests.ts: preload/connection-draft',
      'preload/network-requests.ts: preload/request',
      'preload/network-requests.ts: preload/views (types)',
      'preload/network-requests.ts: zod',
      'preload/request.ts: zod (types)',
      'preload/share-wish.ts: preload/connection-draft',
      'preload/share-wish.ts: zod',
      'preload/views.ts: preload/connection-views (types)',
      'preload/views.ts: preload/desktop-views (types)',
      'preload/views.ts: preload/exam-views (types)',
      'preload/views.ts: resources/words/languages (types)',
    ]);
  });

  test('the words know themselves, and i18next in one place', () => {
    const seen = words.flatMap(({ path, imports }) =>
      imports.filter(({ target }) => !target.startsWith('resources/words/')).map(({ target }) => `${path}: ${target}`),
    );
    expect(seen).toEqual(['resources/words/mouth.ts: i18next']);
  });

  test('the window knows itself, the words, packages for browsers, and of the contract only types', () => {
    const wrong = renderer.flatMap(({ path, imports }) =>
      imports
        .filter(({ ours, target, typeOnly }) =>
          ours
            ? !(
                /^(renderer|resources\/words)\//.test(target) ||
                (/^preload\/(bridge|contract|connection-draft|views|(connection|desktop|exam)-views)$/.test(target) &&
                  typeOnly)
              )
            : /^(node:|electron$|zod$|@aws)/.test(target),
        )
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each(['main/cli', 'main/engine', 'main/local-bucket/process'])('%s runs without Electron', (entry) => {
    const byPath = new Map(main.map((file) => [file.path.replace(/\.ts$/, ''), file]));
    const reached = new Set<string>();
    const walk = (path: string) => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) if (!typeOnly) walk(target);
    };
    walk(entry);
    expect(reached.size).toBeGreaterThan(10);
    expect([...reached]).not.toContain('electron');
  });

  test('the window opens before anything heavy is loaded: no library, no service, no word', () => {
    const byPath = new Map(main.map((file) => [file.path.replace(/\.ts$/, ''), file]));
    const reached = new Set<string>();
    const walk = (path: string) => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const { target, typeOnly, later } of byPath.get(path)?.imports ?? []) if (!typeOnly && !later) walk(target);
    };
    walk('main/index');
    const heavy = [...reached].filter(
      (path) =>
        !/^(main\/(index$|shell\/|adapters\/|domain\/)|node:|electron$|main\/services\/throttle$|resources\/words\/languages$)/.test(
          path,
        ),
    );
    expect(heavy).toEqual([]);
    expect(reached.size).toBeLessThan(40);
    expect([...reached].filter((path) => /node:(http|https|tls|net|crypto|child_process)$/.test(path))).toEqual([
      'node:crypto',
    ]);
  });
});

describe('one place each', () => {
  const code = ({ text }: SourceFile) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const filesWith = (pattern: RegExp) => all.filter((file) => pattern.test(code(file))).map(({ path }) => path);

  test.each<[string, RegExp, readonly string[]]>([
    ['ipcMain', /\bipcMain\b/, ['main/ipc/serve.ts']],
    ['ipcRenderer', /\bipcRenderer\b/, ['preload/index.ts']],
    ['contextBridge', /\bcontextBridge\b/, ['preload/index.ts']],
    ['webContents.send', /\b(contents|webContents)\.send\(/, ['main/ipc/push.ts']],
    ['window.mayfly', /\bwindow\.mayfly\b/, ['renderer/app/bridge.ts']],
    ['new BrowserWindow', /\bnew BrowserWindow\b/, ['main/shell/window.ts']],
    [
      'utilityProcess.fork',
      /\butilityProcess\.fork\b/,
      ['main/adapters/engine-process.ts', 'main/adapters/local-bucket-process.ts'],
    ],
    ['one place makes code of bytes', /\bvm\.\w+|\bnew Function\b|\beval\(/, ['main/shell/compiled-code.ts']],
    ['no proxy’s question is answered by Chromium', /\.on\(\s*'login'/, []],
    [
      'certificate checks are never switched off',
      /rejectUnauthorized|NODE_TLS_REJECT|setCertificateVerifyProc|certificate-error/,
      [],
    ],
    ['one place opens things outside', /\bshell\.(openExternal|openPath)\b/, ['main/shell/desk.ts']],
    ['no text becomes markup', /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML/, []],
    ['no storage in the page', /\b(localStorage|sessionStorage|indexedDB)\b/, []],
  ])('%s', (_name, pattern, places) => {
    expect(filesWith(pattern)).toEqual(places);
  });
});

describe('habits', () => {
  test('a file starts by saying why it exists', () => {
    const silent = all.filter(({ text }) => !text.replace(/^#!.*\n/, '').startsWith('// '));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('no default exports, and nothing is passed on wholesale', () => {
    const wrong = all.filter(({ text }) => /^export (default|\*)/m.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('no file is a drawer for what fits nowhere, and none is a barrel', () => {
    const wrong = all
      .map(({ path }) => path)
      .filter((path) => /(util|helper|manager|common|misc)s?\.tsx?$|\/index\.tsx?$/i.test(path))
      .filter((path) => path !== 'main/index.ts' && path !== 'preload/index.ts');
    expect(wrong).toEqual([]);
  });

  test('file names: kebab-case, components in PascalCase', () => {
    const wrong = all
      .map(({ path }) => path)
      .filter(
        (path) => !/(^|\/)([a-z0-9]+(-[a-z0-9]+)*(\.module|\.d)?\.ts|[A-Z][A-Za-z0-9]*\.tsx|main\.tsx)$/.test(path),
      );
    expect(wrong).toEqual([]);
  });

  /** A table, of words or of facts, is read as a whole. The others are waiting to be split: they may shrink and never grow. */
  const longer: Readonly<Record<string, number>> = {
    'resources/words/en.ts': 3000,
    'resources/words/ko.ts': 3000,
    'main/domain/providers-table.ts': 420,
    'main/services/upload-queue.ts': 275,
  };
  test('no file is longer than 250 lines', () => {
    const long = all.filter(({ path, lines }) => lines > (longer[path] ?? 250));
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });
});

describe('the reader of imports', () => {
  test.each<[string, readonly string[]]>([
    ["import { a } from './a';", ['./a']],
    ["import type { A } from '../a/b';", ['../a/b']],
    ["import {\n  a,\n  b,\n} from 'electron';", ['electron']],
    ["import * as z from 'zod';", ['zod']],
    ["import './style.css';", ['./style.css']],
    ["export { a } from './a';", ['./a']],
    ["const a = await import('keytar');", ['keytar']],
    ["const a = createRequire(import.meta.url)('@scope/name');", ['@scope/name']],
    ["const text = 'import';\nconst other = 'x';", []],
    ["import { a } from './a';\nimport b from 'b/deep';", ['./a', 'b/deep']],
  ])('%j', (text, specifiers) => {
    expect(importsOf('main/x/y.ts', text).map(({ specifier }) => specifier)).toEqual(specifiers);
  });

  test('finds the file and the package that are meant', () => {
    const [ours, deep, types] = importsOf(
      'main/x/y.ts',
      "import { a } from '../domain/a';\nimport b from '@scope/b/deep';\nimport type { C } from './c';",
    );
    expect(ours).toMatchObject({ target: 'main/domain/a', ours: true, typeOnly: false });
    expect(deep).toMatchObject({ target: '@scope/b', ours: false });
    expect(types).toMatchObject({ target: 'main/x/c', typeOnly: true });
  });
});

// Who may import whom, read by a machine on every check. The picture is in the README.
import { describe, expect, test } from 'vitest';
import { circlesIn } from './import-circles';
import { importsOf, sourceFiles, type Import, type SourceFile } from './source-files';

const main = sourceFiles('main');
const preload = sourceFiles('preload');
const renderer = sourceFiles('renderer');
const words = sourceFiles('resources/words');
const all = [...main, ...preload, ...renderer, ...words];

/** Without its comments. */
const codeOf = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

/**
 * The room of a path: `main/core/links/rules/x` is in `core/links/rules`, `main/core/links/x` in `core/links`, `main/adapters/s3/wire/x` in
 * `adapters/s3`, `main/shell/tray/x` in `shell`; `main/cli` is a room of its own, and `renderer/guest` is one that main may know.
 */
function roomOf(path: string): string {
  const [top = '', room = '', next = ''] = path
    .replace(/^main\//, '')
    .replace(/\.(tsx?|cjs)$/, '')
    .split('/');
  if (path.startsWith('renderer/guest/')) return 'guest';
  if (!path.startsWith('main/')) return path.split('/')[0] ?? '';
  if (top === 'core') return next === 'rules' ? `core/${room}/rules` : `core/${room}`;
  return top === 'adapters' ? `adapters/${room}` : top;
}

/** Rooms of `core`, by their names with spaces between them. */
const coreRooms = (names: string): readonly string[] => names.split(' ').map((name) => `core/${name}`);

/** What a room may import beside itself: rooms of main, `rules` for those of every subject, `node:` for what Node has, packages by name. */
const rulesMayUse = new Set([
  'core/model',
  'core/providers',
  'core/wording',
  'words',
  'node:crypto',
  'node:zlib',
  'zod',
  'htmlparser2',
]);
const adaptersMayUse = [
  ...coreRooms('model ports async'),
  'rules',
  'adapters/files',
  'adapters/network',
  'words',
  'node:',
  'zod',
  'zod/mini',
];
const facesMayUse = [...coreRooms('app model ports state wording async'), 'rules', 'words'];
const core = {
  'core/model': ['words', 'node:crypto', 'node:zlib'],
  'core/async': coreRooms('model'),
  'core/ports': coreRooms('model'),
  'core/providers': [...coreRooms('model async'), 'words'],
  'core/wording': [...coreRooms('model providers'), 'words'],
  'core/state': coreRooms('model ports'),
  'core/credentials': coreRooms('model ports'),
  // The transfer engine runs in a process of its own: it knows no state, no connection pool and no words.
  'core/transfer': coreRooms('model ports async providers'),
  'core/reach': coreRooms('model ports async state'),
  'core/storage': coreRooms('model ports async state credentials providers reach'),
  'core/links': coreRooms('model ports state wording'),
  'core/encryption': coreRooms('model ports async credentials storage'),
  'core/given': [...coreRooms('model ports async providers state storage encryption'), 'words'],
  'core/pages': coreRooms('model ports state wording async links storage given encryption'),
  'core/uploads': coreRooms('model ports state wording links storage given pages encryption transfer providers'),
  'core/signing': coreRooms('model ports async state storage given links encryption transfer providers'),
  'core/sharing': [
    ...coreRooms('model ports async providers state storage given links pages encryption uploads'),
    'words',
  ],
  'core/linking': coreRooms('model ports async providers state storage given links pages encryption'),
  'core/history': coreRooms('model ports async providers wording state storage given links pages encryption'),
  'core/requests': coreRooms(
    'model ports async providers transfer wording state storage given links pages encryption linking',
  ),
  'core/doors': coreRooms('model ports async providers wording state storage given'),
  'core/connections': coreRooms('model ports async providers state credentials storage given'),
  'core/doctor': coreRooms('model ports async credentials providers wording state storage given pages connections'),
  'core/watching': coreRooms('model ports async state sharing uploads'),
  'core/devices': coreRooms('model ports async state credentials uploads requests reach wording'),
  'core/agents': [...coreRooms('model ports async state'), 'words'],
  // A guest does in a terminal what its page does: by the very rules of the page.
  'core/getting': [...coreRooms('model ports async encryption pages'), 'guest'],
  'core/sending': [...coreRooms('model ports async wording encryption pages getting'), 'guest'],
  'core/receipts': coreRooms('model ports state given'),
  'core/updates': coreRooms('model ports state'),
  'core/policy': coreRooms('model ports state'),
} satisfies Readonly<Record<string, readonly string[]>>;

const everyCore = [...Object.keys(core), 'core/app'];
const rooms: Readonly<Record<string, readonly string[]>> = {
  ...core,
  'core/app': everyCore,
  'adapters/agents': [...adaptersMayUse, '@modelcontextprotocol/sdk'],
  'adapters/body-threads': [...adaptersMayUse, 'adapters/encryption'],
  'adapters/desktop': [...adaptersMayUse, 'uqr', 'electron', 'electron-updater', 'dbus-native'],
  'adapters/encryption': [...adaptersMayUse, 'age-encryption', 'libsodium'],
  'adapters/engine-process': [...adaptersMayUse, 'electron'],
  'adapters/files': [...adaptersMayUse, 'any-ascii', 'mime'],
  'adapters/ledger': [...adaptersMayUse, '@photostructure/sqlite'],
  'adapters/local-bucket': [...adaptersMayUse, 'local-bucket', 'electron'],
  'adapters/localsend': [...adaptersMayUse],
  'adapters/network': [...adaptersMayUse, 'local-bucket', 'electron'],
  'adapters/policy': adaptersMayUse,
  'adapters/reach': adaptersMayUse,
  'adapters/s3': [...adaptersMayUse, 'core/providers', '@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'],
  'adapters/secrets': [
    ...adaptersMayUse,
    'keytar',
    '@smithy/shared-ini-file-loader',
    '@aws-sdk/credential-provider-ini',
  ],
  ipc: [...facesMayUse, 'core/providers', 'core/updates', 'preload', 'node:path', 'node:url', 'electron', 'zod'],
  // Where the user's folders are is one rule for window and commands.
  shell: [...facesMayUse, 'adapters/files', 'electron', 'node:', 'zod'],
  terminal: [
    ...facesMayUse,
    'core/providers',
    'core/getting',
    'core/sending',
    'core/agents',
    'node:',
    'get-east-asian-width',
  ],
  // Of ours it knows no code, so that it can disagree with our client.
  'local-bucket': ['words', 'node:'],
  engine: ['adapters', 'core/transfer', 'node:'],
  cli: ['adapters', ...everyCore, 'rules', 'local-bucket', 'terminal', 'words', 'node:', 'package.json'],
  start: ['adapters', 'index', 'cli', 'terminal', 'node:'],
  index: ['adapters', 'desktop', 'shell', 'core/model', 'core/ports', 'core/async', 'node:', 'electron'],
  desktop: ['adapters', ...everyCore, 'rules', 'ipc', 'shell', 'words', 'node:', 'electron'],
};

/** Files that alone may import a package; the rooms above say which rooms know it. */
const onlyIn: readonly (readonly [packageName: string, file: RegExp])[] = [
  ['@modelcontextprotocol/sdk', /\/agents\/mcp-server\.ts$/],
  ['keytar', /\/secrets\/keychain\.ts$/],
  ['@photostructure/sqlite', /\/ledger\/sqlite\.ts$/],
  ['@smithy/shared-ini-file-loader', /\/secrets\/aws-profiles\.ts$/],
  ['@aws-sdk/credential-provider-ini', /\/secrets\/aws-profiles\.ts$/],
  ['mime', /\/files\/content-types\.ts$/],
  ['libsodium', /\/encryption\/sodium-cipher\.ts$/],
  ['htmlparser2', /\/pages\/rules\/page-elements\.ts$/],
  ['uqr', /\/desktop\/qr-code\.ts$/],
  ['electron-updater', /\/desktop\/updates\.ts$/],
  ['dbus-native', /\/desktop\/dbus-(session|native\.d)\.ts$/],
];
const electronIn =
  /\/adapters\/(desktop\/(clipboard|notifications)|local-bucket\/child-process|engine-process\/spawn|network\/system-proxy)\.ts$|\/ipc\/(serve|push)\.ts$|\/(shell|desktop)\/|\/index\.ts$/;

const ruleRoomsOf = (room: string): readonly string[] =>
  ['core/model', 'core/providers', 'core/wording', ...(core[room as keyof typeof core] ?? []), room].map(
    (name) => `${name}/rules`,
  );

/** Whether a file of a room may import that. */
function mayImport(room: string, { ours, target, typeOnly, specifier }: Import, { path }: SourceFile): boolean {
  if (!ours) {
    const only = onlyIn.find(([name]) => target === name);
    if (only !== undefined && !only[1].test(path)) return false;
    if (target === 'electron' && !electronIn.test(path)) return false;
    if (room === 'ipc' && target === 'zod' && !typeOnly) return false;
  }
  if (room.endsWith('/rules')) {
    const subject = room.replace(/\/rules$/, '');
    if (!ours) return rulesMayUse.has(target);
    const other = roomOf(target);
    if (other === 'guest') return (rooms[subject] ?? []).includes(other);
    return other === room || rulesMayUse.has(wordsOr(other, target)) || ruleRoomsOf(subject).includes(other);
  }
  const allowed = rooms[room] ?? [];
  if (!ours)
    return (
      allowed.includes(target) ||
      (target.startsWith('node:') && allowed.some((name) => name === 'node:' || name === target)) ||
      nodeOf(room, target)
    );
  const other = roomOf(target);
  if (other === room || target === 'package.json') return other === room || allowed.includes(target);
  if (other.endsWith('/rules')) {
    const subject = other.replace(/\/rules$/, '');
    return allowed.includes('rules') || subject === room || (allowed.includes(subject) && room.startsWith('core/'));
  }
  if (other.startsWith('adapters/') && allowed.includes('adapters')) return true;
  return allowed.includes(wordsOr(other, target)) && specifier !== '';
}
/** A subject may use what is arithmetic and patience in Node, and nothing that touches the machine. */
const nodeOf = (room: string, target: string): boolean =>
  /^core\/(?!model|ports|async|providers|wording|state$)/.test(room) &&
  ['node:path', 'node:timers/promises', 'node:crypto', 'node:events', 'node:zlib'].includes(target);
const wordsOr = (room: string, target: string): string => (target.startsWith('resources/words/') ? 'words' : room);

/** Rooms of the language of all others: each of their files is open. */
const openRooms = new Set(['model', 'ports', 'async', 'providers', 'wording']);
/** Without a public file: of `app` others use `app` and `compose`. */
const roomsWithoutPublicFile = new Set(['app']);
/** Pure rules that rules of other rooms, adapters or faces read. */
const openRules: readonly string[] = [
  'connections/rules/connection-draft',
  'credentials/rules/encrypted-record',
  'credentials/rules/passphrase-file',
  'credentials/rules/pasted-credentials',
  'credentials/rules/pasted-fields',
  'encryption/rules/passphrase',
  'encryption/rules/share-manifest',
  'pages/rules/fill-template',
  'pages/rules/live-page',
  'pages/rules/page-html',
  'pages/rules/page-link-encoding',
  'pages/rules/page-plan',
  'pages/rules/read-manifest',
  'pages/rules/read-page',
  'policy/rules/read-policy',
  'policy/rules/registry',
  'reach/rules/network-addresses',
  'requests/rules/request-times',
  'state/rules/app-state',
  'updates/rules/judge-update',
  'uploads/rules/progress',
  'uploads/rules/upload-lines',
];
/** Imports of a file of a subject room of core from outside that room. */
const insideCore = () =>
  main.flatMap(({ path, imports }) =>
    imports
      .map(({ target, specifier }) => ({ path, specifier, target, room: target.split('/')[2] ?? '' }))
      .filter(({ target, room }) => target.startsWith('main/core/') && !openRooms.has(room))
      .filter(({ room }) => !path.startsWith(`main/core/${room}/`)),
  );

describe('who may import whom', () => {
  test('every room of main has a row, and every row a room', () => {
    const seen = new Set(main.map(({ path }) => roomOf(path)).filter((room) => !room.endsWith('/rules')));
    expect([...seen].sort()).toEqual(Object.keys(rooms).sort());
  });

  test.each([...new Set(main.map(({ path }) => roomOf(path)))].sort())('main: %s', (room) => {
    const wrong = main
      .filter(({ path }) => roomOf(path) === room)
      .flatMap((file) =>
        file.imports
          .filter((imported) => !mayImport(room, imported, file))
          .map(({ specifier }) => `${file.path} imports ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  test('what other rooms use of a room of core stands in its public file, or in a rule that is open', () => {
    const past = insideCore()
      .filter(({ room, target }) => !roomsWithoutPublicFile.has(room) && target !== `main/core/${room}/${room}`)
      .filter(({ target }) => !openRules.includes(target.replace('main/core/', '')))
      .map(({ path, specifier }) => `${path} imports ${specifier}`);
    expect(past).toEqual([]);
    const used = new Set(insideCore().map(({ target }) => target.replace('main/core/', '')));
    expect(openRules.filter((rule) => !used.has(rule))).toEqual([]);
    // It may shrink: what a room shows to others is what cannot be changed there alone.
    expect(used.size).toBeLessThanOrEqual(51);
  });

  test('no circle of files, type imports counted', () => {
    expect(circlesIn(all)).toEqual([]);
  });

  test('rules are pure: no clock, no randomness, no timer, nothing of the process', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bperformance\.|\bMath\.random\b|\brandom(UUID|Bytes)\b|\bset(Timeout|Interval|Immediate)\b|\bprocess\.|\bconsole\./;
    const wrong = main.filter(
      ({ path, text }) => /^main\/core\/(model|[^/]+\/rules)\//.test(path) && impure.test(codeOf(text)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('rules that check by zod are loaded when they are used: no start builds their schemas', () => {
    const byZod = main.filter(
      ({ path, imports }) => path.includes('/rules/') && imports.some(({ target }) => target === 'zod'),
    );
    expect(byZod.length).toBeGreaterThan(0);
    const targets = new Set(byZod.map(({ path }) => path.replace(/\.ts$/, '')));
    const eager = main.filter(({ imports }) =>
      imports.some(({ target, typeOnly, later }) => targets.has(target) && !typeOnly && !later),
    );
    expect(eager.map(({ path }) => path)).toEqual([]);
  });

  test('no folder holds more than 30 files', () => {
    const folders = new Map<string, number>();
    for (const { path } of all) {
      const folder = path.replace(/\/[^/]*$/, '');
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
    expect([...folders].filter(([, count]) => count > 30)).toEqual([]);
  });

  test('the preload script knows Electron, and of ours only types; the contract knows zod, and what crosses is types', () => {
    const wrong = preload.flatMap(({ path, imports }) =>
      imports
        .filter(({ ours, target, typeOnly }) => {
          if (path === 'preload/index.ts') return !(target === 'electron' || (ours && typeOnly));
          if (target === 'zod') return path.startsWith('preload/views/');
          if (target.startsWith('preload/views/')) return !typeOnly;
          return !/^(preload\/|resources\/words\/languages$)/.test(target);
        })
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test('the words know themselves, and i18next in one place', () => {
    const seen = words.flatMap(({ path, imports }) =>
      imports.filter(({ target }) => !target.startsWith('resources/words/')).map(({ target }) => `${path}: ${target}`),
    );
    expect(seen).toEqual(['resources/words/translator.ts: i18next']);
  });

  test('the window knows itself, the words, packages for browsers, and of the contract only types', () => {
    const wrong = renderer.flatMap(({ path, imports }) =>
      imports
        .filter(({ ours, target, typeOnly }) =>
          ours
            ? !(/^(renderer|resources\/words)\//.test(target) || (target.startsWith('preload/') && typeOnly))
            : /^(node:|electron$|zod$|@aws)/.test(target),
        )
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test('what a guest does knows no page: a terminal does it too', () => {
    const guest = renderer.filter(({ path }) => roomOf(path) === 'guest');
    expect(guest.length).toBeGreaterThan(10);
    const ofPages = /\b(document|window|navigator|location|sessionStorage|XMLHttpRequest|HTMLElement|fetch)\b[.([]/;
    const shared = /^renderer\/(guest\/|page\/(page-data|server-clock)$)/;
    const wrong = guest.flatMap(({ path, text, imports }) => [
      ...(ofPages.test(codeOf(text)) ? [path] : []),
      ...imports.filter(({ target }) => !shared.test(target)).map(({ target }) => `${path} imports ${target}`),
    ]);
    expect(wrong).toEqual([]);
  });

  test.each(['main/cli/command-line', 'main/engine', 'main/local-bucket/server/entry'])(
    '%s runs without Electron',
    (entry) => {
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
    },
  );

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
        !/^(main\/(index$|shell\/|adapters\/|core\/model\/|core\/async\/throttle$)|node:|electron$|resources\/words\/languages$)/.test(
          path,
        ),
    );
    expect(heavy).toEqual([]);
    expect(reached.size).toBeLessThan(43);
    expect([...reached].filter((path) => /node:(http|https|tls|net|crypto|child_process)$/.test(path))).toEqual([
      'node:crypto',
    ]);
  });
});

describe('one place each', () => {
  const filesWith = (pattern: RegExp) => all.filter(({ text }) => pattern.test(codeOf(text))).map(({ path }) => path);

  test.each<[string, RegExp, readonly string[]]>([
    ['ipcMain', /\bipcMain\b/, ['main/ipc/serve.ts']],
    ['ipcRenderer', /\bipcRenderer\b/, ['preload/index.ts']],
    ['contextBridge', /\bcontextBridge\b/, ['preload/index.ts']],
    ['webContents.send', /\b(contents|webContents)\.send\(/, ['main/ipc/push.ts']],
    ['window.mayfly', /\bwindow\.mayfly\b/, ['renderer/app/state/bridge.ts']],
    ['new BrowserWindow', /\bnew BrowserWindow\b/, ['main/shell/window/window.ts']],
    [
      'utilityProcess.fork',
      /\butilityProcess\.fork\b/,
      ['main/adapters/engine-process/spawn.ts', 'main/adapters/local-bucket/child-process.ts'],
    ],
    ['one place makes code of bytes', /\bvm\.\w+|\bnew Function\b|\beval\(/, ['main/adapters/files/compiled-code.ts']],
    ['no proxy’s question is answered by Chromium', /\.on\(\s*'login'/, []],
    [
      'certificate checks are replaced in one place, and switched off nowhere',
      /rejectUnauthorized|NODE_TLS_REJECT|setCertificateVerifyProc|certificate-error/,
      // Devices that no authority knows: their certificate is compared with a fingerprint instead.
      ['main/adapters/localsend/pinned-tls.ts'],
    ],
    ['one place opens things outside', /\bshell\.(openExternal|openPath)\b/, ['main/shell/window/desktop-actions.ts']],
    ['no text becomes markup', /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML/, []],
    // Which files of a guest were on their way; without links.
    ['no storage in a page but that of its tab', /\b(localStorage|indexedDB)\b/, []],
    // And that its reader declined to tell senders; not of which page.
    [
      'two places remember',
      /\bsessionStorage\b/,
      ['renderer/request-page/remembered.ts', 'renderer/share-page/receipts/tell-sender.ts'],
    ],
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
    'resources/words/en/terminal/help.ts': 275,
    'resources/words/ko/terminal/help.ts': 275,
    'resources/words/en/failures/reasons.ts': 280,
    'resources/words/ko/failures/reasons.ts': 280,
    'main/core/providers/providers-table.ts': 445,
    'main/core/uploads/upload-queue.ts': 262,
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

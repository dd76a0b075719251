// Lists the licences of the packages whose code is in the bundles, and of those that are packed beside them, in one file: nearly all of them ask that their
// text goes along.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalizePath, type Plugin } from 'vite';
import { projectFolder } from './project-folder';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

const textFiles = /^((un)?licen[sc]e|copying|notice)/i;

/** Vite's text goes on with those of its dependencies, none of which is in a bundle. */
const ofDependencies = /^# Licenses of bundled dependencies\n[^]*/m;

const textOf = (file: string) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').replace(ofDependencies, '').trim();

const textsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => textFiles.test(name))
    .sort()
    .map((name) => textOf(join(folder, name)));

const ofAwsSdk = () => textsIn(join(projectFolder, 'node_modules/@aws-sdk/credential-provider-ini'));

/** Of packages that were published without their text: that of their repository, or of the licence that they name. */
const forgotten: Readonly<Record<string, () => readonly string[]>> = {
  '@aws-sdk/credential-provider-http': ofAwsSdk,
  '@aws-sdk/credential-provider-login': ofAwsSdk,
  '@aws-sdk/nested-clients': ofAwsSdk,
  'lazy-val': () => [
    textOf(join(projectFolder, 'LICENSE')).replace(/^Copyright .*$/m, 'Copyright (c) Vladimir Krivosheev'),
  ],
};

/** Throws for a package without a licence or without its text. */
function licenceOf(folder: string): { readonly title: string; readonly text: string } {
  const { name, version, license } = manifestOf(folder);
  const own = textsIn(folder);
  const text = (own.length > 0 ? own : (forgotten[name]?.() ?? [])).join('\n\n');
  if (license === undefined || text === '')
    throw new Error(`${name} ${version} is packed and has no text of its licence (scripts/build/licences.ts)`);
  return { title: `${name} ${version} (${license})`, text };
}

/** `dependencies` are packed as they are, and theirs with them or compiled in. */
function packedFolders(of: string): readonly string[] {
  return Object.keys(manifestOf(of).dependencies ?? {}).flatMap((name) => {
    const folder = [join(of, 'node_modules', name), join(projectFolder, 'node_modules', name)].find(existsSync);
    if (folder === undefined) throw new Error(`${name} is not installed`);
    return [folder, ...packedFolders(folder)];
  });
}

/** What bundlers add of their own code. */
const ownModules = { '\0rolldown/': 'rolldown', '\0vite/': 'vite' };

/** The folder of the package that a module is from; `undefined` for modules of Mayfly. */
function packageFolder(moduleId: string): string | undefined {
  const own = Object.entries(ownModules).find(([start]) => moduleId.startsWith(start))?.[1];
  if (own !== undefined) return join(projectFolder, 'node_modules', own);
  return /^\0?(.*\/node_modules\/(@[^/]+\/)?[^/]+)\//.exec(normalizePath(moduleId))?.[1];
}

const line = '='.repeat(80);

/** The texts of these packages, sorted; a text that several packages share is there once. */
export function licenceTexts(folders: readonly string[]): string {
  const titles = new Map<string, Set<string>>();
  for (const { title, text } of folders.map(licenceOf).sort((a, b) => (a.title < b.title ? -1 : 1)))
    titles.set(text, (titles.get(text) ?? new Set()).add(title));
  return [...titles].map(([text, of]) => `${line}\n${[...of].join('\n')}\n${line}\n\n${text}\n`).join('\n');
}

const head = `Mayfly holds the packages below, each under its own licence. Electron's licence is in LICENSE.electron.txt, and those of Chromium and of
what it holds are in LICENSES.chromium.html: both lie beside the program, on macOS in Contents/Resources.`;

const bundled = new Set<string>();

/** Belongs into every build whose scripts are packed. */
export const licencesPlugin = (): Plugin => ({
  name: 'mayfly-licences',
  apply: 'build',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      for (const folder of chunk.moduleIds.map(packageFolder)) if (folder !== undefined) bundled.add(folder);
    }
  },
});

/** Belongs into the last build: writes the texts of all packages that the builds of this process held. */
export const licencesFilePlugin = (file: string): Plugin => ({
  name: 'mayfly-licences-file',
  apply: 'build',
  closeBundle: {
    order: 'post',
    sequential: true,
    handler() {
      const own = `${line}\nMayfly (MIT)\n${line}\n\n${textOf(join(projectFolder, 'LICENSE'))}\n`;
      writeFileSync(file, `${head}\n\n${own}\n${licenceTexts([...bundled, ...packedFolders(projectFolder)])}`);
    },
  },
});

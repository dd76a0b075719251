// The source tree as data: which file imports what, for tests that hold the shape of the house.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export const projectDir = join(import.meta.dirname, '..');

export interface Import {
  /** As written, e.g. `../domain/share` or `electron`. */
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** By `import()`: nothing waits for it when the file is loaded. */
  readonly later: boolean;
  /** Path from the project folder without extension for a file of ours, else the package's or builtin's own name. */
  readonly target: string;
  readonly ours: boolean;
}

export interface SourceFile {
  /** Path from the project folder, `/` between its parts. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** `@scope/name/deep` and `name/deep` become the package's name. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const statement = /^(?:import|export)\s+(type\s+(?=[\w{*]))?(?:[\w$*{},\s]*\sfrom\s+)?'([^']+)'/gm;
const call = /\b(?:import|require|createRequire\([^()]*\))\(\s*'([^']+)'\s*\)/g;

/** Every import, re-export, dynamic import and require of a file at `path`. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found = [
    ...Array.from(text.matchAll(statement), ([, type, specifier = '']) => ({
      specifier,
      typeOnly: type !== undefined,
      later: false,
    })),
    ...Array.from(text.matchAll(call), ([whole, specifier = '']) => ({
      specifier,
      typeOnly: false,
      later: whole.startsWith('import'),
    })),
  ];
  return found.map(({ specifier, typeOnly, later }) => {
    const ours = specifier.startsWith('.');
    const target = ours ? normalize(join(dirname(path), specifier)).replaceAll('\\', '/') : packageOf(specifier);
    return { specifier, typeOnly, later, target, ours };
  });
}

/** The TypeScript files below a folder of the project. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(projectDir, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => {
      const text = readFileSync(join(projectDir, path), 'utf8');
      return { path, text, lines: text.split('\n').length - 1, imports: importsOf(path, text) };
    });
}

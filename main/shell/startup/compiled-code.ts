// The app's scripts need not be compiled again at every start. V8's compiled form of them is made at packaging, by running the
// app once (scripts/setup/compiled-code.mjs), and lies in the archive beside them: it is proven by the same fuse as the code itself. One that
// is written while the app runs would be code that nobody has proven.
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import vm from 'node:vm';

/** How many scripts were loaded so far, how many of them came compiled, and how many compiled forms V8 refused (another version, other flags). */
export interface CompiledCode {
  scripts: number;
  taken: number;
  refused: number;
}

export interface CodeLoader {
  /** What the CommonJS script of that name exports; it is run once, whoever asks for it. Throws what it throws (then it is run again), and when it is not there. */
  readonly load: (name: string) => unknown;
  readonly code: Readonly<CompiledCode>;
}

/**
 * Loads scripts from `folder` by names with slashes, relative to it; what they require by another name comes from where Node finds it. A script
 * without a compiled form that V8 takes is compiled as ever. V8 compares the length of the source, its own version and its flags
 * (v8/src/snapshot/code-serializer.cc): a compiled form must be made anew with every build, and only for the processor it was made on.
 */
export function createCodeLoader(folder: string): CodeLoader {
  const code: CompiledCode = { scripts: 0, taken: 0, refused: 0 };
  const loaded = new Map<string, { exports: unknown }>();
  const compiled = join(folder, 'compiled', `${process.platform}-${process.arch}`);
  const fromNode = createRequire(join(folder, 'index.cjs'));

  const compile = (name: string): vm.Script => {
    const cachedData = readWhereThere(join(compiled, `${name}.bin`));
    // Not the path: the compiled form holds this name, and where it was made is nobody's business.
    const script = new vm.Script(Module.wrap(readFileSync(join(folder, name), 'utf8')), {
      filename: `${scriptPrefix}${name}`,
      ...(cachedData !== undefined && { cachedData }),
    });
    code.scripts += 1;
    if (cachedData !== undefined) code[script.cachedDataRejected === true ? 'refused' : 'taken'] += 1;
    return script;
  };

  const load = (name: string): unknown => {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const module: { exports: unknown } = { exports: {} };
    loaded.set(name, module);
    const path = join(folder, name);
    const require = (wanted: string): unknown =>
      wanted.startsWith('.') ? load(posix.join(posix.dirname(name), wanted)) : fromNode(wanted);
    try {
      const run = compile(name).runInThisContext() as (...args: readonly unknown[]) => void;
      run.call(module.exports, module.exports, require, module, path, join(path, '..'));
    } catch (error) {
      // Whoever asks again must not get half of it.
      loaded.delete(name);
      throw error;
    }
    return module.exports;
  };

  return { load, code };
}

/** By it the recorder knows the app's own scripts. */
const scriptPrefix = 'mayfly/main/';

/** A checkout has no compiled forms, nor has a package that was made on another processor. */
function readWhereThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

// Loads the command line's own scripts with V8's code cache, so that a start does not compile them (kept-code.ts keeps it). The app has none: its
// start gained nothing that could be measured (docs/performance.md).
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import vm from 'node:vm';

/** The code cache of a script by its name. */
export type CacheOf = (name: string) => Buffer | undefined;

export interface LoadedScript {
  readonly name: string;
  /** Of what V8 has compiled of it by now. */
  readonly createCache: () => Buffer;
  readonly taken: boolean;
}

/**
 * Loads scripts from `folder` by names with slashes, relative to it; Node resolves other names that they require. A script
 * without a cache that V8 accepts is compiled as usual. V8 compares the length of the source, its own version and its flags
 * (v8/src/snapshot/code-serializer.cc): a cache must be made anew with every build, and fits only the processor it was made on.
 */
export function createCodeLoader(folder: string, cacheOf: CacheOf = () => undefined) {
  /** In the order of their loading. */
  const scripts: LoadedScript[] = [];
  const loaded = new Map<string, { exports: unknown }>();
  const fromNode = createRequire(join(folder, 'index.cjs'));

  const compile = (name: string): vm.Script => {
    const cachedData = cacheOf(name);
    const script = new vm.Script(Module.wrap(readFileSync(join(folder, name), 'utf8')), {
      filename: `mayfly/main/${name}`,
      ...(cachedData !== undefined && { cachedData }),
    });
    const taken = cachedData !== undefined && script.cachedDataRejected !== true;
    scripts.push({ name, createCache: () => script.createCachedData(), taken });
    return script;
  };

  /** The exports of the CommonJS script with that name, which runs once. Throws its errors (then the next call runs it again), and when it does not exist. */
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
      // A later call must not get the exports of a script that failed.
      loaded.delete(name);
      throw error;
    }
    return module.exports;
  };

  return { load, scripts };
}

// Packs what every command loads into few files: each of fifty small ones costs a command a fifth of a millisecond.
import { basename, resolve } from 'node:path';
import { normalizePath, type Plugin } from 'vite';

/** What the command line loads at once or always, in this order; the requests of a small file are loaded last. */
const ofCommands = ['main/cli/command-line.ts', 'main/cli/run-command.ts', 'main/adapters/s3/object-store.ts'];
/** What the app loads at once behind its first file. */
const ofWindow = 'main/desktop/desktop.ts';

/** No less than the commands', the window's and all entries. */
const mostUsers = 12;

/**
 * A plugin, and the groups of modules that it finds: modules of commands that the same programs load (commands, window, engine and so on) lie
 * together, so that no program loads code of another.
 */
export function commandChunks() {
  const usersOf = new Map<string, readonly string[]>();
  const plugin: Plugin = {
    name: 'mayfly-command-chunks',
    buildEnd() {
      // In the order of their names: modules come in that of the disk's answers, and a build made again must be the same.
      const entries = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry === true).sort();
      for (const root of new Set([
        ...[...ofCommands, ofWindow].map((path) => normalizePath(resolve(path))),
        ...entries,
      ])) {
        for (const id of staticallyFrom(root, (from) => this.getModuleInfo(from)?.importedIds ?? []))
          usersOf.set(id, [...(usersOf.get(id) ?? []), basename(root, '.ts')]);
      }
    },
  };
  const isOfCommands = (users: readonly string[]) => ofCommands.some((path) => users.includes(basename(path, '.ts')));
  /** A group takes the imports of its modules as well. Those have its users and maybe more: they come first. */
  const groups = Array.from({ length: mostUsers }, (_, index) => ({
    priority: index,
    name(id: string): string | null {
      const users = usersOf.get(id) ?? [];
      return users.length === index + 1 && isOfCommands(users) ? users.join('-') : null;
    },
  }));
  return { plugin, groups };
}

function staticallyFrom(root: string, importsOf: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const imported of importsOf(id)) walk(imported);
  };
  walk(root);
  return found;
}

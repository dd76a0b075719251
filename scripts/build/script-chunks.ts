// Packs what every command loads into few files: each of fifty small ones costs a command a fifth of a millisecond. So it does with the window's
// scripts, where each costs a whole one.
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

/** What each page of the app loads at once, and what the window reads later, by the names of its chunks. */
const ofPages = {
  shared: ['main.tsx'],
  window: ['window/App.tsx', 'window/LazyScreens.tsx'],
  others: ['shelf/Shelf.tsx', 'region/RegionPicker.tsx'],
};

/** The same for the pages of the app: what all load or several need, what the window alone needs, and its other screens. */
export function windowChunks() {
  const usersOf = new Map<string, ReadonlySet<string>>();
  const plugin: Plugin = {
    name: 'mayfly-window-chunks',
    buildEnd() {
      const inApp = (path: string) => normalizePath(resolve('renderer/app', path));
      const importsOf = (id: string) => this.getModuleInfo(id)?.importedIds ?? [];
      const screens = this.getModuleInfo(inApp('window/LazyScreens.tsx'))?.dynamicallyImportedIds ?? [];
      const roots = [
        ...Object.entries(ofPages).map(([user, paths]) => [user, paths.map(inApp)] as const),
        ['screens', screens],
      ] as const;
      for (const [user, ids] of roots)
        for (const id of ids.flatMap((root) => [...staticallyFrom(root, importsOf)]))
          usersOf.set(id, new Set([...(usersOf.get(id) ?? []), user]));
    },
  };
  const isIn = {
    shared: (users: ReadonlySet<string>) => users.has('shared') || (users.has('window') && users.has('others')),
    window: (users: ReadonlySet<string>) => users.has('window'),
    screens: (users: ReadonlySet<string>) => users.has('screens') && !users.has('others'),
  };
  /** As above: what more pages use comes first. */
  const groups = Object.entries(isIn).map(([name, isHere], index, { length }) => ({
    priority: length - index,
    name: (id: string): string | null => (isHere(usersOf.get(id) ?? new Set()) ? name : null),
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

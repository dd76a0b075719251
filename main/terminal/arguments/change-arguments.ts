// The arguments of the commands that change the files of a share.
import type { RemoveCommand, ReplaceCommand, ShareCommand, ShareIntoCommand } from './command';
import type { CommandRule } from './command-rule';
import type { Common } from './every-command';
import type { ShareToCommand } from './nearby-command';
import { readShareTo } from './nearby-arguments';
import { shapeOptions } from '../scripts/script-arguments';
import { everywhere, usage, type Option, type Values } from './options';
import { limitOptions, readLimits, readShare, standardInput } from './share-arguments';

/** What of `share` has a meaning for files that come to a share. */
const ofInto: ReadonlySet<string> = new Set<Option>([
  'into',
  'new-link',
  ...limitOptions,
  'quiet',
  'progress',
  ...shapeOptions,
  ...everywhere,
]);

/** Raises `bad-request`, `expiry-out-of-range`. */
export function readShareOrInto(
  values: Values,
  common: Common,
  paths: readonly string[],
): ShareCommand | ShareToCommand | ShareIntoCommand {
  const { into, quiet, 'new-link': newLink } = values;
  if (into === undefined) {
    if (newLink) throw usage('{{option}} needs {{needed}}', { option: '--new-link', needed: '--into' });
    return readShareTo(values, common, paths);
  }
  if (into.trim() === '') throw usage('{{option}} needs a value', { option: '--into' });
  const typed = Object.entries(values).filter(([, value]) => value !== undefined && value !== false);
  if (typed.some(([option]) => !ofInto.has(option))) {
    throw usage('--into adds to a share that has its link, so it excludes what is about links');
  }
  if (paths.includes(standardInput)) throw usage('a share takes files and folders; save standard input first');
  // Refuses addresses in place of paths.
  const { limits } = readShare(values, common, paths);
  return { kind: 'share-into', id: into.trim(), paths, newLink, quiet, limits, ...common };
}

/** Raises `bad-request`. */
function readReplace(
  values: Values,
  common: Common,
  [id = '', name = '', path = '']: readonly string[],
): ReplaceCommand {
  if (path === standardInput) throw usage('a share takes files and folders; save standard input first');
  return { kind: 'replace', id, name, path, quiet: values.quiet, limits: readLimits(values), ...common };
}

const readRemove = (_: Values, common: Common, [id = '', ...names]: readonly string[]): RemoveCommand => ({
  kind: 'remove',
  id,
  names,
  ...common,
});

const share = { shown: 'ID', missing: 'the ID of the share is missing' } as const;
const name = { shown: 'NAME', missing: 'the name of the file on the page is missing' } as const;

export const changeCommands = {
  replace: {
    operands: [share, name, { shown: 'FILE', missing: 'the file that takes its place is missing', known: 'file' }],
    options: [...limitOptions, 'quiet', 'progress', ...shapeOptions],
    own: { json: { said: 'jsonLinks' } },
    read: readReplace,
  },
  remove: {
    operands: [share, { ...name, many: true }],
    options: shapeOptions,
    own: { json: { said: 'jsonLinks' } },
    read: readRemove,
  },
} as const satisfies Readonly<Record<string, CommandRule>>;

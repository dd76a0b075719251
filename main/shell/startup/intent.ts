// What a start of Mayfly is for, as data that one process may hand to another. Whatever is unclear is less: a share becomes a
// proposal, two things become none.

export type Intent =
  /** Shows the window. */
  | { readonly kind: 'show' }
  /** `quiet`: from a file manager's own entry, so that no window comes up but the shelf. */
  | { readonly kind: 'share'; readonly paths: readonly string[]; readonly quiet: boolean }
  /** What the desktop opens with Mayfly: nothing travels before somebody has said so in the window. */
  | { readonly kind: 'propose'; readonly paths: readonly string[] }
  | { readonly kind: 'share-clipboard' }
  | { readonly kind: 'screenshot' }
  | { readonly kind: 'shelf' }
  /** As it came: what it means, if anything, is read where it is followed. */
  | { readonly kind: 'link'; readonly url: string };

export const showIntent: Intent = { kind: 'show' };

/** What switches and other arguments were found in argv. */
export interface FoundArguments {
  /** Those of `modes`, each once. */
  readonly modes: ReadonlySet<string>;
  /** Absolute paths of what exists. */
  readonly paths: readonly string[];
  /** What begins with our scheme. */
  readonly links: readonly string[];
}

/** `--propose` is what the desktop entry says, the others are what its actions and file managers say. */
export const modes: ReadonlySet<string> = new Set([
  '--share',
  '--propose',
  '--share-clipboard',
  '--screenshot',
  '--shelf',
]);

const withoutPaths: ReadonlyMap<string, Intent> = new Map<string, Intent>([
  ['--share-clipboard', { kind: 'share-clipboard' }],
  ['--screenshot', { kind: 'screenshot' }],
  ['--shelf', { kind: 'shelf' }],
]);

/** The same for the same arguments in any order. */
export function intentOf({ modes: asked, paths: found, links }: FoundArguments): Intent {
  if (links.length > 0) {
    const [url] = links;
    const isAlone = links.length === 1 && found.length === 0 && [...asked].every((mode) => mode === '--propose');
    return isAlone && url !== undefined && url.length <= 2_048 ? { kind: 'link', url } : showIntent;
  }
  const alone = [...asked].find((mode) => withoutPaths.has(mode));
  if (alone !== undefined) return (asked.size === 1 && found.length === 0 && withoutPaths.get(alone)) || showIntent;
  if (found.length === 0) return showIntent;
  if (asked.has('--propose')) return { kind: 'propose', paths: [...found] };
  return { kind: 'share', paths: [...found], quiet: asked.has('--share') };
}

/** Whether the window may stay hidden at a start for this. */
export const needsNoWindow = (intent: Intent): boolean =>
  ['share-clipboard', 'screenshot', 'shelf'].includes(intent.kind) || (intent.kind === 'share' && intent.quiet);

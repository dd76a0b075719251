// The intent of a start, as data that one process sends to another. An ambiguous one does less: a share becomes a
// proposal, two things become none.

export type Intent =
  /** Shows the window. */
  | { readonly kind: 'show' }
  /** `quiet`: from a file manager's entry, so only the shelf opens. */
  | { readonly kind: 'share'; readonly paths: readonly string[]; readonly quiet: boolean }
  /** Opened by the desktop: nothing is uploaded before the user agrees in the window. */
  | { readonly kind: 'propose'; readonly paths: readonly string[] }
  | { readonly kind: 'share-clipboard' }
  | { readonly kind: 'screenshot' }
  | { readonly kind: 'shelf' }
  /** The link as received; followed and parsed later. */
  | { readonly kind: 'link'; readonly url: string };

export const showIntent: Intent = { kind: 'show' };

/** The switches and other arguments of argv. */
export interface FoundArguments {
  /** Switches of `modes`, each once. */
  readonly modes: ReadonlySet<string>;
  /** Absolute paths of existing files and folders. */
  readonly paths: readonly string[];
  /** Arguments with our URL scheme. */
  readonly links: readonly string[];
}

/** The desktop entry passes `--propose`; its actions and file managers pass the others. */
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

/** Does not depend on the order of the arguments. */
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

/** The arguments of a start for this intent: `readArguments` makes it of them again, of the paths that still exist. */
export function argumentsOf(intent: Intent): readonly string[] {
  switch (intent.kind) {
    case 'show':
      return [];
    case 'share':
      return [...(intent.quiet ? ['--share'] : []), '--', ...intent.paths];
    case 'propose':
      return ['--propose', '--', ...intent.paths];
    case 'link':
      return ['--', intent.url];
    default:
      return [`--${intent.kind}`];
  }
}

/** True when a start for this intent need not show the window. */
export const needsNoWindow = (intent: Intent): boolean =>
  ['share-clipboard', 'screenshot', 'shelf'].includes(intent.kind) || (intent.kind === 'share' && intent.quiet);

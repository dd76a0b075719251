// Turns the intent of a start, a file manager or a link into a command, a view or a question to the user.
import { parseDeepLink } from './startup/deep-link';
import { assertNever } from '../core/model/failure';
import type { Command } from './run-command';
import type { Intent } from './startup/intent';
import type { Proposals } from './window/share-requests';
import type { Clock } from '../core/model/system';

export interface IntentContext {
  readonly clock: Clock;
  readonly run: (command: Command) => void;
  readonly openWindow: () => void;
  readonly visit: (place: {
    readonly screen: 'shares' | 'connections' | 'settings';
    readonly shareId?: string;
  }) => void;
  readonly propose: Proposals['propose'];
  /** True when the user has enabled `mayfly:` links. */
  readonly followsLinks: () => boolean;
}

/** Follows one link a second at most, whatever a page fires. */
const linkPauseMs = 1_000;

export function followIntents(context: IntentContext): (intent: Intent) => void {
  const { clock, run, openWindow, visit, propose, followsLinks } = context;
  let lastLinkMs = Number.NEGATIVE_INFINITY;

  const followLink = (url: string) => {
    const link = followsLinks() ? parseDeepLink(url) : undefined;
    const sinceMs = clock() - lastLinkMs;
    if (link === undefined || (sinceMs >= 0 && sinceMs < linkPauseMs)) return;
    lastLinkMs = clock();
    openWindow();
    if (link.kind === 'propose') propose('link', { what: link.what });
    else if (link.kind === 'open') visit({ screen: link.screen });
    else visit({ screen: 'shares', shareId: link.shareId });
  };

  return (intent) => {
    switch (intent.kind) {
      case 'show':
        return openWindow();
      case 'share':
        if (intent.quiet) return run({ kind: 'share-paths-on-shelf', paths: intent.paths });
        openWindow();
        return run({ kind: 'share-paths', paths: intent.paths });
      case 'propose':
        openWindow();
        return propose('desktop', { what: 'paths', paths: intent.paths });
      case 'share-clipboard':
        return run({ kind: 'share-clipboard-on-shelf' });
      case 'screenshot':
        return run({ kind: 'screenshot', area: 'region' });
      case 'shelf':
        return run({ kind: 'toggle-shelf' });
      case 'link':
        return followLink(intent.url);
      default:
        return assertNever(intent);
    }
  };
}

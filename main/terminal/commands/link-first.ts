// Prints the link of a page that is given before its files, and what became of them.
import { words } from '../../../resources/words/messages';
import type { ItemResult, Shared, ShareOptions } from '../../core/model/share-request';
import type { ShareCommand } from '../arguments/command';
import type { Terminal } from '../output/output';
import { sharedJson } from '../output/share-json';

/** By itself only where a person reads: a program takes the link as the word that everything is stored. */
function askedFor(
  { linkFirst, json }: Pick<ShareCommand, 'linkFirst' | 'json'>,
  { columns }: Pick<Terminal, 'columns'>,
): NonNullable<ShareOptions['linkFirst']> {
  if (linkFirst !== undefined) return linkFirst ? 'always' : 'never';
  return !json && columns !== undefined ? 'when-long' : 'never';
}

const w = words.terminal.hints;

export function linkFirst(command: ShareCommand, terminal: Terminal) {
  /** Their ends, by the ID of the share. */
  const told = new Map<string, number>();
  /** Whether a link of this share is printed already that ends when this one does. */
  const isTold = ({ share }: Pick<Shared, 'share'>): boolean => told.get(share.id) === share.expiresAtMs;
  const asked = askedFor(command, terminal);
  const onLink = (shared: Shared) => {
    if (command.json) {
      terminal.print(sharedJson(shared, true, true));
      return;
    }
    told.set(shared.share.id, shared.share.expiresAtMs);
    terminal.printExactly(shared.url);
    if (!command.quiet) terminal.say(`mayfly: ${w.stillSending}`);
  };
  return {
    isTold,
    options: asked === 'never' ? {} : { linkFirst: asked, onLink },
    /** Says that they are proven to the end. */
    sayEnd(results: readonly ItemResult[]) {
      const ended = results.flatMap((one) => (one.ok && isTold(one.shared) ? [one.shared.share] : []));
      for (const { kind, fileCount } of ended)
        terminal.say(`mayfly: ${kind === 'file' ? w.sentFile : w.sent({ count: fileCount })}`);
    },
  };
}

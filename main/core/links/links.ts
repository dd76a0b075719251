// What other rooms use of this one: links as text, on the clipboard, and what is said of a batch of them.
import type { Ports } from '../ports/ports';
import type { Store, Tell } from '../state/state';
import { createAnnounce, type Announce } from './announce-results';
import { createLinkWriter, type LinkWriter } from './write-clipboard';
import { createRefuseOwnLinks, type RefuseOwnLinks } from './refuse-own-links';

export { linkCode, shownCode } from './link-code';
export type { Announce, LinkWriter, RefuseOwnLinks };

export interface LinksContext {
  readonly ports: Pick<Ports, 'clipboard' | 'clock' | 'ledger' | 'log' | 'notifier'>;
  readonly store: Store;
  readonly tell: Tell;
}

export function createLinks({ ports, store, tell }: LinksContext) {
  const writer = createLinkWriter(ports, store, tell);
  return {
    writer,
    announce: createAnnounce(ports, writer, tell),
    refuseOwnLinks: createRefuseOwnLinks(ports, writer, tell),
  };
}

export type Links = ReturnType<typeof createLinks>;

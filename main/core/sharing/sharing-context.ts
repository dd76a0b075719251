// What sharing works with, and which temporary files this process is making.
import type { ShareSecretsStore } from '../encryption/encryption';
import type { GivenContext } from '../given/given';
import type { Announce, RefuseOwnLinks } from '../links/links';
import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { Transliterate } from '../model/file-name';
import type { ConnectionChoice, ItemResult, ShareOptions } from '../model/share-request';
import type { Pages } from '../pages/pages';
import type { Ports } from '../ports/ports';
import type { Store, Tell } from '../state/state';
import type { ConnectionPool } from '../storage/storage';
import type { Ended, UploadQueue } from '../uploads/uploads';
import type { UploadOptions } from './plan-uploads';
import type { CheckedOptions } from './share-options';

export interface SharingNeeds {
  readonly ports: Ports;
  readonly store: Store;
  readonly access: ConnectionPool;
  readonly queue: UploadQueue;
  readonly pages: Pages;
  /** Bytes per second of the uploads of a connection; `undefined`: unknown. */
  readonly speedOf: (connectionId: string) => number | undefined;
  readonly announce: Announce;
  readonly refuseOwnLinks: RefuseOwnLinks;
  readonly tell: Tell;
  readonly secrets: Pick<ShareSecretsStore, 'prepare' | 'forDraft' | 'manifestIn' | 'renewed'>;
  readonly given: GivenContext;
}

export interface SharingContext extends SharingNeeds {
  /** Temporary files: those that are being shared and have no row in the ledger yet, and how many are being written. */
  readonly temporary: { readonly beginning: Set<string>; creating: number };
}

/** What the items of one request have in common. */
export interface Batch {
  readonly request: ShareOptions;
  readonly options: CheckedOptions;
  readonly choice: ConnectionChoice;
  readonly plan: UploadOptions;
  /** A page is given for the one file until that is stored. */
  readonly forwards?: boolean;
}

/** Cancels or pauses the uploads, and gives up their page, when the caller's signal fires before all have settled. */
export function stopOnAbort(
  { pages, queue }: SharingContext,
  settled: ReadonlyMap<string, Promise<Ended>>,
  {
    choice,
    request: { signal, keepWhenStopped },
  }: Pick<Batch, 'choice'> & { readonly request: Pick<ShareOptions, 'signal' | 'keepWhenStopped'> },
  pageId?: string,
): void {
  if (signal === undefined) return;
  const stop = () => {
    const keeps = choice.kind === 'known' && keepWhenStopped === true;
    if (pageId !== undefined && !keeps) pages.giveUp(pageId);
    for (const id of settled.keys()) {
      if (keeps) queue.pause(id);
      else void queue.cancel(id);
    }
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  void Promise.all(settled.values()).finally(() => signal.removeEventListener('abort', stop));
}

/** The bucket on this computer has another prefix while its keys live in memory. Why it does not open, each upload says. */
export async function prefixOf(
  { access }: SharingContext,
  { kind, prefix }: Connection,
  choice: ConnectionChoice,
): Promise<string> {
  if (kind !== 'embedded') return prefix;
  return access.withConnection(choice, ({ connection }) => Promise.resolve(connection.prefix)).catch(() => prefix);
}

/** Makes names of ASCII alone for keys; `undefined`, and nothing is loaded for it, where `names` have no other characters. */
export const asciiFor = async (
  { ports }: Pick<SharingContext, 'ports'>,
  names: readonly string[],
): Promise<Transliterate | undefined> =>
  names.every((name) => /^\p{ASCII}*$/u.test(name)) ? undefined : ports.transliteration();

export const declined = (name: string): ItemResult => ({ ok: false, name, failure: new Failure('cancelled') });

// What other rooms use of this one: what becomes of shares after they were made.
import { whenMade } from '../async/verbs';
import type { ShareSecretsStore } from '../encryption/encryption';
import type { GivenContext, Work } from '../given/given';
import type { Announce, LinkWriter } from '../links/links';
import type { Ports } from '../ports/ports';
import type { Store, Tell } from '../state/state';
import { createCopy, type Copy } from './fresh-link';
import { createExtend, createSignAgain, type Extend } from './extend';
import { createForgetShare, type ForgetShare } from './forget-share';
import { moveWork } from './move-links';
import { createRevoke, unsavedEndWork, type Revoke, type StopSending, type UnsavedEnds } from './revoke';
import { createRevokeStored, type RevokeStored } from './revoke-stored';
import { createSharePictures, type Qr, type Thumbnails } from './share-images';
import { cleanWork, orphanWork, renewWork } from './share-works';
import { createSweep, type Sweep } from './sweep-multipart';
import { verifyWork } from './verify-unproven';
import type { ChangePassword } from './change-password';

export interface History extends Copy, Qr, Thumbnails, Revoke, RevokeStored, Extend, ChangePassword, ForgetShare {
  readonly sweep: Sweep;
}

export interface HistoryContext {
  readonly ports: Ports;
  readonly given: GivenContext & { readonly ports: Ports };
  readonly store: Store;
  readonly writer: LinkWriter;
  readonly announce: Announce;
  readonly tell: Tell;
  readonly secrets: ShareSecretsStore;
  readonly stopSending: StopSending;
}

/**
 * `silentRevoke` tells nobody: removing a connection may revoke hundreds of links, and closing a short link tells of both. `works`: for the round.
 */
export function createHistory({ ports, given, store, writer, announce, tell, secrets, stopSending }: HistoryContext): {
  readonly history: History;
  readonly silentRevoke: Revoke;
  readonly works: readonly Work[];
} {
  const { known, access, mutex, now } = given;
  const signAgain = createSignAgain(given, secrets);
  const copy = createCopy(given, writer, store, tell, secrets, signAgain);
  const work = { ports, store, known, now, signAgain, tell };
  const unsaved: UnsavedEnds = new Map();
  return {
    history: {
      ...copy,
      ...createSharePictures(ports, copy),
      ...createRevoke(given, tell, stopSending, secrets, unsaved),
      ...createRevokeStored(ports, access),
      ...createExtend(known, mutex, signAgain, announce, store, tell, now),
      ...createForgetShare(given.ports, store, known, mutex, tell),
      ...whenMade(async () => (await import('./change-password')).createChangePassword(given, secrets), {
        changePassword: true,
      }),
      sweep: createSweep(ports, store, access),
    },
    silentRevoke: createRevoke(given, () => undefined, stopSending, secrets, unsaved),
    works: [
      verifyWork(work),
      renewWork(work),
      cleanWork(work),
      orphanWork(work),
      moveWork(work),
      unsavedEndWork(known, unsaved),
    ],
  };
}
